//! The records of an XML document, as it comes: elements of one name. What is between and around them is passed over unread, so
//! an endless document, or one whose declarations are a trap, costs no memory.

use std::io;

use super::window::{LARGEST_RECORD, Window};
use crate::imports::postings::record::RawRecord;

pub struct XmlRecords {
    window: Window,
    /// `<job`, `</job`.
    begins: Vec<u8>,
    ends: Vec<u8>,
    is_done: bool,
    /// Whether reading stands at the beginning of a record.
    is_at_record: bool,
}

/// What came of looking for the end of a record.
enum End {
    At(usize),
    /// Another record begins inside: this one was never closed.
    Inside(usize),
    /// More has to be read.
    Further,
}

impl XmlRecords {
    pub fn new(window: Window, element: &str) -> Self {
        let (begins, ends) = (format!("<{element}").into_bytes(), format!("</{element}").into_bytes());
        Self { window, begins, ends, is_done: false, is_at_record: false }
    }

    fn advance(&mut self) -> io::Result<Option<RawRecord>> {
        if !self.is_at_record && !self.go_to_record()? {
            self.is_done = true;
            return Ok(None);
        }
        self.is_at_record = false;
        let line = self.window.line();
        loop {
            match self.end() {
                End::At(end) => {
                    let record = RawRecord::raw(line, self.window.first(end).to_owned());
                    self.window.pass(end);
                    return Ok(Some(record));
                }
                End::Inside(next) => {
                    self.window.pass(next);
                    self.is_at_record = true;
                    return Ok(Some(RawRecord::damaged(line, "not XML: the record, or a text in it, is not closed")));
                }
                End::Further if self.window.fill()? => {}
                End::Further => {
                    let is_full = self.window.is_full();
                    let reason = if is_full {
                        "a record of more than 4 MB, or one that is never closed"
                    } else {
                        "not XML: the file ends in the record"
                    };
                    self.window.pass(self.begins.len());
                    return Ok(Some(RawRecord::damaged(line, reason)));
                }
            }
        }
    }

    /// Passes over what is before the next record. `false`: there is none.
    fn go_to_record(&mut self) -> io::Result<bool> {
        loop {
            let bytes = self.window.bytes();
            let comment = find(bytes, b"<!--", 0);
            let begins = find_tag(bytes, &self.begins, 0);
            match (begins, comment) {
                (Some(record), comment) if comment.is_none_or(|comment| record < comment) => {
                    self.window.pass(record);
                    return Ok(true);
                }
                (_, Some(comment)) => match find(bytes, b"-->", comment) {
                    Some(end) => self.window.pass(end + 3),
                    None if self.window.bytes().len() < LARGEST_RECORD => {
                        if !self.window.fill()? {
                            return Ok(false);
                        }
                    }
                    // No comment has megabytes.
                    None => self.window.pass(comment + 4),
                },
                (None, None) => {
                    // A tag may begin at the end of what was read.
                    let passed = bytes.len().saturating_sub(self.begins.len() + 4);
                    self.window.pass(passed);
                    if !self.window.fill()? {
                        return Ok(false);
                    }
                }
                (Some(_), None) => return Ok(true),
            }
        }
    }

    fn end(&self) -> End {
        let bytes = self.window.bytes();
        let mut at = self.begins.len();
        while let Some(offset) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == b'<')) {
            at += offset;
            let rest = bytes.get(at..).unwrap_or_default();
            if rest.starts_with(b"<![CDATA[") || rest.starts_with(b"<!--") {
                let (start, close): (usize, &[u8]) = if rest.starts_with(b"<!--") { (4, b"-->") } else { (9, b"]]>") };
                let end = find(rest, close, start);
                let text = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
                if let Some(next) = self.record_behind_end(text) {
                    return End::Inside(at + next);
                }
                match end {
                    Some(end) => at += end + close.len(),
                    None => return End::Further,
                }
            } else if is_tag(rest, &self.ends) {
                return match find(rest, b">", 0) {
                    Some(end) => End::At(at + end + 1),
                    None => End::Further,
                };
            } else if is_tag(rest, &self.begins) {
                return End::Inside(at);
            } else {
                at += 1;
            }
        }
        let is_empty = find(bytes, b">", 0).is_some_and(|end| end > 0 && bytes.get(end - 1) == Some(&b'/'));
        match find(bytes, b">", 0) {
            Some(end) if is_empty => End::At(end + 1),
            _ => End::Further,
        }
    }

    /// Where a record begins behind one that ends, in what should be one text.
    fn record_behind_end(&self, text: &[u8]) -> Option<usize> {
        let end = find_tag(text, &self.ends, 0)?;
        let next = find_tag(text, &self.begins, end)?;
        let between = text.get(end + self.ends.len()..next)?;
        between.iter().all(|byte| byte.is_ascii_whitespace() || *byte == b'>').then_some(next)
    }
}

