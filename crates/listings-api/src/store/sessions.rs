use sqlx::{FromRow, SqliteConnection, SqlitePool};

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
pub async fn find_credentials(db: &SqlitePool, email_key: &str) -> Result<Option<Credentials>, sqlx::Error> {
    sqlx::query_as(
        "SELECT id AS account, password_hash FROM accounts WHERE email_key = ? AND email_confirmed_at IS NOT NULL",
    )
    .bind(email_key)
    .fetch_optional(db)
    .await
}

pub async fn find(db: &SqlitePool, token_hash: &str) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as("SELECT account, created_at, seen_at FROM sessions WHERE token_hash = ?")
        .bind(token_hash)
        .fetch_optional(db)
        .await
}

/// Begins a session. The one the browser had before ends, and so do all that were not used since `idle` or began
/// before `absolute` (Unix seconds).
pub async fn create(
    db: &mut SqliteConnection,
    token_hash: &str,
    account: &str,
    now: i64,
    former: Option<&str>,
    (idle, absolute): (i64, i64),
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO sessions (token_hash, account, created_at, seen_at) VALUES (?, ?, ?, ?)")
        .bind(token_hash)
        .bind(account)
        .bind(now)
        .bind(now)
        .execute(&mut *db)
        .await?;
    // The same person in the same browser goes on getting notifications.
    sqlx::query("UPDATE push_subscriptions SET session = ? WHERE session = ? AND account = ?")
        .bind(token_hash)
        .bind(former)
        .bind(account)
        .execute(&mut *db)
        .await?;
    sqlx::query("DELETE FROM sessions WHERE token_hash = ? OR seen_at <= ? OR created_at <= ?")
        .bind(former)
        .bind(idle)
        .bind(absolute)
        .execute(&mut *db)
        .await?;
    record_use(db, account, now).await
}

/// Notes that a session is used.
pub async fn touch(db: &SqlitePool, token_hash: &str, account: &str, now: i64) -> Result<(), sqlx::Error> {
    let mut tx = db.begin().await?;
    sqlx::query("UPDATE sessions SET seen_at = ? WHERE token_hash = ?")
        .bind(now)
        .bind(token_hash)
        .execute(&mut *tx)
        .await?;
    record_use(&mut tx, account, now).await?;
    tx.commit().await
}

/// On the account too: its sessions go, and how long nobody used it must still be known.
async fn record_use(db: &mut SqliteConnection, account: &str, now: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE accounts SET seen_at = ?, inactive_told_at = NULL WHERE id = ?")
        .bind(now)
        .bind(account)
        .execute(db)
        .await
        .map(drop)
}

pub async fn delete(db: &SqlitePool, token_hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE token_hash = ?").bind(token_hash).execute(db).await.map(drop)
}

pub async fn delete_all_of(db: &mut SqliteConnection, account: &str) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE account = ?").bind(account).execute(db).await.map(drop)
}
