//! Articles: Markdown files with YAML front matter, and the pictures beside them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use contract::{Image, Section};
use serde::Deserialize;

use super::images::Images;
use super::markdown::{self, Parsed};
use super::{ImportError, Report, source_text};
use crate::hash::short_hash;
use crate::state::AppState;
use store::articles::{self as rows, Change, NewArticle, OffersInBody};
use taxonomy::Taxonomy;

/// Part of every content hash: raised when this importer makes something else of the same text.
const IMPORTER: &[u8] = b"1";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontMatter {
    headline: String,
    slug: String,
    #[serde(default)]
    former_slugs: Vec<String>,
    standfirst: String,
    topic: String,
    occupation: Option<String>,
    author: String,
    date_published: NaiveDate,
    date_modified: Option<NaiveDate>,
    image: Option<String>,
    #[serde(default)]
    image_alt: String,
    #[serde(default)]
    related: Vec<String>,
}

/// Imports every `*.md` of a folder, by name; one report per file.
pub async fn import(state: &AppState, dir: &Path) -> Result<Vec<Report>, ImportError> {
    let mut reports = Vec::new();
    import_into(state, dir, &mut reports).await.map(|()| reports)
}

/// The same, with the reports of the files before the one that broke it off. Each file is one transaction.
pub async fn import_into(state: &AppState, dir: &Path, reports: &mut Vec<Report>) -> Result<(), ImportError> {
    let shown = dir.display().to_string();
    let unreadable = |source| ImportError::Unreadable { path: shown.clone(), source };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(dir)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    if paths.is_empty() {
        return Err(ImportError::NoArticles { path: shown });
    }
    let media_dir = state.config.media_dir();
    let images = Images { source_dir: dir, media_dir: &media_dir };
    let mut seen = HashSet::new();
    for path in paths {
        reports.push(import_file(state, &images, &path, &mut seen).await?);
    }
    Ok(())
}

async fn import_file(
    state: &AppState,
    images: &Images<'_>,
    path: &Path,
    seen: &mut HashSet<String>,
) -> Result<Report, ImportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut report = Report::new(&name);
    let source = match source_text::read(path) {
        Ok(source) => source,
        // One bad file must not stop the others.
        Err(error) => {
            report.leave_out(0, "", error.to_string());
            return Ok(report);
        }
    };
    if let Some(note) = source.note {
        report.note(0, "", note);
    }
    let article = match read(&state.taxonomy, images, &source.text, &mut report) {
        Ok(article) => article,
        Err((line, reason)) => {
            report.leave_out(line, "", reason);
            return Ok(report);
        }
    };
    if !seen.insert(article.slug.clone()) {
        report.leave_out(1, &article.slug, "another file of this folder has the same slug");
        return Ok(report);
    }
    if let Some(taken) = article.former_slugs.iter().find(|former| seen.contains(*former)) {
        report.leave_out(1, &article.slug, format!("former slug \"{taken}\" is the slug of a file of this folder"));
        return Ok(report);
    }
    let mut tx = state.store.begin_write().await?;
    let change = rows::put(&mut tx, &article).await?;
    if change != Change::Unchanged {
        tx.commit().await?;
    }
    report.count(change);
    Ok(report)
}

type Refusal = (usize, String);

fn read(taxonomy: &Taxonomy, images: &Images<'_>, text: &str, report: &mut Report) -> Result<NewArticle, Refusal> {
    let text = text.replace("\r\n", "\n");
    let (yaml, body, first_line) = split(&text)?;
    let front: FrontMatter = serde_saphyr::from_str(yaml).map_err(|error| {
        let line = error.location().map_or(1, |location| usize::try_from(location.line()).unwrap_or(1) + 1);
        let reason = error.to_string();
        (line, format!("front matter: {}", reason.lines().next().unwrap_or_default()))
    })?;
    check(taxonomy, &front)?;
    let (body, directives) = take_directives(body, first_line);
    let take_image = |name: &str, alt: &str| images.take(name, alt);
    let Parsed { sections, words, images: in_body, notes } =
        markdown::parse(&body, first_line, &front.headline, &take_image);
    for (line, reason) in notes {
        report.note(line, &front.slug, reason);
    }
    if words == 0 {
        return Err((first_line, "no text".to_owned()));
    }
    let image = match &front.image {
        Some(name) => Some(images.take(name, &front.image_alt).map_err(|reason| (1, reason))?),
        None => None,
    };
    let mut offers = Vec::new();
    for directive in directives {
        let section = sections.iter().rev().find(|section| section.line <= directive.line).or(sections.first());
        let Some(section) = section else { continue };
        match directive.read(taxonomy, front.occupation.as_deref()) {
            Ok((occupation, industry, limit)) => {
                offers.push(OffersInBody { section: section.section.id.clone(), occupation, industry, limit });
            }
            Err(reason) => report.note(directive.line, &front.slug, format!("offers left out: {reason}")),
        }
    }
    let images_seen = in_body + usize::from(image.is_some());
    let sections: Vec<Section> = sections.into_iter().map(|parsed| parsed.section).collect();
    Ok(NewArticle {
        content_hash: content_hash(&text, image.as_ref(), &sections, &offers).map_err(|reason| (1, reason))?,
        reading_minutes: markdown::reading_minutes(words, images_seen),
        slug: front.slug,
        former_slugs: front.former_slugs,
        headline: front.headline,
        standfirst: front.standfirst,
        topic: front.topic,
        occupation: front.occupation,
        author: front.author,
        image,
        date_modified: front.date_modified.unwrap_or(front.date_published),
        date_published: front.date_published,
        sections,
        offers,
        related: front.related,
    })
}

