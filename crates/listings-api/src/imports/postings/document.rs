//! A JSON-LD file as a whole: where its records begin. What each says is for [`super::jsonld`]. One object per line is read as
//! it comes instead ([`super::lines`]).

use serde::Deserialize;
use serde_json::value::RawValue;

use super::record::RawRecord;
use super::salvage;

type Malformed = (usize, String);

#[derive(Deserialize)]
struct Graph<'a> {
    #[serde(borrow, rename = "@graph")]
    graph: Option<Vec<&'a RawValue>>,
}

/// The records of a document: an object, an array, an object with `@graph`; as far as it can be read.
pub fn read(text: &str) -> Result<Vec<RawRecord>, Malformed> {
    let text = text.trim_start_matches('\u{feff}');
    let malformed = |error: serde_json::Error| (error.line(), format!("not JSON: {error}"));
    let whole: &RawValue = match serde_json::from_str(text) {
        Ok(whole) => whole,
        Err(error) => return salvage::read(text).ok_or_else(|| malformed(error)),
    };
    let raw = match whole.get().bytes().next() {
        Some(b'[') => serde_json::from_str::<Vec<&RawValue>>(whole.get()).map_err(malformed)?,
        Some(b'{') => match serde_json::from_str::<Graph<'_>>(whole.get()).ok().and_then(|document| document.graph) {
            Some(graph) => graph,
            None => vec![whole],
        },
        _ => return Err((1, "neither an object nor an array".to_owned())),
    };
    // A slice of the text knows where it begins; counting on from the record before keeps this linear.
    let start = text.as_ptr() as usize;
    let (mut at, mut line) = (0, 1);
    let records = raw.into_iter().map(|raw| {
        let offset = raw.get().as_ptr() as usize - start;
        line += newlines(text, at, offset);
        at = offset;
        RawRecord::json(line, raw.get().to_owned())
    });
    Ok(records.collect())
}

fn newlines(text: &str, from: usize, to: usize) -> usize {
    text.as_bytes().get(from..to).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<(usize, Result<Option<String>, String>)> {
        let records = read(text).unwrap();
        let content = |raw: RawRecord| Some((raw.line, raw.read()?.map(|source| source.title)));
        records.into_iter().filter_map(content).collect()
    }

    #[test]
    fn every_shape_of_document_is_read_with_the_lines_of_its_records() {
        let a = (1, Ok(Some("A".to_owned())));
        assert_eq!(titles(r#"{"@type": "JobPosting", "title": "A"}"#), std::slice::from_ref(&a));
        assert_eq!(
            titles("[\n {\"title\": \"A\"},\n\n {\"title\": \"B\"}\n]")
                .iter()
                .map(|(line, _)| *line)
                .collect::<Vec<_>>(),
            [2, 4]
        );
        assert_eq!(
            titles(
                "{\"@graph\": [\n\n{\"@type\": \"WebSite\"},\n{\"@type\": [\"Thing\", \"JobPosting\"], \"title\": \"A\"}]}"
            ),
            [(4, a.1)]
        );
        assert_eq!(titles("[]"), []);
    }

    #[test]
    fn what_is_no_json_is_said_with_its_line() {
        assert_eq!(read("{\n\"title\": }").err().unwrap().0, 2);
        assert!(read("<html>").is_err());
        assert!(read("7").is_err());
        // Depth is bounded per record, not for the file.
        assert!(read(&"[".repeat(100_000)).is_err());
        let deep = format!("[{{\"a\": {}{}}}]", "[".repeat(100_000), "]".repeat(100_000));
        assert!(read(&deep).unwrap().remove(0).read().unwrap().is_err());
    }
}
