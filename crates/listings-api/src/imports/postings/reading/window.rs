//! A part of a text that is being read, from where the next record begins: never more than the largest record there may be.

use std::io::{self, Read};

/// Largest record. A description alone may have 200 kB, and come three times.
pub const LARGEST_RECORD: usize = 4 * 1024 * 1024;
const STEP: usize = 1 << 18;

pub struct Window {
    reader: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// Where the window begins in the buffer; what is before is passed.
    start: usize,
    line: usize,
    is_at_end: bool,
}

impl Window {
    /// `reader` gives UTF-8.
    pub fn new(reader: impl Read + Send + 'static, line: usize) -> Self {
        Self { reader: Box::new(reader), buffer: Vec::new(), start: 0, line, is_at_end: false }
    }

    pub fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// As far as it is whole characters.
    pub fn text(&self) -> &str {
        whole(self.bytes())
    }

    /// The text of the first bytes.
    pub fn first(&self, length: usize) -> &str {
        let bytes = self.bytes();
        whole(bytes.get(..length).unwrap_or(bytes))
    }

    /// Reads on. `false`: there is nothing more, or the window is as large as it may be.
    pub fn fill(&mut self) -> io::Result<bool> {
        if self.is_at_end || self.is_full() {
            return Ok(false);
        }
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let before = self.buffer.len();
        self.is_at_end = self.reader.by_ref().take(STEP as u64).read_to_end(&mut self.buffer)? == 0;
        Ok(self.buffer.len() > before)
    }

    pub fn fill_to(&mut self, length: usize) -> io::Result<()> {
        while self.bytes().len() < length && self.fill()? {}
        Ok(())
    }

    pub fn is_full(&self) -> bool {
        self.bytes().len() >= LARGEST_RECORD
    }

    /// Whether everything was read and passed.
    pub fn is_empty(&mut self) -> io::Result<bool> {
        Ok(self.bytes().is_empty() && !self.fill()?)
    }

    pub fn pass(&mut self, length: usize) {
        let passed = self.bytes().get(..length).unwrap_or(self.bytes());
        let (count, lines) = (passed.len(), passed.iter().filter(|byte| **byte == b'\n').count());
        self.start += count;
        self.line += lines;
    }

    /// Passes these bytes, reading on as far as they go.
    pub fn pass_while(&mut self, is_passed: impl Fn(u8) -> bool) -> io::Result<()> {
        loop {
            let bytes = self.bytes();
            let count = bytes.iter().take_while(|byte| is_passed(**byte)).count();
            let is_all = count == bytes.len();
            self.pass(count);
            if !is_all || !self.fill()? {
                return Ok(());
            }
        }
    }

    /// The line that the window begins in.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is left of the text, where something wants it whole.
    pub fn into_reader(self) -> impl Read + Send {
        let rest = self.bytes().to_vec();
        io::Cursor::new(rest).chain(self.reader)
    }
}

fn whole(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default(),
    }
}
