use crate::{Db, Error, Transaction};
use sqlx::FromRow;

/// A link that was sent.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    /// Id of the account.
    pub account: String,
    /// The address it was sent to.
    pub email: String,
}

/// A token for this purpose made at or after `since` (Unix seconds).
pub async fn find(db: impl Into<Db<'_>>, token_hash: &str, purpose: &str, since: i64) -> Result<Option<Row>, Error> {
    let mut db = db.into().connection().await?;
    sqlx::query_as("SELECT account, email FROM email_tokens WHERE token_hash = ? AND purpose = ? AND created_at >= ?")
        .bind(token_hash)
        .bind(purpose)
        .bind(since)
        .fetch_optional(&mut *db)
        .await
        .map_err(Error::from)
}

/// Uses a token up. `false`: it was used already.
pub async fn delete(tx: &mut Transaction, token_hash: &str) -> Result<bool, Error> {
    let deleted =
        sqlx::query("DELETE FROM email_tokens WHERE token_hash = ?").bind(token_hash).execute(tx.connection()).await?;
    Ok(deleted.rows_affected() > 0)
}

/// Takes back all links sent for an account, but one.
pub async fn delete_all_of(tx: &mut Transaction, account: &str, but: Option<&str>) -> Result<(), Error> {
    sqlx::query("DELETE FROM email_tokens WHERE account = ? AND token_hash IS NOT ?")
        .bind(account)
        .bind(but)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

pub async fn set_password(tx: &mut Transaction, account: &str, password_hash: &str) -> Result<(), Error> {
    sqlx::query("UPDATE accounts SET password_hash = ? WHERE id = ?")
        .bind(password_hash)
        .bind(account)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

/// Confirmed once, it keeps the first time.
pub async fn confirm_email(tx: &mut Transaction, account: &str, now: &str) -> Result<(), Error> {
    sqlx::query("UPDATE accounts SET email_confirmed_at = coalesce(email_confirmed_at, ?) WHERE id = ?")
        .bind(now)
        .bind(account)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

/// Another account that has this address and never confirmed it.
pub async fn find_unconfirmed(tx: &mut Transaction, email_key: &str, but: &str) -> Result<Option<String>, Error> {
    sqlx::query_scalar("SELECT id FROM accounts WHERE email_key = ? AND id <> ? AND email_confirmed_at IS NULL")
        .bind(email_key)
        .bind(but)
        .fetch_optional(tx.connection())
        .await
        .map_err(Error::from)
}

/// Gives an account another address, not yet confirmed. `false`: it is another account's.
pub async fn set_email(tx: &mut Transaction, account: &str, email_key: &str, email: &str) -> Result<bool, Error> {
    let changed = sqlx::query(
        "UPDATE accounts SET email_key = ?1, email = ?2, email_confirmed_at = NULL
         WHERE id = ?3 AND NOT EXISTS (SELECT 1 FROM accounts WHERE email_key = ?1 AND id <> ?3)",
    )
    .bind(email_key)
    .bind(email)
    .bind(account)
    .execute(tx.connection())
    .await?;
    Ok(changed.rows_affected() > 0)
}
