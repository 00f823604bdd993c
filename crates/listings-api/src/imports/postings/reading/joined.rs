//! One offer that a source gives once for each of its places, one after the other: they become one with all places.

use std::collections::VecDeque;
use std::io;

use serde_json::{Value, json};

use crate::imports::postings::json_value::{list, text};
use crate::imports::postings::record::RawRecord;
use crate::imports::postings::source::SourcePosting;

pub struct Joined<I> {
    records: I,
    ready: VecDeque<io::Result<RawRecord>>,
    /// The last record that was read, which may go on.
    open: Option<Open>,
}

struct Open {
    line: usize,
    shortcode: String,
    value: Value,
    joined: Vec<usize>,
}

impl<I: Iterator<Item = io::Result<RawRecord>>> Joined<I> {
    pub fn new(records: I) -> Self {
        Self { records, ready: VecDeque::new(), open: None }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let line = open.line;
        self.ready.push_back(Ok(RawRecord::raw(line, open.value.to_string())));
        for joined in open.joined {
            let left_out = SourcePosting {
                identifier: Some(open.shortcode.clone()),
                left_out: Some(format!("the same offer as line {line} for another place: joined to it")),
                ..SourcePosting::default()
            };
            self.ready.push_back(Ok(RawRecord::read_already(joined, left_out)));
        }
    }

    fn take(&mut self, record: io::Result<RawRecord>) {
        let read = record.as_ref().ok().and_then(|record| {
            let value: Value = serde_json::from_str(record.as_raw()?).ok()?;
            Some((record.line, text(&value, "shortcode")?, value))
        });
        let Some((line, shortcode, value)) = read else {
            self.close();
            self.ready.push_back(record);
            return;
        };
        if let Some(open) = self.open.as_mut().filter(|open| open.shortcode == shortcode) {
            let mut places: Vec<Value> = places(&open.value);
            places.extend(self::places(&value));
            if let Some(fields) = open.value.as_object_mut() {
                fields.insert("locations".to_owned(), Value::Array(places));
            }
            open.joined.push(line);
            return;
        }
        self.close();
        self.open = Some(Open { line, shortcode, value, joined: Vec::new() });
    }
}

fn places(value: &Value) -> Vec<Value> {
    let listed: Vec<Value> = list(value, "locations").into_iter().cloned().collect();
    if listed.is_empty() {
        return vec![json!({"city": value.get("city"), "region": value.get("state"), "country": value.get("country")})];
    }
    listed
}

impl<I: Iterator<Item = io::Result<RawRecord>>> Iterator for Joined<I> {
    type Item = io::Result<RawRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            match self.records.next() {
                Some(record) => self.take(record),
                None if self.open.is_some() => self.close(),
                None => return None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::postings::formats::{Format, Reader};

    #[test]
    fn an_offer_for_two_places_is_one() {
        let record = |line, shortcode: &str, city: &str| {
            let text = json!({"shortcode": shortcode, "title": "A", "description": "x", "city": city, "state": "", "country": "Italy"});
            Ok(RawRecord::raw(line, text.to_string()))
        };
        let records = vec![
            record(1, "a", "Imperia"),
            record(2, "a", "Genova"),
            Ok(RawRecord::damaged(3, "bad")),
            record(4, "a", "Savona"),
            record(5, "b", "Lerici"),
        ];
        let reader = Reader::new(Format::Workable);
        let read: Vec<_> = Joined::new(records.into_iter())
            .map(|record| {
                let record = record.unwrap();
                let line = record.line;
                let read = record.read(&reader).remove(0);
                (line, read.map_or(0, |read| if read.left_out.is_some() { 99 } else { read.places.len() }))
            })
            .collect();
        assert_eq!(read, [(1, 2), (2, 99), (3, 0), (4, 1), (5, 1)]);
    }
}
