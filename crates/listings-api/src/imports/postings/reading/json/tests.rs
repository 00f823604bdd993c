use super::*;
use crate::imports::postings::formats::{Format, Reader};
use std::io::Cursor;

fn offer(title: &str) -> String {
    format!("{{\"@type\": \"JobPosting\", \"title\": \"{title}\",\n \"hiringOrganization\": {{\"name\": \"O\"}}}}")
}

/// Line and title, or reason, of each record.
fn found(text: &str) -> Vec<(usize, String)> {
    let window = Window::new(Cursor::new(text.to_owned()), 1);
    let records = JsonRecords::new(window, Arc::new(Format::JsonLd.shape().unwrap())).unwrap();
    let reader = Reader::new(Format::JsonLd);
    let shown = |record: io::Result<RawRecord>| {
        let record = record.unwrap();
        let line = record.line;
        let read = record.read(&reader).into_iter();
        read.map(|read| (line, read.map_or_else(|reason| reason, |posting| posting.title.unwrap_or_default())))
            .collect::<Vec<_>>()
    };
    records.flat_map(shown).collect()
}

fn said(line: usize, text: &str) -> (usize, String) {
    (line, text.to_owned())
}

#[test]
fn every_shape_of_document_is_read_with_the_lines_of_its_records() {
    assert_eq!(found(r#"{"@type": "JobPosting", "title": "A"}"#), [said(1, "A")]);
    assert_eq!(found("[\n {\"title\": \"A\"},\n\n {\"title\": \"B\"}\n]"), [said(2, "A"), said(4, "B")]);
    let graph =
        "{\"@graph\": [\n\n{\"@type\": \"WebSite\"},\n{\"@type\": [\"Thing\", \"JobPosting\"], \"title\": \"A\"}]}";
    assert_eq!(found(graph), [said(4, "A")]);
    assert_eq!(found("[]"), []);
    let nested = format!(
        "{{\"@type\": \"ItemList\", \"itemListElement\": [{{\"@type\": \"ListItem\", \"item\": {}}}, {{\"item\": {}}}]}}",
        offer("A"),
        offer("B")
    );
    assert_eq!(found(&nested), [said(1, "A"), said(1, "B")]);
    assert_eq!(found(&format!("{}\n{}\n", offer("A"), offer("C"))), [said(1, "A"), said(3, "C")]);
}

#[test]
fn a_list_that_is_cut_off_gives_what_came_before() {
    let (a, b) = (offer("A"), offer("B"));
    for text in
        [format!("[{a},\n{b},\n{}", &a[..40]), format!("{{\"@context\": \"x\", \"@graph\": [{a},\n{b},\n{}", &a[..40])]
    {
        let found = found(&text);
        assert_eq!(found[..2], [said(1, "A"), said(3, "B")], "{text}");
        assert_eq!((found.len(), found[2].0), (3, 5), "{found:?}");
        assert!(found[2].1.starts_with("not JSON: EOF"), "{}", found[2].1);
    }
    for end in ["", ",", ",\n"] {
        let found = found(&format!("[{a},\n{b}{end}"));
        assert_eq!(found.len(), 3, "{end:?}");
        assert!(found[2].1.contains("not closed"), "{}", found[2].1);
    }
}

#[test]
fn a_damaged_record_costs_itself_alone() {
    let (a, c) = (offer("A"), offer("C"));
    for bad in [
        "{\"title\": \"B}", "{\"title\": \"B\"; \"x\": 1}", "{'title': 'B'}", "nothing",
        "{\"title\": \"B\", \"x\": {\"y\": [}",
    ] {
        let found = found(&format!("[{a},\n{bad},\n{c}]"));
        assert_eq!((found.len(), found[0].clone(), found[1].0), (3, said(1, "A"), 3), "{bad}: {found:?}");
        assert!(found[1].1.starts_with("not "), "{found:?}");
        assert_eq!(found[2].1, "C", "{bad}");
    }
    assert_eq!(found(&format!("[{a}\n{c}]")), [said(1, "A"), said(3, "C")]);
}

#[test]
fn what_can_be_repaired_is_an_offer_all_the_same() {
    let (a, c) = (offer("A"), offer("C"));
    for bad in [
        "{\"@type\": \"JobPosting\", \"title\": \"B\",, \"x\": 1,}",
        "{\"@type\": \"JobPosting\" \"title\": \"B\"}",
        "{\"@type\": \"JobPosting\", \"title\": \"B\", \"description\": \"due\n\nrighe\"}",
        "\"{\\\"@type\\\": \\\"JobPosting\\\", \\\"title\\\": \\\"B\\\"}\"",
        "{\\\"@type\\\": \\\"JobPosting\\\", \\\"title\\\": \\\"B\\\"}",
    ] {
        let found: Vec<_> = found(&format!("[{a},\n{bad},\n{c}]")).into_iter().map(|(_, title)| title).collect();
        assert_eq!(found, ["A", "B", "C"], "{bad}");
    }
    // Behind one that cannot be.
    let found: Vec<_> =
        found(&format!("[{a},\n{{\"title\": \"x}},\n{{\"@type\": \"JobPosting\", \"title\": \"B\",}},{c}]"))
            .into_iter()
            .map(|(_, t)| t)
            .collect();
    assert_eq!((found.len(), found[0].as_str(), found[2].as_str(), found[3].as_str()), (4, "A", "B", "C"), "{found:?}");
}

#[test]
fn depth_and_length_are_bounded() {
    let deep = format!("[{{\"a\": {}{}}}, {}]", "[".repeat(100_000), "]".repeat(100_000), offer("A"));
    assert_eq!(found(&deep).last().unwrap().1, "A");
    let began = std::time::Instant::now();
    assert_eq!(found(&"[".repeat(3_000_000)).len(), 1);
    assert_eq!(found(&"[{\"a\":".repeat(200_000)).len(), 1);
    let long = format!("[{},{{\"title\": \"{}\"}},{}]", offer("A"), "x".repeat(9_000_000), offer("C"));
    let found = found(&long);
    assert_eq!((found.first().unwrap().1.as_str(), found.last().unwrap().1.as_str()), ("A", "C"));
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
