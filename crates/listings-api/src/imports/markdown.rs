//! Markdown to sections. One parse gives the text, the index and the reading time, so they cannot disagree.

use std::collections::HashSet;
use std::fmt::Write;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, format_html, parse_document};
use contract::{Image, Section};

use crate::imports::sanitise;
use source_values::text;
use taxonomy::fold::slugify;

/// Words a minute that adults read of Italian prose for information: studies find 190 to 285; the low end, because
/// pages with tables and figures read slowly.
const WORDS_PER_MINUTE: usize = 200;
/// Seconds to look at a picture.
const SECONDS_PER_IMAGE: usize = 12;

/// A section with the line it begins on, so that what stands on a line can be found its section.
pub struct ParsedSection {
    pub line: usize,
    pub section: Section,
}

/// What the text of an article holds.
pub struct Parsed {
    pub sections: Vec<ParsedSection>,
    pub words: usize,
    pub images: usize,
    /// What was not taken to the letter: line and reason.
    pub notes: Vec<(usize, String)>,
}

/// Cuts the text at its headings of level 2 to 4. `first_line` is the line of the file that the text begins on;
/// `take_image` copies a picture, or says why not.
pub fn parse(
    text: &str,
    first_line: usize,
    headline: &str,
    take_image: &dyn Fn(&str, &str) -> Result<Image, String>,
) -> Parsed {
    let options = options();
    let arena = Arena::new();
    let root = parse_document(&arena, text, &options);
    let mut parsed = Parsed { sections: Vec::new(), words: 0, images: 0, notes: Vec::new() };
    place_images(root, first_line, take_image, &mut parsed);
    let mut ids = HashSet::new();
    let opening = Section { id: "inizio".to_owned(), level: 0, heading: String::new(), html: String::new() };
    let mut current = ParsedSection { line: first_line, section: opening };
    for node in root.children() {
        let (level, line) = {
            let data = node.data();
            let level = match &data.value {
                NodeValue::Heading(heading) if heading.level <= 4 => Some(heading.level.max(2)),
                _ => None,
            };
            (level, first_line + data.sourcepos.start.line.saturating_sub(1))
        };
        let Some(level) = level else {
            // Formatting into a string cannot fail.
            let _ = format_html(node, &options, &mut current.section.html);
            continue;
        };
        let heading = node.collect_text().split_whitespace().collect::<Vec<_>>().join(" ");
        if heading.is_empty() {
            parsed.notes.push((line, "heading without text left out".to_owned()));
            continue;
        }
        finish(&mut parsed, current, headline);
        let section = Section { id: unique_id(&heading, &mut ids), level, heading, html: String::new() };
        current = ParsedSection { line, section };
    }
    finish(&mut parsed, current, headline);
    parsed
}

/// Whole minutes, rounded to the nearest, at least 1: 200 words a minute and 12 seconds a picture.
pub fn reading_minutes(words: usize, images: usize) -> u32 {
    let seconds = words * 60 / WORDS_PER_MINUTE + images * SECONDS_PER_IMAGE;
    u32::try_from((seconds + 30) / 60).unwrap_or(u32::MAX).max(1)
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    // What the sanitiser is for: it sees raw HTML as the browser would, and lets through only what is on its list.
    options.render.r#unsafe = true;
    options
}

fn finish(parsed: &mut Parsed, mut current: ParsedSection, headline: &str) {
    let section = &mut current.section;
    let label = if section.heading.is_empty() { headline } else { &section.heading };
    section.html = sanitise::article(&section.html, label).trim().to_owned();
    let is_empty_opening = section.level == 0 && section.html.is_empty();
    if !is_empty_opening {
        parsed.words += count_words(&section.heading) + count_words(&text::one_line(&section.html));
        parsed.sections.push(current);
    }
}

fn count_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// `s-` and the heading in ASCII: an id such as `body` or `location` would shadow properties of the document.
fn unique_id(heading: &str, taken: &mut HashSet<String>) -> String {
    let slug: String = slugify(heading).chars().take(80).collect();
    let base = if slug.is_empty() { "s-sezione".to_owned() } else { format!("s-{}", slug.trim_end_matches('-')) };
    let mut id = base.clone();
    let mut number = 2;
    while !taken.insert(id.clone()) {
        id = format!("{base}-{number}");
        number += 1;
    }
    id
}

