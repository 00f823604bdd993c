use serde_json::Value;

use super::formats::Reader;
use super::source::SourcePosting;
use crate::hash::sha256;

/// A record of a file, with the line it begins on.
#[derive(Debug)]
pub struct RawRecord {
    pub line: usize,
    /// What had to be done to read it.
    pub note: Option<String>,
    form: Form,
}

#[derive(Debug)]
enum Form {
    /// As the source wrote it; [`Reader`] knows how to read it.
    Raw(String),
    /// Taken apart already.
    Value(Box<Value>),
    /// Read, or why it could not be.
    Read(Box<Result<SourcePosting, String>>),
    /// No record: only the note.
    Remark,
}

impl RawRecord {
    /// A record that is yet to be read.
    pub fn raw(line: usize, text: String) -> Self {
        Self { line, note: None, form: Form::Raw(text) }
    }

    pub fn value(line: usize, value: Value) -> Self {
        Self { line, note: None, form: Form::Value(Box::new(value)) }
    }

    pub fn read_already(line: usize, content: SourcePosting) -> Self {
        Self { line, note: None, form: Form::Read(Box::new(Ok(content))) }
    }

    pub fn damaged(line: usize, reason: impl Into<String>) -> Self {
        Self { line, note: None, form: Form::Read(Box::new(Err(reason.into()))) }
    }

    /// Something worth knowing about the file.
    pub fn remark(line: usize, note: impl Into<String>) -> Self {
        Self { line, note: Some(note.into()), form: Form::Remark }
    }

    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Why it could not be read, where that is known already.
    pub fn damage(&self) -> Option<String> {
        match &self.form {
            Form::Read(content) => content.as_ref().as_ref().err().cloned(),
            _ => None,
        }
    }

    /// Whether it may be an offer, as far as its first byte tells.
    pub fn is_promising(&self) -> bool {
        match &self.form {
            Form::Raw(text) => text.starts_with(['{', '"', '<']),
            Form::Read(content) => content.is_ok(),
            Form::Value(_) => true,
            Form::Remark => false,
        }
    }

    pub fn as_raw(&self) -> Option<&str> {
        match &self.form {
            Form::Raw(text) => Some(text),
            _ => None,
        }
    }

    pub fn is_remark(&self) -> bool {
        matches!(self.form, Form::Remark)
    }

    /// The offers of a record: none where it is something else and no error either.
    pub fn read(self, reader: &Reader) -> Vec<Result<SourcePosting, String>> {
        let mut read = match self.form {
            Form::Raw(text) => reader.read(&text),
            Form::Value(value) => reader.read_value(&value),
            Form::Read(content) => vec![*content],
            Form::Remark => Vec::new(),
        };
        read.iter_mut().flatten().for_each(|posting| reader.complete(posting));
        read
    }

    /// Tells whether it is the record it was the last time. `basis` is what its reading depends on besides its text.
    pub fn hash(&self, basis: &str) -> Option<i64> {
        let Form::Raw(text) = &self.form else { return None };
        let digest = sha256([basis.as_bytes(), text.as_bytes()]);
        digest.first_chunk().map(|bytes| i64::from_be_bytes(*bytes))
    }
}
