//! What comes in: articles in Markdown, job postings as JSON-LD or CSV.
//!
//! An import is one transaction per file. It says what it added, changed, left as it was and left out, with line and
//! reason; a bad record never stops the good ones; the same file twice changes nothing.

pub mod articles;
pub(crate) mod images;
pub(crate) mod markdown;
pub mod postings;
pub mod report;
pub(crate) mod sanitise;
pub mod seed;
pub(crate) mod source_text;

pub use report::Report;

/// Why a whole file was not imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("cannot read {path}: {source}")]
    Unreadable { path: String, source: std::io::Error },
    #[error("{path} is empty")]
    Empty { path: String },
    #[error("{path} is larger than {limit_mb} MB: split it")]
    TooLarge { path: String, limit_mb: u64 },
    #[error("{path}, line {line}: {reason}")]
    Malformed { path: String, line: usize, reason: String },
    #[error("{path} holds no Markdown file (*.md)")]
    NoArticles { path: String },
    #[error("database: {0}; nothing of this file was imported")]
    Database(#[from] store::Error),
    #[error("broken off: {0}")]
    Interrupted(String),
    #[error(
        "the file was imported, but the search index does not show it yet: {0}; a running server, or the next start, sees to it"
    )]
    Index(#[from] search::IndexError),
}
