//! One object per line: read as it comes, so that a file may be larger than the memory.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::Path;

use serde_json::value::RawValue;

use crate::imports::ImportError;
use crate::imports::postings::record::RawRecord;
use crate::imports::source_text;

/// Longest line: more than the longest description there may be.
const LONGEST_LINE: usize = 1024 * 1024;
const MARK: &[u8] = b"\xef\xbb\xbf";

/// What a file holds.
pub enum Source {
    /// One object per line.
    Lines(Lines),
    /// Something else, from its beginning.
    Other(Box<dyn Read + Send>),
}

/// Whether a line is a whole object: the first line of a file decides if it is one object per line.
fn is_object(line: &str) -> bool {
    line.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok()
}

/// The first line that is not blank decides, if there is another after it: it is an object, or it is a damaged one and the
/// other is whole. A pipe is read only once.
pub fn open(path: &Path) -> Result<Source, ImportError> {
    let unreadable = |source| ImportError::Unreadable { path: path.display().to_string(), source };
    let file = File::open(path).map_err(unreadable)?;
    let mut lines = Lines {
        reader: BufReader::with_capacity(1 << 16, file),
        read_ahead: VecDeque::new(),
        line: 0,
        shown: path.display().to_string(),
    };
    let (mut filled, mut has_object) = (0, false);
    while filled < 2 {
        let Some(line) = lines.read_line().map_err(unreadable)? else { break };
        let bare = line.strip_prefix(MARK).unwrap_or(&line);
        let is_blank = bare.iter().all(u8::is_ascii_whitespace);
        let is_object = std::str::from_utf8(bare).is_ok_and(is_object);
        let goes_on = is_blank || is_object || filled == 1 || may_be_damaged_object(bare);
        filled += usize::from(!is_blank && goes_on);
        has_object |= is_object;
        lines.read_ahead.push_back(line);
        if !goes_on {
            break;
        }
    }
    if filled == 2 && has_object {
        return Ok(Source::Lines(lines));
    }
    Ok(Source::Other(lines.into_reader()))
}

/// Whether a line looks like an object that should be whole, not like the first line of one of many lines.
fn may_be_damaged_object(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.len() <= LONGEST_LINE && line.starts_with(b"{") && !matches!(line.last(), Some(b':' | b'[' | b',' | b'{'))
}

pub struct Lines {
    reader: BufReader<File>,
    /// Lines that were read to tell what the file holds.
    read_ahead: VecDeque<Vec<u8>>,
    line: usize,
    shown: String,
}

impl Lines {
    /// What the first lines say, to tell the format by.
    pub fn head(&self) -> String {
        self.read_ahead.iter().map(|line| String::from_utf8_lossy(line)).collect()
    }

    /// From the beginning, where they turn out to be lines of something else.
    pub fn into_reader(self) -> Box<dyn Read + Send> {
        let start: Vec<u8> = self.read_ahead.into_iter().flatten().collect();
        Box::new(Cursor::new(start).chain(self.reader))
    }

    /// The next line with its end, cut where it is too long: a file without line ends must not fill the memory.
    fn read_line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        let limit = LONGEST_LINE as u64 + 1;
        let read = self.reader.by_ref().take(limit).read_until(b'\n', &mut line)?;
        Ok((read > 0).then_some(line))
    }

    fn skip_line(&mut self) -> std::io::Result<()> {
        self.reader.skip_until(b'\n').map(drop)
    }
}

impl Iterator for Lines {
    type Item = Result<RawRecord, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let next = match self.read_ahead.pop_front() {
                Some(line) => Ok(Some(line)),
                None => self.read_line(),
            };
            let line = match next {
                Ok(line) => line?,
                Err(source) => return Some(Err(ImportError::Unreadable { path: self.shown.clone(), source })),
            };
            self.line += 1;
            if line.len() > LONGEST_LINE {
                if let Err(source) = self.skip_line() {
                    return Some(Err(ImportError::Unreadable { path: self.shown.clone(), source }));
                }
                return Some(Ok(RawRecord::damaged(self.line, "a line of more than 1 MB")));
            }
            let bare = if self.line == 1 { line.strip_prefix(MARK).unwrap_or(&line) } else { &line };
            if bare.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let decoded = source_text::decode(bare.to_vec());
            let record = RawRecord::raw(self.line, decoded.text);
            let note = decoded.note.map(|_| "not UTF-8: decoded as windows-1252 (Latin-1)");
            return Some(Ok(match note {
                Some(note) => record.with_note(note),
                None => record,
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::postings::formats::{Format, Reader};

    fn records(content: &[u8]) -> Option<Vec<(usize, bool)>> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("feed");
        std::fs::write(&path, content).unwrap();
        match open(&path).unwrap() {
            Source::Other(_) => None,
            Source::Lines(lines) => {
                let record =
                    |record: RawRecord| (record.line, record.read(&Reader::new(Format::JsonLd)).remove(0).is_ok());
                Some(lines.map(|line| record(line.unwrap())).collect())
            }
        }
    }

    #[test]
    fn objects_on_lines_are_told_from_whole_documents() {
        assert_eq!(records(b"{\"title\": \"A\"}\n\n{\"title\": \"B\"}\n").unwrap(), [(1, true), (3, true)]);
        assert_eq!(records(b"\xef\xbb\xbf\n{\"title\": \"A\"}\r\n{\"title\": \"B\"}").unwrap(), [(2, true), (3, true)]);
        for whole in ["{\"@graph\": []}\n\n", "{\"a\":\n{\"b\": 1}}", "{\n\"title\": 1}", "[{}\n,{}]", "<html>\n<p>"] {
            assert!(records(whole.as_bytes()).is_none(), "{whole}");
        }
    }

    #[test]
    fn a_bad_line_stops_only_itself() {
        assert_eq!(records(b"{\"title\": \"A\n{\"title\": \"B\"}\n{}").unwrap(), [(1, false), (2, true), (3, true)]);
        assert_eq!(
            records(b"{\"title\": \"A\"}\n{\"title\": \n7\n{}").unwrap(),
            [(1, true), (2, false), (3, false), (4, true)]
        );
        let long = [b"{\"title\": \"A\"}\n".to_vec(), vec![b'x'; 3 * LONGEST_LINE], b"\n{}\n".to_vec()].concat();
        assert_eq!(records(&long).unwrap(), [(1, true), (2, false), (3, true)]);
        assert_eq!(records(b"{\"title\": \"A\"}\n{\"title\": \"perch\xe9\"}").unwrap().len(), 2);
    }
}
