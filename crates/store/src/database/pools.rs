use sqlx::SqlitePool;

use crate::Error;

/// The database: connections to read with, and the one that writes. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) read: SqlitePool,
    pub(crate) write: SqlitePool,
}

impl Store {
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
