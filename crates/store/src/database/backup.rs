use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions};

use crate::Error;

const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// A database file that is only read here, and not migrated: it may be of another version.
pub struct DatabaseFile(SqlitePool);

impl DatabaseFile {
    pub async fn open(database: &Path) -> Result<Self, Error> {
        // Not read-only: of one that is in use, whose server has died, the log of writes has to be taken in first.
        let options = SqliteConnectOptions::new().filename(database).busy_timeout(BUSY_TIMEOUT);
        Ok(Self(SqlitePoolOptions::new().max_connections(1).connect_with(options).await?))
    }

    pub async fn close(&self) {
        self.0.close().await;
    }

    /// Writes a copy of the whole database, as of one moment, to a file that is empty or not there. The copy has no log of
    /// writes and no free pages: nothing that was deleted is in it.
    pub async fn copy_to(&self, path: &str) -> Result<(), Error> {
        sqlx::query("VACUUM INTO ?").bind(path).execute(&self.0).await.map(drop).map_err(Error::from)
    }

    /// `None`: the file holds what it should.
    pub async fn integrity_error(&self) -> Result<Option<String>, Error> {
        let found: String =
            sqlx::query_scalar("SELECT integrity_check FROM pragma_integrity_check LIMIT 1").fetch_one(&self.0).await?;
        Ok((found != "ok").then_some(found))
    }

    /// Rows that refer to rows that are not there.
    pub async fn count_dangling(&self) -> Result<i64, Error> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM pragma_foreign_key_check").fetch_one(&self.0).await?)
    }

    /// The newest migration, if this program doesn't know it.
    pub async fn unknown_migration(&self) -> Result<Option<i64>, Error> {
        let newest: Option<i64> =
            sqlx::query_scalar("SELECT max(version) FROM _sqlx_migrations").fetch_one(&self.0).await?;
        Ok(newest.filter(|version| !crate::MIGRATOR.version_exists(*version)))
    }

    /// Names in the store of CVs.
    pub async fn cv_files(&self) -> Result<BTreeSet<String>, Error> {
        let files = sqlx::query_scalar("SELECT cv_file FROM job_applications WHERE cv_file IS NOT NULL");
        Ok(files.fetch_all(&self.0).await?.into_iter().collect())
    }

    pub async fn count_applications(&self) -> Result<i64, Error> {
        Ok(sqlx::query_scalar("SELECT count(*) FROM job_applications").fetch_one(&self.0).await?)
    }
}
