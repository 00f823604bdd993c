//! The database of the listings API: questions, and what is written.
//!
//! One module per capability, a function per question, in words of the domain. No pool and no connection leaves this
//! crate: a function takes the [`Store`], or a [`Transaction`] when several writes belong together. What is allowed and how
//! many of something there may be is decided by the callers.
//!
//! SQLite has one writer at a time. One connection for writing makes writers queue here, where waiting is fair, instead of
//! failing with `SQLITE_BUSY`; readers have their own.

pub mod accounts;
pub mod alerts;
pub mod articles;
pub mod backup;
pub mod claim;
mod connection;
pub mod email_kind;
pub mod emails;
pub mod erasure;
mod error;
pub mod industries;
pub mod job_applications;
pub mod job_postings;
pub mod me;
pub mod occupations;
mod open;
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
use sqlx::{FromRow, SqlitePool};
use taxonomy::Taxonomy;

pub use self::connection::{Db, Transaction};
pub use self::error::{Error, ErrorKind};
use self::open::BUSY_TIMEOUT;
pub use self::open::{DATABASE, MIGRATOR, OpenError};

#[derive(Debug, Clone)]
pub struct Store {
    read: SqlitePool,
    write: SqlitePool,
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

#[cfg(feature = "raw-sql")]
impl Store {
    pub fn reader(&self) -> &SqlitePool {
        &self.read
    }

    /// The one connection that writes: what is set on it is set for all writers.
    pub fn writer(&self) -> &SqlitePool {
        &self.write
    }
}

impl Store {
    async fn load_built_in_data(&self) -> Result<(), OpenError> {
        let hash = content_hash::short_hash(
            [taxonomy::PLACES_CSV, taxonomy::OCCUPATIONS_CSV, taxonomy::OCCUPATION_NAMES_CSV, taxonomy::INDUSTRIES_CSV]
                .map(str::as_bytes),
        );
        let mut tx = self.begin_write().await?;
        if settings::find(&mut tx, "built_in_data").await?.as_deref() == Some(&hash) {
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
            places: taxonomy::place_index::PlaceIndex::new(places::list(self).await?),
            occupations: occupations::list(self).await?.into_iter().collect(),
            industries: industries::list(self).await?,
            occupation_texts: taxonomy::embedded_occupation_texts()?,
        })
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), Error> {
        sqlx::query("SELECT count(*) FROM settings").execute(&self.read).await.map(drop).map_err(Error::from)
    }

    /// Writes everything out; the files are then safe to copy.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}
