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
pub mod open;
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

use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Sqlite, SqlitePool, Transaction};

use self::open::BUSY_TIMEOUT;
pub use self::open::{DATABASE, MIGRATOR};
use taxonomy::Taxonomy;

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
    #[error("the disk is full: {0}; make room and start again")]
    FullDisk(&'static str),
    #[error("built-in data file: {0}")]
    Data(#[from] csv::Error),
    #[error(transparent)]
    Index(#[from] crate::search::engine::IndexError),
    #[error("CVs: {0}")]
    CvFiles(#[from] crate::candidates::cv::files::OpenError),
    #[error("mail: {0}")]
    Mail(#[from] crate::delivery::mail::TransportError),
    #[error("notifications: {0}")]
    Push(#[from] crate::delivery::push::client::PushError),
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
            places: taxonomy::place_index::PlaceIndex::new(places::list(&self.read).await?),
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
