use super::jsonld;
use super::source::SourcePosting;
use crate::hash::sha256;

/// A record of a file, with the line it begins on.
#[derive(Debug)]
pub struct RawRecord {
    pub line: usize,
    /// What had to be done to read it.
    pub note: Option<&'static str>,
    form: Form,
}

#[derive(Debug)]
enum Form {
    Json(String),
    /// Read, or why it could not be.
    Read(Box<Result<SourcePosting, String>>),
}

impl RawRecord {
    /// A JSON-LD object that is yet to be read.
    pub fn json(line: usize, json: String) -> Self {
        Self { line, note: None, form: Form::Json(json) }
    }

    pub fn read_already(line: usize, content: Result<SourcePosting, String>) -> Self {
        Self { line, note: None, form: Form::Read(Box::new(content)) }
    }

    /// `None` for what is no offer and no error either.
    pub fn read(self) -> Option<Result<SourcePosting, String>> {
        match self.form {
            Form::Json(json) => jsonld::record(&json),
            Form::Read(content) => Some(*content),
        }
    }

    /// Tells whether it is the record it was the last time. `basis` is what its reading depends on besides its text.
    pub fn hash(&self, basis: &str) -> Option<i64> {
        let Form::Json(json) = &self.form else { return None };
        let digest = sha256([basis.as_bytes(), json.as_bytes()]);
        digest.first_chunk().map(|bytes| i64::from_be_bytes(*bytes))
    }
}
