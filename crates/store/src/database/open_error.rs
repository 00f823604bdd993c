use sqlx::migrate::MigrateError;

use super::error::kind_of;
use crate::{Error, ErrorKind};

/// Why the database can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("cannot create {path}: {source}")]
    Directory { path: String, source: std::io::Error },
    #[error("database: {0}")]
    Database(#[from] Error),
    #[error("migration: {0}")]
    Migration(#[from] MigrateError),
    #[error("the disk is full: {0}; make room and start again")]
    FullDisk(&'static str),
    #[error("built-in data file: {0}")]
    Data(#[from] csv::Error),
    #[error("built-in texts of the occupations: {0}")]
    Texts(#[from] serde_json::Error),
}

impl From<sqlx::Error> for OpenError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl OpenError {
    /// Opening failed because the disk takes nothing.
    pub fn is_full_disk(&self) -> bool {
        match self {
            Self::Database(error) => error.kind() == ErrorKind::NoSpace,
            Self::Migration(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => {
                kind_of(error) == ErrorKind::NoSpace
            }
            other => disk::full::is_full(other),
        }
    }
}
