//! SQL, and nothing else: rows in, rows out. One file per capability, named like its route.

pub mod accounts;
pub mod alerts;
pub mod articles;
pub mod backup;
pub mod emails;
pub mod erasure;
pub mod industries;
pub mod job_applications;
pub mod job_postings;
pub mod me;
pub mod occupations;
pub mod partner_days;
pub mod places;
pub mod push_subscriptions;
pub mod received_applications;
pub mod reports;
pub mod retention;
pub mod saved;
pub mod saved_reminders;
pub mod sessions;
pub mod settings;
pub mod sitemaps;
pub mod tokens;

use std::path::Path;
use std::time::Duration;

use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{FromRow, Sqlite, SqlitePool, Transaction};

use crate::private_files;
use crate::taxonomy::{self, Taxonomy};

/// The schema, step by step.
pub static MIGRATOR: Migrator = sqlx::migrate!("./migrations");
/// The name of the database in the data folder.
pub const DATABASE: &str = "listings.db";
/// How long a write waits for another process. Longer than a request may take: while a large import writes, who asks for
/// an account is told to try again, not that something broke.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// The database. SQLite has one writer at a time: one connection for writing makes writers queue here, where waiting
/// is fair, instead of failing with `SQLITE_BUSY`.
#[derive(Debug, Clone)]
pub struct Store {
    pub read: SqlitePool,
    pub write: SqlitePool,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("cannot create {path}: {source}")]
    Directory { path: String, source: std::io::Error },
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    #[error("built-in data file: {0}")]
    Data(#[from] csv::Error),
    #[error(transparent)]
    Index(#[from] crate::search::engine::IndexError),
    #[error("CVs: {0}")]
    CvFiles(#[from] crate::cv_files::OpenError),
    #[error("mail: {0}")]
    Mail(#[from] crate::mail::TransportError),
    #[error("notifications: {0}")]
    Push(#[from] crate::push::client::PushError),
    #[error("built-in texts of the occupations: {0}")]
    Texts(#[from] serde_json::Error),
}

/// Whether it is the row that can't be read, now or later, and not the database.
pub fn is_unreadable(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::ColumnNotFound(_)
            | sqlx::Error::ColumnIndexOutOfBounds { .. }
            | sqlx::Error::TypeNotFound { .. }
    )
}

/// Those of the rows that can be read. One that can't is logged and left out: it must not take the others along.
fn readable<T: for<'r> FromRow<'r, SqliteRow>>(what: &str, rows: &[SqliteRow]) -> Vec<T> {
    let read = |row: &SqliteRow| match T::from_row(row) {
        Ok(row) => Some(row),
        Err(error) => {
            tracing::error!(what, %error, "a row cannot be read; it is left out");
            None
        }
    };
    rows.iter().filter_map(read).collect()
}

impl Store {
    /// Opens `listings.db` in `data_dir`; creates and migrates it when needed, and loads the built-in taxonomies.
    pub async fn open(data_dir: &Path) -> Result<Self, OpenError> {
        let media_dir = crate::config::media_dir(data_dir);
        let made = private_files::create_dir(data_dir).and_then(|()| private_files::create_own_dir(&media_dir));
        made.map_err(|source| OpenError::Directory { path: media_dir.display().to_string(), source })?;
        let database = data_dir.join(DATABASE);
        if !database.exists() {
            // SQLite gives the files that it makes beside it the same rights.
            private_files::create(&database)
                .map_err(|source| OpenError::Directory { path: database.display().to_string(), source })?;
        }
        for name in [DATABASE, "listings.db-wal", "listings.db-shm"] {
            private_files::tighten(&data_dir.join(name));
        }
        let options = SqliteConnectOptions::new()
            .filename(database)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // In WAL mode NORMAL does not reach the disk at commit; an acknowledged sign-up must.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What is deleted is overwritten: an erased account must not be readable in the file.
            .pragma("secure_delete", "ON")
            .busy_timeout(BUSY_TIMEOUT);
        let write = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        MIGRATOR.run(&write).await?;
        let read = SqlitePoolOptions::new().max_connections(8).connect_with(options.read_only(true)).await?;
        let store = Self { read, write };
        store.load_built_in_data().await?;
        Ok(store)
    }

    async fn load_built_in_data(&self) -> Result<(), OpenError> {
        let hash = crate::hash::short_hash(
            [taxonomy::PLACES_CSV, taxonomy::OCCUPATIONS_CSV, taxonomy::INDUSTRIES_CSV].map(str::as_bytes),
        );
        let mut tx = self.write.begin().await?;
        if settings::find(&mut *tx, "built_in_data").await?.as_deref() == Some(&hash) {
            return Ok(());
        }
        industries::replace_all(&mut tx, &taxonomy::embedded_industries()?).await?;
        occupations::replace_all(&mut tx, &taxonomy::embedded_occupations()?).await?;
        places::replace_all(&mut tx, &taxonomy::embedded_places()?).await?;
        settings::put(&mut tx, "built_in_data", &hash).await?;
        tx.commit().await?;
        tracing::info!(%hash, "loaded places, occupations and industries");
        Ok(())
    }

    /// Everything that lookups are answered from.
    pub async fn taxonomy(&self) -> Result<Taxonomy, OpenError> {
        Ok(Taxonomy {
            places: crate::place_index::PlaceIndex::new(places::list(&self.read).await?),
            occupations: occupations::list(&self.read).await?,
            industries: industries::list(&self.read).await?,
            occupation_texts: taxonomy::embedded_occupation_texts()?,
        })
    }

    /// Begins a transaction that reads before it writes. It takes the lock at once: one that asks for it later fails
    /// when another process has written in between.
    pub async fn begin_write(&self) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
        self.write.begin_with("BEGIN IMMEDIATE").await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), sqlx::Error> {
        sqlx::query("SELECT count(*) FROM settings").execute(&self.read).await.map(|_| ())
    }

    /// Writes everything out; the files are then safe to copy.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}
