use std::error::Error;
use std::io;

use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenWriteError};

/// Why a search has no answer.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// What the search names isn't there: which parameter of its address, and a code and a sentence for the client.
    #[error("{parameter}: {detail}")]
    Parameter { parameter: &'static str, code: &'static str, detail: String },
    #[error("the search was broken off at its time limit")]
    Slow,
    /// The index can't be read; it is being mended.
    #[error("the search index is damaged")]
    Damaged,
}

/// Why the index could not be opened or brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("search index: {0}")]
    Index(#[from] TantivyError),
    #[error("search index: {0}")]
    Folder(#[from] io::Error),
    /// What is to be indexed could not be read.
    #[error("reading what belongs into the search index: {0}")]
    Source(#[source] Box<dyn Error + Send + Sync>),
    #[error("search index: {0}")]
    Thread(#[from] tokio::task::JoinError),
    /// Files whose content is not what was written.
    #[error("search index: {0} files are damaged")]
    Damaged(usize),
}

impl IndexError {
    /// Another process is writing the index: it, or a later try, brings it up to date.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Index(TantivyError::LockFailure(LockError::LockBusy, _)))
    }

    /// The disk takes nothing more.
    pub fn is_full_disk(&self) -> bool {
        match self {
            Self::Index(TantivyError::IoError(cause)) => disk::full::is_full(&**cause),
            Self::Index(TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })) => {
                disk::full::is_full(&**io_error)
            }
            other => disk::full::is_full(other),
        }
    }

    /// What is there is no index of ours; not: it could not be written, or its source not be read.
    pub(crate) fn is_damage(&self) -> bool {
        let may_be = matches!(self, Self::Index(_) | Self::Thread(_) | Self::Damaged(_));
        may_be && !self.is_busy() && !self.is_full_disk()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_no_damage() {
        let full = IndexError::from(TantivyError::from(io::Error::from(io::ErrorKind::StorageFull)));
        assert!(full.is_full_disk() && !full.is_damage());
        let broken = IndexError::from(TantivyError::from(io::Error::from(io::ErrorKind::InvalidData)));
        assert!(!broken.is_full_disk() && broken.is_damage());
    }
}
