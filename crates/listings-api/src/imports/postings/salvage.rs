//! What can be read of JSON-LD that is not JSON as a whole: cut off, or with a record in it that is damaged. One bad record
//! never stops the good ones.

use serde_json::value::RawValue;
use serde_json::{Deserializer, Value};

use super::record::RawRecord;

/// How often reading is tried inside of damaged records without coming to an end before that of the file. Each try costs
/// the rest of the file.
const MOST_TRIES: usize = 50;

/// The records, damaged ones with line and reason; `None` when there is nothing to salvage.
pub fn read(text: &str) -> Option<Vec<RawRecord>> {
    let mut document = Document { text, at: 0, counted: 0, line: 1, tries: MOST_TRIES };
    let is_list = document.enter_list();
    let mut records = Vec::new();
    let mut has_good = false;
    loop {
        document.skip(|c| c.is_whitespace() || c == ',');
        let rest = document.rest();
        if rest.is_empty() {
            if is_list {
                records.push(document.damaged("the list is not closed: what followed is missing".to_owned()));
            }
            break;
        }
        if rest.starts_with([']', '}']) && is_list {
            break;
        }
        let mut values = Deserializer::from_str(rest).into_iter::<&RawValue>();
        match values.next() {
            Some(Ok(value)) => {
                let line = document.line();
                document.at += values.byte_offset();
                has_good |= is_offer(value.get());
                records.push(RawRecord::json(line, value.get().to_owned()));
            }
            Some(Err(error)) => {
                let line = document.line();
                records.push(document.damaged(reason(&error, line)));
                if !document.find_next_offer() {
                    break;
                }
            }
            None => break,
        }
    }
    has_good.then_some(records)
}

struct Document<'a> {
    text: &'a str,
    at: usize,
    /// Up to where lines are counted.
    counted: usize,
    line: usize,
    tries: usize,
}

impl<'a> Document<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip(&mut self, is_skipped: impl Fn(char) -> bool) {
        self.at = self.text.len() - self.rest().trim_start_matches(is_skipped).len();
    }

    /// Goes to the first record of a list or a graph. `false`: records stand one after the other.
    fn enter_list(&mut self) -> bool {
        self.skip(char::is_whitespace);
        let list = match self.rest().bytes().next() {
            Some(b'[') => Some(self.rest()),
            Some(b'{') => self.rest().split_once("\"@graph\"").and_then(|(_, rest)| {
                let rest = rest.trim_start().strip_prefix(':')?.trim_start();
                rest.starts_with('[').then_some(rest)
            }),
            _ => None,
        };
        if let Some(list) = list {
            self.at = self.text.len() - list.len() + 1;
        }
        list.is_some()
    }

    /// The line that reading has come to.
    fn line(&mut self) -> usize {
        let passed = self.text.as_bytes().get(self.counted..self.at).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = self.at;
        self.line
    }

    fn damaged(&mut self, reason: String) -> RawRecord {
        RawRecord::read_already(self.line(), Err(reason))
    }

    /// Goes on to the next object after a damaged record that is an offer: smaller ones are parts of what is damaged.
    fn find_next_offer(&mut self) -> bool {
        let start = self.at + 1;
        let rest = self.text.get(start..).unwrap_or_default();
        for (offset, _) in rest.match_indices('{') {
            let before = rest.get(..offset).unwrap_or_default().trim_end_matches([' ', '\t', '\r']);
            if !before.is_empty() && !before.ends_with([',', '[', '}', ']', '\n']) {
                continue;
            }
            let candidate = rest.get(offset..).unwrap_or_default();
            match Deserializer::from_str(candidate).into_iter::<&RawValue>().next() {
                Some(Ok(value)) if is_offer(value.get()) => {
                    self.at = start + offset;
                    return true;
                }
                Some(Err(error)) if error.is_eof() => {
                    self.tries = self.tries.saturating_sub(1);
                    if self.tries == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        false
    }
}

/// Whether an object is an offer, not a part of one or something else of a graph.
fn is_offer(json: &str) -> bool {
    let Ok(Value::Object(object)) = serde_json::from_str(json) else { return false };
    let is_posting = object.get("@type").is_some_and(|kind| kind.to_string().contains("JobPosting"));
    is_posting || object.contains_key("title") && object.contains_key("datePosted")
}

/// With the line of the file: the error counts from where the record begins.
fn reason(error: &serde_json::Error, line: usize) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    format!("not JSON: {what} in line {}", line + error.line().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(title: &str) -> String {
        format!("{{\"@type\": \"JobPosting\", \"title\": \"{title}\",\n \"hiringOrganization\": {{\"name\": \"O\"}}}}")
    }

    /// Line and title, or reason, of each record.
    fn found(text: &str) -> Vec<(usize, String)> {
        let shown = |record: RawRecord| {
            let line = record.line;
            (line, record.read().unwrap().map_or_else(|reason| reason, |posting| posting.title.unwrap()))
        };
        read(text).unwrap().into_iter().map(shown).collect()
    }

    fn said(line: usize, text: &str) -> (usize, String) {
        (line, text.to_owned())
    }

    #[test]
    fn a_list_that_is_cut_off_gives_what_came_before() {
        let (a, b) = (offer("A"), offer("B"));
        for text in [
            format!("[{a},\n{b},\n{}", &a[..40]),
            format!("{{\"@context\": \"x\", \"@graph\": [{a},\n{b},\n{}", &a[..40]),
        ] {
            let found = found(&text);
            assert_eq!(found[..2], [said(1, "A"), said(3, "B")], "{text}");
            assert_eq!((found.len(), found[2].0), (3, 5));
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
            "{\"title\": \"B\",, \"jobLocation\": [{\"address\": {\"name\": \"x\"}}, {\"title\": \"no\"}]}",
            "{\"title\": \"B\" \"description\": \"x\"}",
            "{\"title\": \"B}",
            "{\"title\": \"B\nb\"}",
            "{'title': 'B'}",
            "nothing",
        ] {
            let found = found(&format!("[{a},\n{bad},\n{c}]"));
            assert_eq!((found.len(), found[0].clone(), found[1].0), (3, said(1, "A"), 3), "{bad}: {found:?}");
            assert!(found[1].1.starts_with("not JSON"), "{found:?}");
            assert_eq!(found[2].1, "C", "{bad}");
        }
        assert_eq!(found(&format!("[{a}\n{c}]")), [said(1, "A"), said(3, "C")]);
        assert_eq!(found(&format!("{a}\n{c}\n")), [said(1, "A"), said(3, "C")]);
    }

    #[test]
    fn what_holds_no_offer_is_not_salvaged_and_soon_given_up() {
        for text in ["", "[", "[1,", "{", "<html>", "{\"title\": }", "[{}", &"[".repeat(100_000)] {
            assert!(read(text).is_none(), "{text:.20}");
        }
        let began = std::time::Instant::now();
        assert!(read(&"[{\"a\":".repeat(20_000)).is_none());
        assert!(began.elapsed().as_secs() < 20);
    }
}
