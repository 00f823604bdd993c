//! The records of a JSON text, as it comes: elements of a list, or objects one after the other. One bad record never stops the
//! good ones: it is repaired, or left out with its line, and reading goes on at the next object that is a record.

use std::io;
use std::sync::Arc;

use serde_json::value::RawValue;
use serde_json::{Deserializer, Value};

use super::json_shape::Shape;
use super::repair;
use super::window::Window;
use crate::imports::postings::record::RawRecord;

/// How often reading is tried inside of a damaged record without coming to an end before that of the window.
const MOST_TRIES: usize = 8;
/// What stands around the list is read up to here.
const LONGEST_ENVELOPE: usize = 1 << 20;

pub struct JsonRecords {
    window: Window,
    shape: Arc<Shape>,
    is_list: bool,
    is_done: bool,
    count: u64,
    /// What stands beside the list, before it.
    envelope: Value,
}

impl JsonRecords {
    pub fn new(mut window: Window, shape: Arc<Shape>) -> io::Result<Self> {
        window.pass_while(|byte| byte.is_ascii_whitespace())?;
        let (is_list, envelope) = enter_list(&mut window, &shape)?;
        Ok(Self { window, shape, is_list, is_done: false, count: 0, envelope })
    }

    pub fn envelope(&self) -> &Value {
        &self.envelope
    }

    fn advance(&mut self) -> io::Result<Option<RawRecord>> {
        self.window.pass_while(|byte| byte.is_ascii_whitespace() || byte == b',')?;
        if self.window.is_empty()? {
            self.is_done = true;
            let reason = "the list is not closed: what followed is missing".to_owned();
            return Ok(self.is_list.then(|| RawRecord::damaged(self.window.line(), reason)));
        }
        if self.is_list && matches!(self.window.bytes().first(), Some(b']' | b'}')) {
            self.is_done = true;
            return self.missing();
        }
        let line = self.window.line();
        let Some(end) = self.end_of_value()? else {
            let reason = self.reason(line);
            self.go_to_next()?;
            return Ok(Some(RawRecord::damaged(line, reason)));
        };
        let value = self.window.first(end);
        let error = match serde_json::from_str::<&RawValue>(value) {
            Ok(_) => {
                let record = RawRecord::raw(line, value.to_owned());
                self.pass_record(end);
                return Ok(Some(record));
            }
            Err(error) => error,
        };
        // A quote that is not closed may have taken in the records after it: none of them may be lost in a string.
        if let Some((repaired, note)) = repair::object(value).filter(|(repaired, _)| self.shape.is_record(repaired)) {
            let record = RawRecord::raw(line, repaired).with_note(note);
            self.pass_record(end);
            return Ok(Some(record));
        }
        let reason = said(&error, line);
        self.go_to_next()?;
        Ok(Some(RawRecord::damaged(line, reason)))
    }

    fn pass_record(&mut self, length: usize) {
        self.window.pass(length);
        self.count += 1;
    }

    /// The byte after the value that begins here, reading on as far as it goes.
    fn end_of_value(&mut self) -> io::Result<Option<usize>> {
        let mut scan = Scan::default();
        loop {
            if let Some(end) = scan.end(self.window.bytes()) {
                return Ok(Some(end));
            }
            if !self.window.fill()? {
                return Ok(scan.end_of_file());
            }
        }
    }

    /// What is wrong with a value that has no end.
    fn reason(&self, line: usize) -> String {
        if self.window.is_full() {
            return "a record of more than 4 MB, or one that is never closed".to_owned();
        }
        let mut values = Deserializer::from_str(self.window.text()).into_iter::<&RawValue>();
        match values.next() {
            Some(Err(error)) => said(&error, line),
            _ => "not JSON".to_owned(),
        }
    }

    /// Goes on to the next record behind a damaged one. Smaller objects are parts of what is damaged.
    fn go_to_next(&mut self) -> io::Result<()> {
        loop {
            if let Some(offset) = self.next_record()? {
                self.window.pass(offset);
                return Ok(());
            }
            // Nothing in all of the window: a part of it may be the beginning of a record.
            let is_full = self.window.is_full();
            let length = self.window.bytes().len();
            self.window.pass(if is_full { length / 2 } else { length });
            if !is_full && !self.window.fill()? {
                self.is_done = true;
                return Ok(());
            }
            self.window.fill_to(length)?;
        }
    }

    fn next_record(&mut self) -> io::Result<Option<usize>> {
        let mut tries = MOST_TRIES;
        let mut from = 1;
        loop {
            let Some(offset) = self.window.bytes().get(from..).and_then(|rest| rest.iter().position(|b| *b == b'{'))
            else {
                if self.window.fill()? {
                    continue;
                }
                return Ok(None);
            };
            let at = from + offset;
            from = at + 1;
            if !begins_object(self.window.bytes().get(..at).unwrap_or_default()) {
                continue;
            }
            loop {
                let candidate = self.window.bytes().get(at..).unwrap_or_default();
                if let Some(end) = Scan::default().end(candidate) {
                    let value = std::str::from_utf8(candidate.get(..end).unwrap_or_default()).unwrap_or_default();
                    if self.shape.is_record(value)
                        || repair::object(value).is_some_and(|(r, _)| self.shape.is_record(&r))
                    {
                        return Ok(Some(at));
                    }
                    break;
                }
                if !self.window.fill()? {
                    tries -= 1;
                    if tries == 0 {
                        return Ok(None);
                    }
                    break;
                }
            }
        }
    }

