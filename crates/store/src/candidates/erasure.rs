use std::time::Duration;

use crate::database::open::BUSY_TIMEOUT;
use crate::{Error, Store, Transaction};
use serde::Serialize;
use sqlx::{FromRow, QueryBuilder, SqliteConnection};

/// How often, and how long apart, the log of writes is asked to be emptied: a reader may be in its way.
const TRIES: u32 = 20;
const BETWEEN_TRIES: Duration = Duration::from_millis(100);

/// Erases an account with everything that hangs on it; gives the names of its CVs, which are to be deleted afterwards.
/// The transaction must hold the lock for writing.
pub async fn erase(tx: &mut Transaction, account: &str) -> Result<Vec<String>, Error> {
    let files = sqlx::query_scalar("SELECT cv_file FROM job_applications WHERE account = ? AND cv_file IS NOT NULL")
        .bind(account)
        .fetch_all(tx.connection())
        .await?;
    // Those that only name the address hang on no account.
    sqlx::query(
        "DELETE FROM outgoing_emails WHERE lower(recipient) = (SELECT email_key FROM accounts WHERE id = ?)
             OR recipient = (SELECT email FROM accounts WHERE id = ?)",
    )
    .bind(account)
    .bind(account)
    .execute(tx.connection())
    .await?;
    sqlx::query("DELETE FROM accounts WHERE id = ?").bind(account).execute(tx.connection()).await?;
    Ok(files)
}

impl Store {
    /// Moves everything into the database file and empties the log of writes, so that no former content is left in it;
    /// in the database `secure_delete` has overwritten it. `false`: readers or another process were in the way.
    pub async fn empty_write_log(&self) -> Result<bool, Error> {
        for attempt in 0..TRIES {
            if attempt > 0 {
                tokio::time::sleep(BETWEEN_TRIES).await;
            }
            let mut connection = self.write.acquire().await?;
            // Waiting for a slow reader here would block all writers.
            set_busy_timeout(&mut connection, BETWEEN_TRIES).await?;
            let outcome = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
            set_busy_timeout(&mut connection, BUSY_TIMEOUT).await?;
            let (busy, _, _): (i64, i64, i64) = outcome?;
            if busy == 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

async fn set_busy_timeout(db: &mut SqliteConnection, timeout: Duration) -> Result<(), Error> {
    let mut pragma = QueryBuilder::new("PRAGMA busy_timeout = ");
    // A pragma takes no parameters; this is a number of ours.
    pragma.push(timeout.as_millis());
    pragma.build().execute(db).await.map(drop).map_err(Error::from)
}

/// A yes or a no that was recorded.
#[derive(Debug, FromRow, Serialize)]
pub struct ConsentRow {
    pub purpose: String,
    pub text_version: String,
    pub is_given: bool,
    pub at: String,
}

pub async fn list_consents(store: &Store, account: &str) -> Result<Vec<ConsentRow>, Error> {
    sqlx::query_as("SELECT purpose, text_version, is_given, at FROM account_consents WHERE account = ? ORDER BY seq")
        .bind(account)
        .fetch_all(&store.read)
        .await
        .map_err(Error::from)
}

/// When a session began and was used last: Unix seconds.
#[derive(Debug, FromRow, Serialize)]
pub struct SessionRow {
    pub created_at: i64,
    pub seen_at: i64,
}

pub async fn list_sessions(store: &Store, account: &str) -> Result<Vec<SessionRow>, Error> {
    sqlx::query_as("SELECT created_at, seen_at FROM sessions WHERE account = ? ORDER BY created_at")
        .bind(account)
        .fetch_all(&store.read)
        .await
        .map_err(Error::from)
}

/// An email of the last day.
#[derive(Debug, FromRow, Serialize)]
pub struct SentEmailRow {
    pub kind: String,
    /// Unix seconds.
    pub sent_at: i64,
}

pub async fn list_sent_emails(store: &Store, account: &str) -> Result<Vec<SentEmailRow>, Error> {
    sqlx::query_as("SELECT kind, sent_at FROM sent_emails WHERE account = ? ORDER BY seq")
        .bind(account)
        .fetch_all(&store.read)
        .await
        .map_err(Error::from)
}
