use crate::{Error, Store, Transaction};
use sqlx::FromRow;

/// A session that may have ended.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    /// Id of the account.
    pub account: String,
    pub created_at: i64,
    pub seen_at: i64,
}

/// What signing in is decided by.
#[derive(Debug, Clone, FromRow)]
pub struct Credentials {
    /// Id of the account.
    pub account: String,
    pub password_hash: String,
}

/// Of an account whose address is confirmed. Another one is as good as none: otherwise signing up with an address and
/// then signing in would tell whether it had an account.
pub async fn find_credentials(store: &Store, email_key: &str) -> Result<Option<Credentials>, Error> {
    sqlx::query_as(
        "SELECT id AS account, password_hash FROM accounts WHERE email_key = ? AND email_confirmed_at IS NOT NULL",
    )
    .bind(email_key)
    .fetch_optional(&store.read)
    .await
    .map_err(Error::from)
}

pub async fn find(store: &Store, token_hash: &str) -> Result<Option<Row>, Error> {
    sqlx::query_as("SELECT account, created_at, seen_at FROM sessions WHERE token_hash = ?")
        .bind(token_hash)
        .fetch_optional(&store.read)
        .await
        .map_err(Error::from)
}

/// Begins a session. The one the browser had before ends, and so do all that were not used since `idle` or began
/// before `absolute` (Unix seconds).
pub async fn create(
    tx: &mut Transaction,
    token_hash: &str,
    account: &str,
    now: i64,
    former: Option<&str>,
    (idle, absolute): (i64, i64),
) -> Result<(), Error> {
    sqlx::query("INSERT INTO sessions (token_hash, account, created_at, seen_at) VALUES (?, ?, ?, ?)")
        .bind(token_hash)
        .bind(account)
        .bind(now)
        .bind(now)
        .execute(tx.connection())
        .await?;
    // The same person in the same browser goes on getting notifications.
    sqlx::query("UPDATE push_subscriptions SET session = ? WHERE session = ? AND account = ?")
        .bind(token_hash)
        .bind(former)
        .bind(account)
        .execute(tx.connection())
        .await?;
    sqlx::query("DELETE FROM sessions WHERE token_hash = ? OR seen_at <= ? OR created_at <= ?")
        .bind(former)
        .bind(idle)
        .bind(absolute)
        .execute(tx.connection())
        .await?;
    record_use(tx, account, now).await
}

/// Notes that a session is used.
pub async fn touch(store: &Store, token_hash: &str, account: &str, now: i64) -> Result<(), Error> {
    let mut tx = store.begin_write().await?;
    sqlx::query("UPDATE sessions SET seen_at = ? WHERE token_hash = ?")
        .bind(now)
        .bind(token_hash)
        .execute(tx.connection())
        .await?;
    record_use(&mut tx, account, now).await?;
    tx.commit().await
}

/// On the account too: its sessions go, and how long nobody used it must still be known.
async fn record_use(tx: &mut Transaction, account: &str, now: i64) -> Result<(), Error> {
    sqlx::query("UPDATE accounts SET seen_at = ?, inactive_told_at = NULL WHERE id = ?")
        .bind(now)
        .bind(account)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

pub async fn delete(store: &Store, token_hash: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = ?")
        .bind(token_hash)
        .execute(&store.write)
        .await
        .map(drop)
        .map_err(Error::from)
}

pub async fn delete_all_of(tx: &mut Transaction, account: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM sessions WHERE account = ?")
        .bind(account)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}
