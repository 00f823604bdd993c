//! The copy of the database: taken in one read transaction, and looked through before anybody relies on it.

use std::path::Path;

use super::error::{BackupError, Unsound};
use disk::private_files;
use store::backup::DatabaseFile;

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