    /// Says when the source counts more offers than it gives: a page of many, or a list that was cut.
    fn missing(&mut self) -> io::Result<Option<RawRecord>> {
        let Some(pointer) = self.shape.total.as_deref() else { return Ok(None) };
        self.window.pass(1);
        self.window.fill_to(LONGEST_ENVELOPE)?;
        let rest = self.window.text().trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '}'));
        let after = serde_json::from_str::<Value>(&format!("{{{rest}")).unwrap_or_default();
        let total = [&self.envelope, &after].into_iter().find_map(|beside| {
            let total = beside.pointer(pointer)?;
            total.as_u64().or_else(|| total.as_str()?.trim().parse().ok())
        });
        let Some(total) = total.filter(|total| *total > self.count) else { return Ok(None) };
        let note = format!(
            "the source counts {total} offers, but {} are here: other pages were not read, or some are missing",
            self.count
        );
        Ok(Some(RawRecord::remark(0, note)))
    }
}

impl Iterator for JsonRecords {
    type Item = io::Result<RawRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        match self.advance() {
            Ok(record) => record.map(Ok),
            Err(error) => {
                self.is_done = true;
                Some(Err(error))
            }
        }
    }
}

/// Goes to the first record of the list. `false`: records stand one after the other.
fn enter_list(window: &mut Window, shape: &Shape) -> io::Result<(bool, Value)> {
    window.fill_to(1)?;
    match window.bytes().first() {
        Some(b'[') => {
            window.pass(1);
            return Ok((true, Value::Null));
        }
        Some(b'{') => {}
        _ => return Ok((false, Value::Null)),
    }
    let found = loop {
        if let Some(found) = shape.find_list(window.text()) {
            break found;
        }
        // As far as one record may reach: a whole object is one, and searched for offers later.
        if !window.fill()? {
            return Ok((false, Value::Null));
        }
    };
    let envelope = close(window.first(found)).unwrap_or_default();
    window.pass(found + 1);
    Ok((true, envelope))
}

/// What stands before the list, closed as if nothing came after it.
fn close(before: &str) -> Option<Value> {
    if before.len() > LONGEST_ENVELOPE {
        return None;
    }
    let mut open = Vec::new();
    let (mut is_in_text, mut is_escaped) = (false, false);
    for byte in before.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_in_text => is_escaped = true,
            b'"' => is_in_text = !is_in_text,
            b'{' if !is_in_text => open.push('}'),
            b'[' if !is_in_text => open.push(']'),
            b'}' | b']' if !is_in_text => _ = open.pop(),
            _ => {}
        }
    }
    let end: String = open.into_iter().rev().collect();
    serde_json::from_str(&format!("{before}null{end}")).ok()
}

/// Whether an object may begin behind this: at the beginning of an element or of a line.
fn begins_object(before: &[u8]) -> bool {
    let before = before.iter().rev().find(|byte| !matches!(**byte, b' ' | b'\t' | b'\r'));
    matches!(before, None | Some(b',' | b'[' | b'}' | b']' | b'\n'))
}

/// With the line of the file: the error counts from where the record begins.
fn said(error: &serde_json::Error, line: usize) -> String {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or_default();
    format!("not JSON: {what} in line {}", line + error.line().saturating_sub(1))
}

/// Finds where a value ends, by its brackets and quotes alone; goes on where it was when more is there.
#[derive(Default)]
struct Scan {
    at: usize,
    depth: usize,
    is_in_text: bool,
    /// Backslashes just before.
    backslashes: usize,
    /// All of the record was escaped once more: its quotes are those with one backslash.
    is_escaped_once_more: bool,
    is_bare: bool,
}

impl Scan {
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        while let Some(byte) = bytes.get(self.at) {
            self.at += 1;
            let backslashes = std::mem::take(&mut self.backslashes);
            match byte {
                b'\\' => {
                    self.backslashes = backslashes + 1;
                    self.is_escaped_once_more |= !self.is_in_text && self.depth > 0;
                }
                b'"' if self.is_escaped_once_more => self.is_in_text ^= backslashes == 1,
                b'"' if self.is_in_text && backslashes % 2 == 1 => {}
                b'"' => {
                    self.is_in_text = !self.is_in_text;
                    if !self.is_in_text && self.depth == 0 {
                        return Some(self.at);
                    }
                }
                _ if self.is_in_text => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' | b',' if self.depth == 0 => return Some((self.at - 1).max(1)),
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Some(self.at);
                    }
                }
                byte if self.depth == 0 && byte.is_ascii_whitespace() => return Some((self.at - 1).max(1)),
                _ if self.depth == 0 => self.is_bare = true,
                _ => {}
            }
        }
        None
    }

    /// A word or figure ends with the file.
    fn end_of_file(&self) -> Option<usize> {
        (self.is_bare && self.depth == 0 && !self.is_in_text).then_some(self.at)
    }
}

#[cfg(test)]
mod tests;
