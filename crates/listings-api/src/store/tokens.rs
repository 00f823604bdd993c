use sqlx::{Executor, FromRow, Sqlite, SqliteConnection};

/// A link that was sent.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    /// Id of the account.
    pub account: String,
    /// The address it was sent to.
    pub email: String,
}

/// A token for this purpose made at or after `since` (Unix seconds).
pub async fn find<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    token_hash: &str,
    purpose: &str,
    since: i64,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as("SELECT account, email FROM email_tokens WHERE token_hash = ? AND purpose = ? AND created_at >= ?")
        .bind(token_hash)
        .bind(purpose)
        .bind(since)
        .fetch_optional(db)
        .await
}

/// Uses a token up. `false`: it was used already.
pub async fn delete(db: &mut SqliteConnection, token_hash: &str) -> Result<bool, sqlx::Error> {
    let deleted = sqlx::query("DELETE FROM email_tokens WHERE token_hash = ?").bind(token_hash).execute(db).await?;
    Ok(deleted.rows_affected() > 0)
}

/// Takes back all links sent for an account, but one.
pub async fn delete_all_of(db: &mut SqliteConnection, account: &str, but: Option<&str>) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM email_tokens WHERE account = ? AND token_hash IS NOT ?")
        .bind(account)
        .bind(but)
        .execute(db)
        .await
        .map(drop)
}

pub async fn set_password(db: &mut SqliteConnection, account: &str, password_hash: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE accounts SET password_hash = ? WHERE id = ?")
        .bind(password_hash)
        .bind(account)
        .execute(db)
        .await
        .map(drop)
}

/// Confirmed once, it keeps the first time.
pub async fn confirm_email(db: &mut SqliteConnection, account: &str, now: &str) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE accounts SET email_confirmed_at = coalesce(email_confirmed_at, ?) WHERE id = ?")
        .bind(now)
        .bind(account)
        .execute(db)
        .await
        .map(drop)
}

/// Another account that has this address and never confirmed it.
pub async fn find_unconfirmed(
    db: &mut SqliteConnection,
    email_key: &str,
    but: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT id FROM accounts WHERE email_key = ? AND id <> ? AND email_confirmed_at IS NULL")
        .bind(email_key)
        .bind(but)
        .fetch_optional(db)
        .await
}

/// Gives an account another address, not yet confirmed. `false`: it is another account's.
pub async fn set_email(
    db: &mut SqliteConnection,
    account: &str,
    email_key: &str,
    email: &str,
) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query(
        "UPDATE accounts SET email_key = ?1, email = ?2, email_confirmed_at = NULL
         WHERE id = ?3 AND NOT EXISTS (SELECT 1 FROM accounts WHERE email_key = ?1 AND id <> ?3)",
    )
    .bind(email_key)
    .bind(email)
    .bind(account)
    .execute(db)
    .await?;
    Ok(changed.rows_affected() > 0)
}
