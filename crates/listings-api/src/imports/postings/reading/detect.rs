//! Which format a file has, by its first bytes: names and declarations are often wrong.

use crate::imports::postings::formats::Format;

#[derive(Debug, PartialEq, Eq)]
pub enum Detected {
    Format(Format),
    /// HTML: offers are in its scripts, if anywhere.
    Page,
    /// One JSON string that holds a document.
    Escaped,
    /// Why it is nothing that could be read.
    Unknown(String),
}

/// `head` is the beginning of the text; `name` the file's.
pub fn detect(head: &str, name: &str) -> Detected {
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let unknown = |reason: &str| Detected::Unknown(reason.to_owned());
    match head.chars().next() {
        Some('{' | '[') => json(head),
        Some('"') if head.starts_with("\"[") || head.starts_with("\"{") => Detected::Escaped,
        Some('<') => xml(head),
        _ if head.starts_with("PK\u{3}\u{4}") => unknown("an Excel workbook (.xlsx): save it as CSV and import that"),
        _ if head.starts_with("%PDF") => unknown("a PDF: there are no fields to read in it"),
        _ if head.contains('\0') => unknown("no text: a picture, a program or something packed"),
        _ if is_csv(head, name) => Detected::Format(Format::Csv),
        _ => unknown("neither JSON nor XML nor a table with a header"),
    }
}

fn json(head: &str) -> Detected {
    let has = |key: &str| has_key(head, key);
    let all = |keys: &[&str]| keys.iter().all(|key| has(key));
    let format = if has("_jobposting") || head.contains("jsonfeed.org/version") {
        Format::Teamtailor
    } else if has("shortcode") && has("title") {
        Format::Workable
    } else if has("releasedDate") || all(&["content", "totalFound"]) {
        Format::SmartRecruiters
    } else if has("careers_url") || has("careers_apply_url") || all(&["offers", "employment_type_code"]) {
        Format::Recruitee
    } else if has("isListed") || all(&["jobUrl", "title"]) || all(&["jobs", "apiVersion"]) {
        Format::Ashby
    } else if all(&["hostedUrl", "text"]) || all(&["categories", "text", "createdAt"]) {
        Format::Lever
    } else if has("absolute_url") || has("internal_job_id") {
        Format::Greenhouse
    } else if has("@type") || has("@context") || has("@graph") || has("title") || has("name") && has("datePosted") {
        Format::JsonLd
    } else if let Some(empty) = empty_list(head) {
        empty
    } else {
        let keys = keys(head);
        // Too damaged to tell, or cut off at once: reading says where.
        if keys.is_empty() {
            return Detected::Format(Format::JsonLd);
        }
        let reason = format!("JSON of no known format (its names: {}): describe it with --mapping", keys.join(", "));
        return Detected::Unknown(reason);
    };
    Detected::Format(format)
}

/// A feed without offers shows only what is around them.
fn empty_list(head: &str) -> Option<Format> {
    let bare: String = head.chars().take(2000).filter(|c| !c.is_whitespace()).collect();
    let lists = [
        ("jobs", Format::Greenhouse),
        ("offers", Format::Recruitee),
        ("content", Format::SmartRecruiters),
        ("items", Format::Teamtailor),
    ];
    lists.into_iter().find(|(name, _)| bare.contains(&format!("\"{name}\":[]"))).map(|(_, format)| format)
}

