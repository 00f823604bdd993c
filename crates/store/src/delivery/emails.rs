use sqlx::FromRow;

use crate::claim::Claim;
use crate::{Error, Store, Transaction};

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
    tx: &mut Transaction,
    kind: &str,
    recipient: &str,
    account: Option<&str>,
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO outgoing_emails (kind, recipient, account, created_at, next_attempt_at) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(kind)
    .bind(recipient)
    .bind(account)
    .bind(now)
    .bind(now)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// Puts an email about offers into the outbox, to the account's own address.
pub async fn enqueue_about(
    tx: &mut Transaction,
    kind: &str,
    account: &str,
    job_postings: &[String],
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO outgoing_emails (kind, recipient, account, job_postings, created_at, next_attempt_at)
         SELECT ?1, email, id, ?2, ?3, ?3 FROM accounts WHERE id = ?4",
    )
    .bind(kind)
    .bind(serde_json::json!(job_postings).to_string())
    .bind(now)
    .bind(account)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// The domain of the address that a row names.
macro_rules! domain {
    () => {
        "lower(substr(recipient, instr(recipient, '@') + 1))"
    };
}

/// Rows whose time has come (?1, Unix seconds), none to the domains of ?2, a JSON list.
macro_rules! due {
    () => {
        concat!(
            "SELECT seq FROM outgoing_emails WHERE next_attempt_at <= ?1 AND set_aside_at IS NULL AND ",
            domain!(),
            " NOT IN (SELECT value FROM json_each(?2)) ORDER BY seq LIMIT 1"
        )
    };
}

/// Claims the oldest email whose time has come, until a moment, but none to these domains. In one statement: of several
/// processes one gets it.
pub async fn claim(store: &Store, but: &[String], now: i64, until: i64) -> Result<Option<Claim>, Error> {
    let but = serde_json::json!(but).to_string();
    // Mostly there is nothing, and looking waits for no writer.
    let due: Option<i64> = sqlx::query_scalar(due!()).bind(now).bind(&but).fetch_optional(&store.read).await?;
    if due.is_none() {
        return Ok(None);
    }
    sqlx::query_as(concat!(
        "UPDATE outgoing_emails SET next_attempt_at = ?3, attempts = attempts + 1 WHERE seq = (",
        due!(),
        ") RETURNING seq, CAST(attempts AS INTEGER) AS attempts, CAST(",
        domain!(),
        " AS TEXT) AS destination"
    ))
    .bind(now)
    .bind(&but)
    .bind(until)
    .fetch_optional(&store.write)
    .await
    .map_err(Error::from)
}

/// `None`: it was taken back, or its account is gone.
pub async fn find(store: &Store, seq: i64) -> Result<Option<Outgoing>, Error> {
    sqlx::query_as(
        "SELECT seq, kind, recipient, account, created_at, alert, job_postings FROM outgoing_emails WHERE seq = ?",
    )
    .bind(seq)
    .fetch_optional(&store.read)
    .await
    .map_err(Error::from)
}

/// When the oldest email that is still to be sent was asked for: Unix seconds. What was set aside does not count.
pub async fn oldest_unsent(store: &Store) -> Result<Option<i64>, Error> {
    sqlx::query_scalar("SELECT min(created_at) FROM outgoing_emails WHERE set_aside_at IS NULL")
        .fetch_one(&store.read)
        .await
        .map_err(Error::from)
}

/// Emails that could not be made of their rows.
pub async fn count_set_aside(store: &Store) -> Result<i64, Error> {
    sqlx::query_scalar("SELECT count(*) FROM outgoing_emails WHERE set_aside_at IS NOT NULL")
        .fetch_one(&store.read)
        .await
        .map_err(Error::from)
}

pub async fn delete(tx: &mut Transaction, seq: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM outgoing_emails WHERE seq = ?")
        .bind(seq)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

/// Gives a claimed email another time, unless somebody else has claimed it since.
pub async fn put_back(store: &Store, claim: &Claim, next_attempt_at: i64, is_counted: bool) -> Result<(), Error> {
    sqlx::query(
        "UPDATE outgoing_emails SET next_attempt_at = ?, attempts = attempts - ? WHERE seq = ? AND attempts = ?",
    )
    .bind(next_attempt_at)
    .bind(i64::from(!is_counted))
    .bind(claim.seq)
    .bind(claim.attempts)
    .execute(&store.write)
    .await
    .map(drop)
    .map_err(Error::from)
}

/// Keeps an email that can't be made out of the way. The reason names nobody.
pub async fn set_aside(tx: &mut Transaction, seq: i64, reason: &str, now: i64) -> Result<(), Error> {
    sqlx::query("UPDATE outgoing_emails SET set_aside_at = ?, set_aside_reason = ? WHERE seq = ?")
        .bind(now)
        .bind(reason)
        .bind(seq)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

/// Forgets what was set aside before a moment.
pub async fn delete_set_aside_before(store: &Store, moment: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM outgoing_emails WHERE set_aside_at < ?")
        .bind(moment)
        .execute(&store.write)
        .await
        .map(drop)
        .map_err(Error::from)
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

pub async fn find_addressee(store: &Store, account: &str) -> Result<Option<Addressee>, Error> {
    sqlx::query_as(select!("WHERE id = ?")).bind(account).fetch_optional(&store.read).await.map_err(Error::from)
}

pub async fn find_addressee_by_email(store: &Store, email_key: &str) -> Result<Option<Addressee>, Error> {
    sqlx::query_as(select!("WHERE email_key = ?"))
        .bind(email_key)
        .fetch_optional(&store.read)
        .await
        .map_err(Error::from)
}

/// Counts an email that is about to be sent, before it is: two that are sent at once can't both be the last one allowed.
/// Gives its number; `None`: the account is gone, or had `most` of this kind since `since`. What is older than a day is
/// forgotten.
pub async fn count_sending(
    tx: &mut Transaction,
    account: &str,
    kind: &str,
    now: i64,
    since: i64,
    most: i64,
) -> Result<Option<i64>, Error> {
    sqlx::query("DELETE FROM sent_emails WHERE sent_at < ?").bind(now - 86_400).execute(tx.connection()).await?;
    sqlx::query_scalar(
        "INSERT INTO sent_emails (account, kind, sent_at) SELECT id, ?1, ?2 FROM accounts WHERE id = ?3
             AND (SELECT count(*) FROM sent_emails WHERE account = ?3 AND kind = ?1 AND sent_at > ?4) < ?5
         RETURNING seq",
    )
    .bind(kind)
    .bind(now)
    .bind(account)
    .bind(since)
    .bind(most)
    .fetch_optional(tx.connection())
    .await
    .map_err(Error::from)
}

/// It was not sent after all.
pub async fn take_back_sending(tx: &mut Transaction, number: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM sent_emails WHERE seq = ?")
        .bind(number)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

pub async fn create_token(
    tx: &mut Transaction,
    token_hash: &str,
    account: &str,
    purpose: &str,
    email: &str,
    now: i64,
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO email_tokens (token_hash, account, purpose, email, created_at)
         SELECT ?, id, ?, ?, ? FROM accounts WHERE id = ?",
    )
    .bind(token_hash)
    .bind(purpose)
    .bind(email)
    .bind(now)
    .bind(account)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

pub async fn delete_tokens_before(tx: &mut Transaction, created_at: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM email_tokens WHERE created_at < ?")
        .bind(created_at)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}