impl Iterator for XmlRecords {
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

fn find(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    memchr::memmem::find(rest, wanted).map(|at| from + at)
}

/// Where a tag of exactly this name is.
fn find_tag(bytes: &[u8], tag: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = find(bytes, tag, at) {
        if is_tag(bytes.get(found..).unwrap_or_default(), tag) {
            return Some(found);
        }
        at = found + 1;
    }
    None
}

fn is_tag(bytes: &[u8], tag: &[u8]) -> bool {
    let behind = bytes.get(tag.len());
    bytes.starts_with(tag) && behind.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::postings::formats::{Format, Reader};
    use std::io::{Cursor, Read};

    /// Line and title, or reason, of each record.
    fn found_in(reader: impl Read + Send + 'static) -> Vec<(usize, String)> {
        let records = XmlRecords::new(Window::new(reader, 1), "job");
        let xml = Reader::new(Format::Indeed);
        let shown = |record: io::Result<RawRecord>| {
            let record = record.unwrap();
            let line = record.line;
            let read = record.read(&xml).remove(0);
            (line, read.map_or_else(|reason| reason, |posting| posting.title.unwrap_or_default()))
        };
        records.map(shown).collect()
    }

    fn found(text: &str) -> Vec<(usize, String)> {
        found_in(Cursor::new(text.to_owned()))
    }

    fn titles(text: &str) -> Vec<String> {
        found(text).into_iter().map(|(_, title)| title).collect()
    }

    #[test]
    fn records_are_found_with_their_lines() {
        let text = "<?xml version='1.0'?>\n<source><publisher>P</publisher><jobs>\n<!-- <job><title>no</title></job> -->\n\
            <job><title>A</title><jobtype>x</jobtype></job>\n<job a='b'>\n<title><![CDATA[B </job>]]></title></job ><job/></jobs></source>";
        assert_eq!(found(text), [(4, "A".to_owned()), (5, "B </job>".to_owned()), (6, "not an object".to_owned())]);
        assert_eq!(found("<source></source>"), []);
        assert_eq!(found(""), []);
    }

    #[test]
    fn a_damaged_record_costs_itself_alone() {
        let (a, c) = ("<job><title>A</title></job>", "<job><title>C</title></job>");
        for bad in [
            "<job><title>B</title>", "<job><title><![CDATA[B</title></job>", "<job><title>B",
            "<job><title>B<!-- x</title></job>",
        ] {
            let titles = titles(&format!("<source>{a}{bad}\n{c}</source>"));
            assert_eq!((titles.len(), titles[0].as_str(), titles[2].as_str()), (3, "A", "C"), "{bad}: {titles:?}");
            assert!(titles[1].starts_with("not XML"), "{titles:?}");
        }
        let cut = titles(&format!("<source>{a}<job><title>B</ti"));
        assert_eq!((cut.len(), cut[0].as_str()), (2, "A"));
    }

    #[test]
    fn entities_that_grow_do_not() {
        let mut text = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">".to_owned();
        for at in 1..10 {
            text.push_str(&format!("<!ENTITY lol{at} \"{}\">", format!("&lol{};", at - 1).repeat(10)));
        }
        text.push_str("]><source><job><title>&lol9;</title></job></source>");
        assert_eq!(titles(&text), ["&lol9;"]);
        let external = "<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/passwd\">]><source><job><title>&file;</title></job></source>";
        assert_eq!(titles(external), ["&file;"]);
    }

    #[test]
    fn what_never_ends_costs_no_memory() {
        let endless = io::repeat(b'x').take(50_000_000);
        let text = Cursor::new("<source><job><title>A</title></job><job><title>")
            .chain(endless)
            .chain(Cursor::new("</title></job><job><title>C</title></job>"));
        let found = found_in(text);
        assert_eq!((found.len(), found[0].1.as_str(), found[2].1.as_str()), (3, "A", "C"));
        assert!(found[1].1.contains("4 MB"));
        assert_eq!(titles(&format!("<source>{}<job><title>A</title></job>", "<!--".repeat(10_000))).len(), 0);
    }
}
