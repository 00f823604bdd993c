//! Finds rows of a CSV whose quotes are not balanced. To a reader such a row goes on until some later quote, or to the end of
//! the file, and takes the rows between with it.
//!
//! A cell of many lines is nothing odd. It is taken for damage where it is never closed, or where rows stand in it: lines
//! that, read by themselves, have a title and a date where this file has them.

use std::borrow::Cow;
use std::ops::Range;

use chrono::NaiveDate;

use source_values::date::{self, Purpose};

/// Where this file has what tells a row, and how many cells its header has.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    pub delimiter: u8,
    pub columns: usize,
    pub title: usize,
    /// Without this column no row can be taken at all.
    pub date_posted: Option<usize>,
}

/// A row that was taken out.
#[derive(Debug, PartialEq, Eq)]
pub struct Damaged {
    /// Byte it begins at.
    pub at: usize,
    pub reason: &'static str,
}

/// What is wrong with the quotes of the first line, if anything is: then nothing can be read.
pub fn check_header(text: &str, delimiter: u8) -> Result<(), &'static str> {
    let header = Row::read(text, 0, delimiter);
    let holds_cells =
        |quoted: &Range<usize>| text.as_bytes().get(quoted.clone()).is_some_and(|quoted| quoted.contains(&delimiter));
    let is_well = header.is_closed && !header.cells_of_many_lines.iter().any(holds_cells);
    if is_well { Ok(()) } else { Err("a quote of the header is not closed") }
}

/// The text with blanks in place of its damaged rows, so that everything else stays where it is; and what they are.
pub fn take_out_damaged(text: &str, shape: Shape) -> (Cow<'_, str>, Vec<Damaged>) {
    let mut damaged = Vec::new();
    let mut kept: Option<Vec<u8>> = None;
    // The header is the reader's business.
    let mut at = Row::read(text, 0, shape.delimiter).end;
    while at < text.len() {
        let row = Row::read(text, at, shape.delimiter);
        let Some(reason) = shape.damage(text, &row) else {
            at = row.end;
            continue;
        };
        let end = shape.next_row(text, &row);
        let kept = kept.get_or_insert_with(|| text.as_bytes().to_vec());
        let blanked = kept.get_mut(at..end).unwrap_or_default();
        // The reader passes over these, and no line is counted for them.
        blanked.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b'\r');
        damaged.push(Damaged { at, reason });
        at = end;
    }
    match kept.map(String::from_utf8) {
        Some(Ok(kept)) => (Cow::Owned(kept), damaged),
        _ => (Cow::Borrowed(text), damaged),
    }
}