fn has_key(text: &str, name: &str) -> bool {
    let key = format!("\"{name}\"");
    let is_key = |at: usize| text.get(at + key.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'));
    if text.match_indices(&key).any(|(at, _)| is_key(at)) {
        return true;
    }
    // Escaped once more.
    text.contains(&format!("\\\"{name}\\\":"))
}

/// The first names, for people to recognise it by.
fn keys(text: &str) -> Vec<&str> {
    let mut keys: Vec<&str> = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('"') {
        let Some((name, behind)) = after.split_once('"') else { break };
        if behind.trim_start().starts_with(':') && !keys.contains(&name) && name.len() <= 40 {
            keys.push(name);
        }
        if keys.len() == 8 {
            break;
        }
        rest = behind;
    }
    keys
}

fn xml(head: &str) -> Detected {
    let lower = head.get(..head.len().min(200_000)).unwrap_or(head).to_lowercase();
    let root = root(&lower);
    if matches!(root, "html" | "head" | "body") || lower.starts_with("<!doctype html") {
        return Detected::Page;
    }
    let has = |name: &str| {
        lower.contains(&format!("<{name}>"))
            || lower.contains(&format!("<{name} "))
            || lower.contains(&format!("<{name}/>"))
    };
    match root {
        "workzag-jobs" => Detected::Format(Format::Personio),
        _ if has("position") && has("jobdescriptions") => Detected::Format(Format::Personio),
        _ if has("publishdate") || has("expirydate") || has("reference_id") => Detected::Format(Format::Jobrapido),
        _ if has("job") || matches!(root, "source" | "jobs") => {
            let is_jobrapido = root == "source" && has("jobs") && !has("job");
            Detected::Format(if is_jobrapido { Format::Jobrapido } else { Format::Indeed })
        }
        // A page without its beginning, as some error pages are.
        _ if has("p") || has("h1") || has("div") || has("center") || has("title") && has("script") => Detected::Page,
        root => Detected::Unknown(format!("XML of no known format (<{root}>): describe it with --mapping")),
    }
}

/// The name of the first element, past declarations and comments.
fn root(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, rest)| rest);
        } else if after.starts_with(['!', '?']) {
            rest = match after.split_once('[') {
                // What a document declares has brackets of its own.
                Some((before, inside)) if after.starts_with("!doctype") && !before.contains('>') => {
                    inside.split_once("]>").map_or("", |(_, rest)| rest)
                }
                _ => after.split_once('>').map_or("", |(_, rest)| rest),
            };
        } else {
            let end = after.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'));
            let name = after.get(..end.unwrap_or(0)).unwrap_or_default();
            return name.rsplit(':').next().unwrap_or_default();
        }
    }
    ""
}

fn is_csv(head: &str, name: &str) -> bool {
    let is_named = [".csv", ".tsv", ".txt"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    let has_columns = head.lines().take(10).any(|line| line.matches([';', ',', '\t']).count() >= 2);
    is_named || has_columns
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(head: &str) -> Option<Format> {
        match detect(head, "feed") {
            Detected::Format(format) => Some(format),
            _ => None,
        }
    }

    #[test]
    fn formats_are_known_by_what_is_in_them() {
        for (head, wanted) in [
            ("{\"jobs\": [{\"absolute_url\": \"x\", \"id\": 1}]}", Format::Greenhouse),
            ("[{\"id\": \"u\", \"text\": \"A\", \"hostedUrl\": \"x\"}]", Format::Lever),
            (
                "{\"jobs\": [{\"title\": \"A\", \"jobUrl\": \"x\", \"isListed\": true}], \"apiVersion\": \"1\"}",
                Format::Ashby,
            ),
            ("{\"offers\": [{\"careers_url\": \"x\"}]}", Format::Recruitee),
            ("{\"offset\": 0, \"totalFound\": 0, \"content\": []}", Format::SmartRecruiters),
            ("{\"id\": \"7\", \"name\": \"A\", \"releasedDate\": \"x\", \"jobAd\": {}}", Format::SmartRecruiters),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", Format::Teamtailor),
            ("{\"name\": \"X\", \"jobs\": [{\"title\": \"A\", \"shortcode\": \"S\"}]}", Format::Workable),
            ("\u{feff} {\"@context\": \"https://schema.org\"}", Format::JsonLd),
            ("[]", Format::JsonLd),
            ("{\"jobs\": [], \"meta\": {\"total\": 0}}", Format::Greenhouse),
            ("<?xml version='1.0'?>\n<!-- x --><workzag-jobs/>", Format::Personio),
            ("<source><publisher>P</publisher><job><referencenumber/></job></source>", Format::Indeed),
            ("<!DOCTYPE source [<!ENTITY a \"b>\">]><source><job/></source>", Format::Indeed),
            ("<source><jobs><job><publishdate/></job></jobs></source>", Format::Jobrapido),
            ("Rif.;Titolo;Descrizione\nA;B;C", Format::Csv),
        ] {
            assert_eq!(format(head), Some(wanted), "{head}");
        }
        assert_eq!(detect("\"[{\\\"@type\\\": 1}]\"", ""), Detected::Escaped);
    }

    #[test]
    fn what_is_no_feed_is_said() {
        for page in ["<!DOCTYPE html><html>", "<HTML>", "<!-- x -->\n<html lang=it>", "<h1>502 Bad Gateway</h1>"] {
            assert_eq!(detect(page, "feed.json"), Detected::Page, "{page}");
        }
        for (head, said) in [
            ("PK\u{3}\u{4}\u{14}", "Excel"),
            ("{\"offerte\": [{\"Qualifica\": \"x\"}]}", "offerte, Qualifica"),
            ("<rss><channel/></rss>", "<rss>"),
            ("Internal error", "neither"),
            ("%PDF-1.7", "PDF"),
        ] {
            let Detected::Unknown(reason) = detect(head, "feed") else { panic!("{head}") };
            assert!(reason.contains(said), "{reason}");
        }
    }
}
