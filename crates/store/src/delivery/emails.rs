use sqlx::FromRow;

use crate::outbox::{OutboxTable, outbox_table};
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

/// The outbox of emails; their destination is the domain of the address.
pub const OUTBOX: OutboxTable =
    outbox_table!("outgoing_emails", "outgoing_emails o", "lower(substr(o.recipient, instr(o.recipient, '@') + 1))");

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