/// Replaces every picture by one of ours, with its size so that the page does not shift, or by nothing.
fn place_images<'a>(
    root: &'a AstNode<'a>,
    first_line: usize,
    take_image: &dyn Fn(&str, &str) -> Result<Image, String>,
    parsed: &mut Parsed,
) {
    let pictures: Vec<_> = root.descendants().filter(|node| matches!(node.data().value, NodeValue::Image(_))).collect();
    for node in pictures {
        let line = first_line + node.data().sourcepos.start.line.saturating_sub(1);
        let url = match &node.data().value {
            NodeValue::Image(link) => link.url.clone(),
            _ => continue,
        };
        let alt = node.collect_text();
        let html = match take_image(&url, &alt) {
            Ok(Image { src, width, height, alt }) => {
                parsed.images += 1;
                let mut html = String::new();
                let alt = wording::markup::escaped(&alt);
                // Writing to a string cannot fail.
                let _ = write!(html, "<img src=\"{src}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\">");
                html
            }
            Err(reason) => {
                parsed.notes.push((line, format!("{reason}; left out")));
                String::new()
            }
        };
        for child in node.children().collect::<Vec<_>>() {
            child.detach();
        }
        node.data_mut().value = NodeValue::HtmlInline(html);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections(text: &str) -> Vec<Section> {
        let no_image = |_: &str, _: &str| Err("no picture".to_owned());
        parse(text, 1, "Titolo", &no_image).sections.into_iter().map(|parsed| parsed.section).collect()
    }

    #[test]
    fn sections_begin_at_headings_of_level_two_to_four() {
        let found = sections("Inizio.\n\n## Primo *titolo*\n\nTesto.\n\n### Secondo\n\n##### Piccolo\n\n- a\n- b\n");
        let shape: Vec<_> = found.iter().map(|s| (s.id.as_str(), s.level, s.heading.as_str())).collect();
        assert_eq!(shape, [("inizio", 0, ""), ("s-primo-titolo", 2, "Primo titolo"), ("s-secondo", 3, "Secondo")]);
        assert_eq!(found[0].html, "<p>Inizio.</p>");
        assert!(found[2].html.contains("<h5>Piccolo</h5>"), "{}", found[2].html);
        assert!(found[2].html.contains("<li>a</li>"));
    }

    #[test]
    fn there_is_no_opening_when_the_text_begins_with_a_heading() {
        assert_eq!(sections("## A\n\nb")[0].id, "s-a");
    }

    #[test]
    fn ids_are_unique_ascii_and_shadow_nothing() {
        let found = sections("## Perché?\n\n## Perchè\n\n## body\n\n## 李\n\n## 李\n");
        let ids: Vec<_> = found.iter().map(|section| section.id.as_str()).collect();
        assert_eq!(ids, ["s-perche", "s-perche-2", "s-body", "s-sezione", "s-sezione-2"]);
    }

    #[test]
    fn raw_html_is_inert() {
        let found = sections(
            "a <script>alert(1)</script> <b onclick=x>b</b>\n\n<iframe src=\"//evil\"></iframe>\n\n<style>p{}</style>\n\n\
             <a id=\"location\" href=\"javascript:x\">c</a>\n\n## <img src=x onerror=alert(1)>T\n",
        );
        let html: String = found.iter().map(|section| section.html.as_str()).collect();
        for evil in ["script", "onclick", "iframe", "style", "javascript", "onerror", "id=", "evil"] {
            assert!(!html.contains(evil), "{evil}: {html}");
        }
        assert_eq!(found[1].heading, "T");
    }

    #[test]
    fn a_section_that_is_never_closed_does_not_leak_into_the_next() {
        let found = sections("<div><b>\n\nuno\n\n## Due\n\ndue\n");
        assert_eq!(found[1].html, "<p>due</p>");
        assert_eq!(found[0].html.matches("<div>").count(), found[0].html.matches("</div>").count());
    }

    #[test]
    fn tables_keep_their_alignment_and_take_the_name_of_their_section() {
        let found = sections("## Paga\n\n| a | b |\n| --- | ---: |\n| 1 | 2 |\n");
        assert!(found[0].html.contains("aria-label=\"Tabella: Paga\""), "{}", found[0].html);
        assert!(found[0].html.contains("<td align=\"right\">2</td>"), "{}", found[0].html);
    }

    #[test]
    fn pictures_are_ours_or_none() {
        let take = |url: &str, alt: &str| match url {
            "images/a.svg" => Ok(Image { src: "/media/a.svg".into(), width: 3, height: 2, alt: alt.into() }),
            _ => Err("not here".to_owned()),
        };
        let parsed = parse("![un \"a\"](images/a.svg)\n\n![](https://evil.example/x.png)", 10, "T", &take);
        let html = &parsed.sections[0].section.html;
        assert!(html.contains("src=\"/media/a.svg\"") && html.contains("width=\"3\""), "{html}");
        assert!(!html.contains("evil"), "{html}");
        assert_eq!((parsed.images, parsed.notes[0].0), (1, 12));
    }

    #[test]
    fn reading_time_counts_words_and_pictures() {
        assert_eq!(reading_minutes(0, 0), 1);
        assert_eq!(reading_minutes(1000, 0), 5);
        assert_eq!(reading_minutes(1000, 5), 6);
        assert_eq!(reading_minutes(299, 0), 1);
        assert_eq!(reading_minutes(300, 0), 2);
    }
}
