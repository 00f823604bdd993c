use sqlx::{FromRow, SqliteConnection, SqlitePool};

/// Purposes of tokens.
pub const CONFIRM_EMAIL: &str = "confirm_email";
pub const RESET_PASSWORD: &str = "reset_password";

/// An email in the outbox.
#[derive(Debug, Clone, FromRow)]
pub struct Outgoing {
    pub seq: i64,
    pub kind: String,
    pub recipient: String,
    pub account: Option<String>,
    pub created_at: i64,
    pub attempts: i64,
    /// Id of the alert it belongs to.
    pub alert: Option<String>,
    /// Ids of the offers it is about, as a JSON list.
    pub job_postings: Option<String>,
}

/// Whom an email goes to.
#[derive(Debug, Clone, FromRow)]
pub struct Addressee {
    /// Id of the account.
    pub account: String,
    pub email: String,
    pub name: String,
    pub language: String,
    /// Whether a link sent to `email` was followed.
    pub is_confirmed: bool,
}

/// Puts an email into the outbox. Times are Unix seconds here and below.
pub async fn enqueue(
    db: &mut SqliteConnection,
    kind: &str,
    recipient: &str,
    account: Option<&str>,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO outgoing_emails (kind, recipient, account, created_at, next_attempt_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(kind)
    .bind(recipient)
    .bind(account)
    .bind(now)
    .bind(now)
    .execute(db)
    .await
    .map(drop)
}

/// Puts an email about offers into the outbox, to the account's own address.
pub async fn enqueue_about(
    db: &mut SqliteConnection,
    kind: &str,
    account: &str,
    job_postings: &[String],
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO outgoing_emails (kind, recipient, account, job_postings, created_at, next_attempt_at)
         SELECT ?1, email, id, ?2, ?3, ?3 FROM accounts WHERE id = ?4",
    )
    .bind(kind)
    .bind(serde_json::json!(job_postings).to_string())
    .bind(now)
    .bind(account)
    .execute(db)
    .await
    .map(drop)
}

pub async fn list_due(db: &SqlitePool, now: i64, limit: u32) -> Result<Vec<Outgoing>, sqlx::Error> {
    sqlx::query_as(
        "SELECT seq, kind, recipient, account, created_at, attempts, alert, job_postings FROM outgoing_emails
         WHERE next_attempt_at <= ? ORDER BY seq LIMIT ?",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(db)
    .await
}

/// When the oldest email that is still to be sent was asked for: Unix seconds. What was set aside does not count.
pub async fn oldest_unsent(db: &SqlitePool) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar("SELECT min(created_at) FROM outgoing_emails WHERE set_aside_at IS NULL").fetch_one(db).await
}

/// Emails that could not be made of their rows.
pub async fn count_set_aside(db: &SqlitePool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM outgoing_emails WHERE set_aside_at IS NOT NULL").fetch_one(db).await
}

pub async fn delete(db: &mut SqliteConnection, seq: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM outgoing_emails WHERE seq = ?").bind(seq).execute(db).await.map(drop)
}

pub async fn postpone(db: &mut SqliteConnection, seq: i64, next_attempt_at: i64) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE outgoing_emails SET attempts = attempts + 1, next_attempt_at = ? WHERE seq = ?")
        .bind(next_attempt_at)
        .bind(seq)
        .execute(db)
        .await
        .map(drop)
}

/// The columns of an [`Addressee`].
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id AS account, email, name, language, email_confirmed_at IS NOT NULL AS is_confirmed
             FROM accounts ",
            $rest
        )
    };
}

pub async fn find_addressee(db: &SqlitePool, account: &str) -> Result<Option<Addressee>, sqlx::Error> {
    sqlx::query_as(select!("WHERE id = ?")).bind(account).fetch_optional(db).await
}

pub async fn find_addressee_by_email(db: &SqlitePool, email_key: &str) -> Result<Option<Addressee>, sqlx::Error> {
    sqlx::query_as(select!("WHERE email_key = ?")).bind(email_key).fetch_optional(db).await
}

/// Remembers that an email was sent; what is older than a day is forgotten. `false`: the account is gone.
pub async fn record_sent(db: &mut SqliteConnection, account: &str, kind: &str, now: i64) -> Result<bool, sqlx::Error> {
    sqlx::query("DELETE FROM sent_emails WHERE sent_at < ?").bind(now - 86_400).execute(&mut *db).await?;
    let stored =
        sqlx::query("INSERT INTO sent_emails (account, kind, sent_at) SELECT id, ?, ? FROM accounts WHERE id = ?")
            .bind(kind)
            .bind(now)
            .bind(account)
            .execute(db)
            .await?;
    Ok(stored.rows_affected() > 0)
}

pub async fn count_sent(db: &SqlitePool, account: &str, kind: &str, since: i64) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT count(*) FROM sent_emails WHERE account = ? AND kind = ? AND sent_at > ?")
        .bind(account)
        .bind(kind)
        .bind(since)
        .fetch_one(db)
        .await
}

pub async fn create_token(
    db: &mut SqliteConnection,
    token_hash: &str,
    account: &str,
    purpose: &str,
    email: &str,
    now: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO email_tokens (token_hash, account, purpose, email, created_at)
         SELECT ?, id, ?, ?, ? FROM accounts WHERE id = ?",
    )
    .bind(token_hash)
    .bind(purpose)
    .bind(email)
    .bind(now)
    .bind(account)
    .execute(db)
    .await
    .map(drop)
}

pub async fn delete_tokens_before(db: &mut SqliteConnection, created_at: i64) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM email_tokens WHERE created_at < ?").bind(created_at).execute(db).await.map(drop)
}