/// Of the text and of all that was made of it. The name of a picture is the hash of its bytes, so its address, on top and
/// in the sections, stands for its content.
fn content_hash(
    text: &str,
    image: Option<&Image>,
    sections: &[Section],
    offers: &[OffersInBody],
) -> Result<String, String> {
    let made = serde_json::to_vec(&(image, sections, offers)).map_err(|error| error.to_string())?;
    Ok(short_hash([IMPORTER, text.as_bytes(), &made]))
}

/// Front matter, body, and the line the body begins on.
fn split(text: &str) -> Result<(&str, &str, usize), Refusal> {
    let rest = text.strip_prefix("---\n").ok_or((1, "does not begin with front matter (---)".to_owned()))?;
    let (yaml, body) = rest.split_once("\n---\n").ok_or((1, "the front matter is not closed (---)".to_owned()))?;
    Ok((yaml, body, yaml.lines().count() + 3))
}

fn check(taxonomy: &Taxonomy, front: &FrontMatter) -> Result<(), Refusal> {
    let is_slug = |slug: &String| {
        !slug.is_empty()
            && slug.len() <= 100
            && slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let refusal = |reason: String| Err((1, reason));
    if let Some(slug) = std::iter::once(&front.slug).chain(&front.former_slugs).find(|slug| !is_slug(slug)) {
        return refusal(format!("slug \"{slug}\": lower-case letters, digits and hyphens, 100 at most"));
    }
    for (name, value) in [("headline", &front.headline), ("standfirst", &front.standfirst), ("author", &front.author)] {
        if value.trim().is_empty() {
            return refusal(format!("{name} is empty"));
        }
    }
    if taxonomy::topic(&front.topic).is_none() {
        return refusal(format!("unknown topic \"{}\": one of {}", front.topic, taxonomy::topic_slugs()));
    }
    if let Some(slug) = front.occupation.as_ref().filter(|slug| taxonomy.occupation(slug).is_none()) {
        return refusal(format!("unknown occupation \"{slug}\""));
    }
    if front.date_modified.is_some_and(|modified| modified < front.date_published) {
        return refusal("date_modified is before date_published".to_owned());
    }
    Ok(())
}

/// `::offerte{ruolo=… settore=… limite=…}` alone on a line.
struct Directive {
    line: usize,
    arguments: String,
}

/// Takes the directives out of the text; a blank line stays, so that line numbers hold. In code they are code.
fn take_directives(body: &str, first_line: usize) -> (String, Vec<Directive>) {
    let mut kept = String::with_capacity(body.len());
    let mut directives = Vec::new();
    let mut is_code = false;
    for (at, line) in body.lines().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            is_code = !is_code;
        }
        match trimmed.strip_prefix("::offerte").filter(|_| !is_code) {
            Some(arguments) => directives.push(Directive { line: first_line + at, arguments: arguments.to_owned() }),
            None => kept.push_str(line),
        }
        kept.push('\n');
    }
    (kept, directives)
}

