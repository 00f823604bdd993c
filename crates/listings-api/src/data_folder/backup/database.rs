//! The copy of the database: taken in one read transaction, and looked through before anybody relies on it.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};

use super::BackupError;
use crate::store::backup as rows;
use disk::private_files;

const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

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

/// A database that is only read here, and not migrated: it may be of another version.
pub struct Database(SqlitePool);

/// Copies a database that is in use. The copy has no log of writes and no free pages: nothing that was deleted is in it.
pub async fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    let path = || to.display().to_string();
    // Made before SQLite does, with its rights; it takes an empty file.
    private_files::create(to).map_err(|source| BackupError::Write { path: path(), source })?;
    let source = Database::open(from).await?;
    let copied = rows::vacuum_into(&source.0, &path()).await;
    source.close().await;
    Ok(copied?)
}

impl Database {
    pub async fn open(database: &Path) -> Result<Self, BackupError> {
        // Not read-only: of one that is in use, whose server has died, the log of writes has to be taken in first.
        let options = SqliteConnectOptions::new().filename(database).busy_timeout(BUSY_TIMEOUT);
        Ok(Self(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?))
    }

    /// Whether it is whole, and this program can use it.
    pub async fn check(&self) -> Result<(), BackupError> {
        if let Some(error) = rows::integrity_error(&self.0).await.unwrap_or_else(|error| Some(error.to_string())) {
            return Err(Unsound::Broken(error).into());
        }
        let dangling = rows::count_dangling(&self.0).await?;
        if dangling > 0 {
            return Err(Unsound::Dangling(dangling).into());
        }
        match rows::newest_migration(&self.0).await? {
            Some(version) if !crate::store::MIGRATOR.version_exists(version) => Err(Unsound::TooNew(version).into()),
            _ => Ok(()),
        }
    }

    /// The files that applications name.
    pub async fn cv_files(&self) -> Result<BTreeSet<String>, BackupError> {
        Ok(rows::list_cv_files(&self.0).await?.into_iter().collect())
    }

    pub async fn count_applications(&self) -> Result<i64, BackupError> {
        Ok(rows::count_applications(&self.0).await?)
    }

    pub async fn close(&self) {
        self.0.close().await;
    }
}