impl Shape {
    /// What is wrong with a row, if it is its quotes.
    fn damage(&self, text: &str, row: &Row) -> Option<&'static str> {
        if row.cells_of_many_lines.iter().any(|quoted| self.has_rows(text, row, quoted)) {
            Some("a quote is not closed: its cell would take in the rows after it")
        } else if row.is_closed {
            None
        } else {
            Some("a quote is not closed: the file ends in its cell")
        }
    }

    /// Whether rows stand in a cell of this row that has many lines.
    fn has_rows(&self, text: &str, row: &Row, quoted: &Range<usize>) -> bool {
        let mut line = line_end(text, quoted.start);
        while line <= quoted.end && line < text.len() {
            let next = line_end(text, line);
            if next <= quoted.end {
                if self.is_row(text, line) {
                    return true;
                }
            } else {
                // The line that it is closed on has true cells after it. It is a row of its own only if the first line,
                // without that quote, is one too.
                let first = text.get(row.start..line_end(text, quoted.start)).unwrap_or_default();
                let (before, after) = first.split_at_checked(quoted.start - row.start).unwrap_or((first, ""));
                let without = format!("{before}{}", after.strip_prefix('"').unwrap_or(after));
                return self.begins_row(text, line) && self.is_row(&without, 0);
            }
            line = next;
        }
        false
    }

    /// Whether what begins here has a title and a date where they belong.
    fn is_row(&self, text: &str, at: usize) -> bool {
        let row = Row::read(text, at, self.delimiter);
        let cell = |column: usize| row.cells.get(column).and_then(|cell| text.get(cell.clone()));
        let bare = |cell: &str| cell.trim_matches(|c: char| c == '"' || c.is_whitespace()).to_owned();
        let date = self.date_posted.and_then(cell).map(bare).unwrap_or_default();
        let has_title = cell(self.title).map(bare).is_some_and(|title| !title.is_empty());
        row.cells.len() <= self.columns && has_title && is_date(&date)
    }

    /// The same, or as much of a line that is itself damaged.
    fn begins_row(&self, text: &str, at: usize) -> bool {
        let line = text.get(at..line_end(text, at)).unwrap_or_default();
        self.is_row(text, at) || line.contains('"') && self.is_row(&line.replace('"', ""), 0)
    }

    /// Where reading goes on after a damaged row: at the next line that is a row, or has as many cells as one.
    fn next_row(&self, text: &str, damaged: &Row) -> usize {
        let mut line = line_end(text, damaged.start);
        while line < damaged.end {
            let row = Row::read(text, line, self.delimiter);
            if row.cells.len() == self.columns && self.columns > 1 || self.begins_row(text, line) {
                return line;
            }
            line = line_end(text, line);
        }
        damaged.end
    }
}

fn is_date(text: &str) -> bool {
    // Whether the notation of samples may stand here is asked later.
    let reading = date::read(text, Purpose::Posted, NaiveDate::MIN);
    let is_excel_number = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_excel_number || text.starts_with("today") || (reading.date.is_some() && reading.note.is_none())
}

/// The byte after the end of the line that `at` is in.
fn line_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes().get(at..).unwrap_or_default();
    let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else { return text.len() };
    let is_pair = matches!(bytes.get(end..end + 2), Some(b"\r\n"));
    at + end + if is_pair { 2 } else { 1 }
}

/// A row as the reader of CSV takes it: quotes count at the beginning of a cell alone, and two of them stand for one.
#[derive(Debug)]
struct Row {
    start: usize,
    /// The byte after its line end.
    end: usize,
    /// With their quotes.
    cells: Vec<Range<usize>>,
    /// What is quoted and has more than one line, from the quote that opens it to the one that closes it.
    cells_of_many_lines: Vec<Range<usize>>,
    is_closed: bool,
}

impl Row {
    fn read(text: &str, start: usize, delimiter: u8) -> Self {
        let bytes = text.as_bytes();
        let mut row =
            Self { start, end: bytes.len(), cells: Vec::new(), cells_of_many_lines: Vec::new(), is_closed: true };
        let (mut at, mut cell) = (start, start);
        // Where the quote stands that is open.
        let mut open = None;
        while let Some(byte) = bytes.get(at) {
            match (open, byte) {
                (Some(quote), b'"') => {
                    if bytes.get(at + 1) == Some(&b'"') {
                        at += 1;
                    } else {
                        row.note_lines(bytes, quote..at);
                        open = None;
                    }
                }
                (None, b'"') if at == cell => open = Some(at),
                (None, byte) if *byte == delimiter => {
                    row.cells.push(cell..at);
                    cell = at + 1;
                }
                (None, b'\r' | b'\n') => {
                    row.end = line_end(text, at);
                    break;
                }
                _ => {}
            }
            at += 1;
        }
        row.cells.push(cell..at.min(bytes.len()));
        if let Some(quote) = open {
            row.note_lines(bytes, quote..bytes.len());
            row.is_closed = false;
        }
        row
    }

    fn note_lines(&mut self, bytes: &[u8], quoted: Range<usize>) {
        let has_many = bytes.get(quoted.clone()).is_some_and(|cell| cell.iter().any(|b| matches!(b, b'\r' | b'\n')));
        if has_many {
            self.cells_of_many_lines.push(quoted);
        }
    }
}