impl Directive {
    /// Occupation, industry and limit. Without a role or sector it is the article's own role.
    fn read(&self, taxonomy: &Taxonomy, own: Option<&str>) -> Result<(Option<String>, Option<String>, u16), String> {
        let inner = self.arguments.trim();
        let inner = match inner.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) {
            Some(inner) => inner,
            None if inner.is_empty() => "",
            None => return Err("write ::offerte{ruolo=… settore=… limite=…}".to_owned()),
        };
        let (mut occupation, mut industry, mut limit) = (None, None, 2);
        for argument in inner.split_whitespace() {
            let (name, value) = argument.split_once('=').unwrap_or((argument, ""));
            let value = value.trim_matches('"');
            match name {
                "ruolo" if taxonomy.occupation(value).is_some() => occupation = Some(value.to_owned()),
                "ruolo" => return Err(format!("unknown role \"{value}\"")),
                "settore" if taxonomy.industry(value).is_some() => industry = Some(value.to_owned()),
                "settore" => return Err(format!("unknown sector \"{value}\"")),
                "limite" => match value.parse() {
                    Ok(number @ 1..=4) => limit = number,
                    _ => return Err(format!("limite={value}: from 1 to 4")),
                },
                _ => return Err(format!("unknown key \"{name}\": ruolo, settore, limite")),
            }
        }
        if occupation.is_none() && industry.is_none() {
            occupation = own.map(str::to_owned);
        }
        if occupation.is_none() && industry.is_none() {
            return Err("names neither ruolo nor settore, and the article has no occupation".to_owned());
        }
        Ok((occupation, industry, limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taxonomy() -> Taxonomy {
        Taxonomy {
            occupations: taxonomy::embedded_occupations().unwrap(),
            industries: taxonomy::embedded_industries().unwrap(),
            ..Taxonomy::default()
        }
    }

    fn article(front: &str, body: &str) -> (Result<NewArticle, Refusal>, Report) {
        let text = format!(
            "---\nheadline: \"Un titolo: due punti\"\nslug: prova\nstandfirst: Breve.\ntopic: ruoli\nauthor: Noi\n\
             date_published: 2026-10-03\n{front}---\n{body}"
        );
        let dir = tempfile::tempdir().unwrap();
        let images = Images { source_dir: dir.path(), media_dir: dir.path() };
        let mut report = Report::new("prova.md");
        (read(&taxonomy(), &images, &text, &mut report), report)
    }

    #[test]
    fn front_matter_and_text_become_an_article() {
        let (article, report) = article("", "Inizio.\n\n## Uno\n\nTesto.\n");
        let article = article.unwrap();
        assert_eq!(article.headline, "Un titolo: due punti");
        assert_eq!(article.date_modified, article.date_published);
        assert_eq!(article.sections.len(), 2);
        assert_eq!(report.notes, []);
    }

    #[test]
    fn offers_stand_in_the_section_above_them() {
        let body = "Inizio.\n\n::offerte{ruolo=magazziniere limite=3}\n\n## Uno\n\nTesto.\n::offerte{settore=commercio}\n\n\
                    ```\n::offerte{ruolo=magazziniere}\n```\n";
        let (article, report) = article("", body);
        let article = article.unwrap();
        let offers: Vec<_> = article
            .offers
            .iter()
            .map(|o| (o.section.as_str(), o.occupation.as_deref(), o.industry.as_deref(), o.limit))
            .collect();
        assert_eq!(offers, [("inizio", Some("magazziniere"), None, 3), ("s-uno", None, Some("commercio"), 2)]);
        assert!(article.sections[1].html.contains("::offerte"));
        assert!(!article.sections[0].html.contains("::offerte"));
        assert_eq!(report.notes, []);
    }

    #[test]
    fn an_unknown_role_is_reported_with_its_line_and_the_article_stays() {
        let (article, report) = article("", "Inizio.\n\n::offerte{ruolo=astronauta}\n");
        assert_eq!(article.unwrap().offers, []);
        // Seven lines of front matter, its two marks, and two of text come before.
        assert_eq!(report.notes[0].line, 11);
        assert!(report.notes[0].reason.contains("astronauta"));
    }

    #[test]
    fn what_is_wrong_with_front_matter_is_said_with_its_line() {
        for (front, reason) in [
            ("date_modified: 2026-13-40\n", "front matter"),
            ("date_modified: 2026-01-01\n", "before"),
            ("colour: red\n", "colour"),
            ("occupation: astronauta\n", "astronauta"),
            ("former_slugs: [\"../x\"]\n", "../x"),
            ("image: images/none.svg\n", "none.svg"),
        ] {
            let (line, said) = article(front, "Testo.\n").0.unwrap_err();
            assert!(said.contains(reason) && line >= 1, "{front}: {line}: {said}");
        }
        assert!(article("date_modified: nie\n", "T.").0.is_err_and(|(line, _)| line == 8));
        assert!(article("", "  \n").0.is_err_and(|(_, reason)| reason == "no text"));
        assert!(split("Testo").is_err());
        assert!(split("---\nslug: a\n").is_err());
    }
}
