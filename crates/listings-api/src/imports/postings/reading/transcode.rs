//! Bytes of any encoding as UTF-8, while they are read. What a file declares is not asked: declarations are often wrong, and
//! UTF-8 gives itself away.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use encoding_rs::{Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};

const CHUNK: usize = 1 << 16;

/// UTF-8; UTF-16 by its byte order mark or its NULs. Bytes that are no UTF-8 are windows-1252, one by one: many files hold
/// both.
pub struct Transcoder<R: Read> {
    reader: BufReader<R>,
    utf_16: Option<Decoder>,
    ready: Vec<u8>,
    at: usize,
    is_begun: bool,
    is_at_end: bool,
    /// The first bytes of a character whose rest was not read yet.
    rest: Vec<u8>,
    has_replaced: Arc<AtomicBool>,
}

impl<R: Read> Transcoder<R> {
    pub fn new(reader: R) -> Self {
        Self {
            reader: BufReader::with_capacity(CHUNK, reader),
            utf_16: None,
            ready: Vec::new(),
            at: 0,
            is_begun: false,
            is_at_end: false,
            rest: Vec::new(),
            has_replaced: Arc::new(AtomicBool::new(false)),
        }
    }

    /// Whether anything was no UTF-8, as far as it was read.
    pub fn has_replaced(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.has_replaced)
    }

    fn begin(&mut self) -> io::Result<()> {
        self.is_begun = true;
        let head = self.reader.fill_buf()?;
        let (encoding, mark) = match head {
            [0xff, 0xfe, ..] => (Some(UTF_16LE), 2),
            [0xfe, 0xff, ..] => (Some(UTF_16BE), 2),
            [0xef, 0xbb, 0xbf, ..] => (None, 3),
            [b'<' | b'{' | b'[', 0, ..] => (Some(UTF_16LE), 0),
            [0, b'<' | b'{' | b'[', ..] => (Some(UTF_16BE), 0),
            _ => (None, 0),
        };
        self.utf_16 = encoding.map(encoding_rs::Encoding::new_decoder_without_bom_handling);
        self.reader.consume(mark);
        Ok(())
    }

    fn fill(&mut self) -> io::Result<()> {
        if !self.is_begun {
            self.begin()?;
        }
        self.ready.clear();
        self.at = 0;
        let chunk = self.reader.fill_buf()?;
        let read = chunk.len();
        self.is_at_end = read == 0;
        if let Some(decoder) = &mut self.utf_16 {
            let mut text = String::with_capacity(chunk.len() * 3 + 16);
            let _ = decoder.decode_to_string(chunk, &mut text, self.is_at_end);
            self.ready = text.into_bytes();
        } else {
            let mut bytes = std::mem::take(&mut self.rest);
            bytes.extend_from_slice(chunk);
            self.rest = to_utf_8(&bytes, self.is_at_end, &mut self.ready, &self.has_replaced);
        }
        self.reader.consume(read);
        Ok(())
    }
}

/// Gives back the bytes of a character that goes on in the next chunk.
fn to_utf_8(mut bytes: &[u8], is_last: bool, ready: &mut Vec<u8>, has_replaced: &AtomicBool) -> Vec<u8> {
    loop {
        let error = match std::str::from_utf8(bytes) {
            Ok(_) => {
                ready.extend_from_slice(bytes);
                return Vec::new();
            }
            Err(error) => error,
        };
        let (good, bad) = bytes.split_at(error.valid_up_to());
        ready.extend_from_slice(good);
        let length = match error.error_len() {
            Some(length) => length,
            None if is_last => bad.len(),
            None => return bad.to_vec(),
        };
        let (bad, after) = bad.split_at(length);
        let (text, ..) = WINDOWS_1252.decode(bad);
        ready.extend_from_slice(text.as_bytes());
        has_replaced.store(true, Ordering::Relaxed);
        bytes = after;
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() {
            if self.is_at_end {
                return Ok(0);
            }
            self.fill()?;
        }
        let ready = self.ready.get(self.at..).unwrap_or_default();
        let count = ready.len().min(into.len());
        if let (Some(into), Some(from)) = (into.get_mut(..count), ready.get(..count)) {
            into.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, bool) {
        let mut transcoder = Transcoder::new(bytes);
        let flag = transcoder.has_replaced();
        let mut text = String::new();
        transcoder.read_to_string(&mut text).unwrap();
        (text, flag.load(Ordering::Relaxed))
    }

    #[test]
    fn every_encoding_that_sources_use_becomes_utf_8() {
        assert_eq!(read("perché €".as_bytes()), ("perché €".to_owned(), false));
        assert_eq!(read(b"\xef\xbb\xbfa"), ("a".to_owned(), false));
        assert_eq!(read(b"perch\xe9 \x80"), ("perché €".to_owned(), true));
        assert_eq!(read(b"perch\xe9 e perch\xc3\xa9\xc3"), ("perché e perchéÃ".to_owned(), true));
        let utf_16: Vec<u8> = "<à>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&utf_16).0, "<à>");
        assert_eq!(read(&[b"\xff\xfe".to_vec(), utf_16].concat()).0, "<à>");
        assert_eq!(read(b""), (String::new(), false));
    }

    #[test]
    fn a_character_across_two_chunks_stays_whole() {
        for before in CHUNK - 3..CHUNK + 2 {
            let text = format!("{}è€", "a".repeat(before));
            assert_eq!(read(text.as_bytes()), (text, false));
        }
    }
}
