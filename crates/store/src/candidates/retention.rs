use crate::{Db, Error, Store, Transaction};
use sqlx::FromRow;

/// Moments (Unix seconds) that accounts are held against.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// An account that nobody confirmed goes if it was made at or before this.
    pub unconfirmed: i64,
    /// Another goes if it was used last at or before this,
    pub unused: i64,
    /// and its owner was told so at or before this.
    pub told: i64,
}

/// Accounts whose time has come; all, or only this one.
pub async fn list_due(db: impl Into<Db<'_>>, limits: Limits, only: Option<&str>) -> Result<Vec<String>, Error> {
    let mut db = db.into().connection().await?;
    sqlx::query_scalar(
        "SELECT id FROM accounts WHERE id = coalesce(?4, id) AND CASE WHEN email_confirmed_at IS NULL
             THEN seen_at <= ?1 ELSE seen_at <= ?2 AND inactive_told_at <= ?3 END",
    )
    .bind(limits.unconfirmed)
    .bind(limits.unused)
    .bind(limits.told)
    .bind(only)
    .fetch_all(&mut *db)
    .await
    .map_err(Error::from)
}

/// Puts an email into the outbox for everyone who used their account last at or before `unused` and got no notice
/// yet. An owner whose notice was set aside keeps the account. Returns their number.
pub async fn tell(tx: &mut Transaction, kind: &str, unused: i64, now: i64) -> Result<u64, Error> {
    sqlx::query(
        "INSERT INTO outgoing_emails (kind, recipient, account, created_at, next_attempt_at)
         SELECT ?1, email, id, ?2, ?2 FROM accounts
         WHERE seen_at <= ?3 AND inactive_told_at IS NULL AND email_confirmed_at IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM outgoing_emails e WHERE e.account = accounts.id AND e.kind = ?1 AND e.set_aside_at IS NOT NULL
         )",
    )
    .bind(kind)
    .bind(now)
    .bind(unused)
    .execute(tx.connection())
    .await?;
    let told = sqlx::query(
        "UPDATE accounts SET inactive_told_at = ?2
         WHERE seen_at <= ?3 AND inactive_told_at IS NULL AND email_confirmed_at IS NOT NULL AND EXISTS (
             SELECT 1 FROM outgoing_emails e WHERE e.account = accounts.id AND e.kind = ?1 AND e.set_aside_at IS NULL
         )",
    )
    .bind(kind)
    .bind(now)
    .bind(unused)
    .execute(tx.connection())
    .await?;
    Ok(told.rows_affected())
}

/// An email was not sent: if it was of this kind, its account has not been told.
pub async fn take_back_telling_of(tx: &mut Transaction, email: i64, kind: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE accounts SET inactive_told_at = NULL
         WHERE id = (SELECT account FROM outgoing_emails WHERE seq = ? AND kind = ?)",
    )
    .bind(email)
    .bind(kind)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// Unix seconds.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct Told {
    pub seen_at: i64,
    pub inactive_told_at: i64,
}

/// `None`: the account was used since, or is gone.
pub async fn find_told(store: &Store, account: &str) -> Result<Option<Told>, Error> {
    sqlx::query_as("SELECT seen_at, inactive_told_at FROM accounts WHERE id = ? AND inactive_told_at IS NOT NULL")
        .bind(account)
        .fetch_optional(&store.read)
        .await
        .map_err(Error::from)
}
