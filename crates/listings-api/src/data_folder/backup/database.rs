//! The copy of the database: taken in one read transaction, and looked through before anybody relies on it.

use std::path::Path;

use super::BackupError;
use disk::private_files;
use store::backup::DatabaseFile;

/// What is wrong with a copy.
#[derive(Debug, thiserror::Error)]
pub enum Unsound {
    #[error("{0}")]
    Broken(String),
    #[error("{0} rows refer to rows that are not there")]
    Dangling(i64),
    #[error("it was made by a newer version of this program (migration {0})")]
    TooNew(i64),
}

/// Copies a database that is in use.
pub async fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    let path = || to.display().to_string();
    // Made before SQLite does, with its rights; it takes an empty file.
    private_files::create(to).map_err(|source| BackupError::Write { path: path(), source })?;
    let source = DatabaseFile::open(from).await?;
    let copied = source.copy_to(&path()).await;
    source.close().await;
    Ok(copied?)
}

/// Whether it is whole, and this program can use it.
pub async fn check(database: &DatabaseFile) -> Result<(), BackupError> {
    if let Some(error) = database.integrity_error().await.unwrap_or_else(|error| Some(error.to_string())) {
        return Err(Unsound::Broken(error).into());
    }
    let dangling = database.count_dangling().await?;
    if dangling > 0 {
        return Err(Unsound::Dangling(dangling).into());
    }
    match database.unknown_migration().await? {
        Some(version) => Err(Unsound::TooNew(version).into()),
        None => Ok(()),
    }
}
