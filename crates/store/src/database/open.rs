//! Opening the database: to write, or, where the disk takes nothing, to read what is there.

use std::path::Path;
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection};

use super::open_error::OpenError;
use crate::Store;
use crate::built_in;
use disk::private_files;

/// How long a write waits for another process. Longer than a request may take: during a large import, a sign-up is
/// asked to try again instead of failing.
pub const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
const MOST_READERS: u32 = 8;

/// The schema, step by step.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");
/// The name of the database in the data folder.
pub const DATABASE: &str = "listings.db";

impl Store {
    /// Opens `listings.db` in `data_dir`; creates and migrates it when needed, and loads the built-in taxonomies. On a
    /// full disk it can be read; writing begins once there is room.
    pub async fn open(data_dir: &Path) -> Result<Self, OpenError> {
        match Self::open_to_write(data_dir).await {
            Err(error) if error.is_full_disk() => {
                tracing::error!(%error, "nothing can be written: serving what can be read");
                Self::open_to_read(data_dir).await
            }
            opened => opened,
        }
    }

    async fn open_to_write(data_dir: &Path) -> Result<Self, OpenError> {
        private_files::create_dir(data_dir)
            .map_err(|source| OpenError::Directory { path: data_dir.display().to_string(), source })?;
        let database = database(data_dir);
        if !database.exists() {
            // SQLite gives the files that it makes beside it the same rights.
            private_files::create(&database)
                .map_err(|source| OpenError::Directory { path: database.display().to_string(), source })?;
        }
        for name in [DATABASE, "listings.db-wal", "listings.db-shm"] {
            private_files::tighten(&data_dir.join(name));
        }
        let write = writer().connect_with(to_write(data_dir)).await?;
        let opening = async {
            MIGRATOR.run(&write).await?;
            let read = readers().connect_with(to_read(data_dir)).await?;
            let store = Self { read, write: write.clone() };
            built_in::load(&store).await?;
            Ok(store)
        };
        let opened = opening.await;
        if opened.is_err() {
            write.close().await;
        }
        opened
    }

    /// Without a file of shared memory, which a full disk has no room for (`immutable`): right as long as nothing is
    /// written, and the log of writes is empty. The first connection that can write makes the readers ordinary ones.
    async fn open_to_read(data_dir: &Path) -> Result<Self, OpenError> {
        if !is_log_empty(data_dir) && (empty_log(data_dir).await.is_err() || !is_log_empty(data_dir)) {
            return Err(OpenError::FullDisk("the log of writes cannot be read"));
        }
        let since_writable: Arc<OnceLock<Instant>> = Arc::default();
        let since = Arc::clone(&since_writable);
        let readers = readers().before_acquire(move |_, connection| {
            let is_current = since.get().is_none_or(|since| connection.age <= since.elapsed());
            Box::pin(async move { Ok(is_current) })
        });
        let immutable = SqliteConnectOptions::new().filename(database(data_dir)).read_only(true).immutable(true);
        let read = readers.connect_with(immutable).await?;
        let applied: Vec<i64> =
            sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success").fetch_all(&read).await?;
        if MIGRATOR.iter().any(|migration| !applied.contains(&migration.version)) {
            return Err(OpenError::FullDisk("the database is of an older version and cannot be changed"));
        }
        let (made_ordinary, ordinary) = (read.clone(), to_read(data_dir));
        let writer = writer().after_connect(move |_, _| {
            if since_writable.set(Instant::now()).is_ok() {
                tracing::info!("the database can be written again");
                made_ordinary.set_connect_options(ordinary.clone());
            }
            Box::pin(async { Ok(()) })
        });
        Ok(Self { read, write: writer.connect_lazy_with(to_write(data_dir)) })
    }
}

fn database(data_dir: &Path) -> std::path::PathBuf {
    data_dir.join(DATABASE)
}

fn to_write(data_dir: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(database(data_dir))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // In WAL mode NORMAL does not reach the disk at commit; an acknowledged sign-up must.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is deleted is overwritten: an erased account must not be readable in the file.
        .pragma("secure_delete", "ON")
        .busy_timeout(BUSY_TIMEOUT)
}

fn to_read(data_dir: &Path) -> SqliteConnectOptions {
    // Large sorts too need no disk.
    to_write(data_dir).pragma("temp_store", "MEMORY").read_only(true)
}

/// Connections stay: the last one to close takes the file of shared memory with it, and a disk that has become full
/// meanwhile has no room for another.
///
/// A writer whose transaction SQLite has undone by itself, as it does when the disk is full, goes: sqlx takes it for
/// one in the middle of a transaction, and would begin no other.
fn writer() -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(1).idle_timeout(None).max_lifetime(None).after_release(|connection, _| {
        Box::pin(async move {
            // What a dropped transaction has asked for is done by then.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

fn readers() -> SqlitePoolOptions {
    SqlitePoolOptions::new().max_connections(MOST_READERS).idle_timeout(None).max_lifetime(None)
}

/// Whether everything that was written stands in the database file itself, as after an orderly end.
fn is_log_empty(data_dir: &Path) -> bool {
    std::fs::metadata(data_dir.join("listings.db-wal")).map_or(true, |log| log.len() == 0)
}

/// Moves the log into the database, as far as there is room. Alone with the file it needs no shared memory.
async fn empty_log(data_dir: &Path) -> Result<(), sqlx::Error> {
    let alone = to_write(data_dir).create_if_missing(false).locking_mode(SqliteLockingMode::Exclusive);
    let mut connection = SqliteConnection::connect_with(&alone).await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut connection).await?;
    connection.close().await
}
