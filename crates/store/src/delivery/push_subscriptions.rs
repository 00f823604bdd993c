use serde::Serialize;
use sqlx::FromRow;

use crate::outbox::{OutboxTable, outbox_table};
use crate::{Error, Store, Transaction};

/// A browser that gets notifications. Times are Unix seconds here and below.
#[derive(Debug, Clone)]
pub struct NewRow<'a> {
    /// Hash of the session's token.
    pub session: &'a str,
    pub account: &'a str,
    pub endpoint: &'a str,
    pub p256dh: &'a str,
    pub auth: &'a str,
    pub created_at: i64,
}

/// Stores it in the place of the session's former one. Of an account's subscriptions the newest `most` stay. What the
/// same browser had for somebody else goes; knowing its address is not enough for that.
pub async fn put(tx: &mut Transaction, row: &NewRow<'_>, most: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM push_subscriptions WHERE endpoint = ? AND auth = ? AND session <> ?")
        .bind(row.endpoint)
        .bind(row.auth)
        .bind(row.session)
        .execute(tx.connection())
        .await?;
    sqlx::query(
        "INSERT INTO push_subscriptions (session, account, endpoint, p256dh, auth, created_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (session) DO UPDATE SET account = excluded.account, endpoint = excluded.endpoint,
             p256dh = excluded.p256dh, auth = excluded.auth, created_at = excluded.created_at",
    )
    .bind(row.session)
    .bind(row.account)
    .bind(row.endpoint)
    .bind(row.p256dh)
    .bind(row.auth)
    .bind(row.created_at)
    .execute(tx.connection())
    .await?;
    sqlx::query(
        "DELETE FROM push_subscriptions WHERE account = ?1 AND session NOT IN (
             SELECT session FROM push_subscriptions WHERE account = ?1 ORDER BY session = ?2 DESC, created_at DESC LIMIT ?3)",
    )
    .bind(row.account)
    .bind(row.session)
    .bind(most)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

pub async fn delete(tx: &mut Transaction, session: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM push_subscriptions WHERE session = ?")
        .bind(session)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

/// One of an account's, for its owner.
#[derive(Debug, FromRow, Serialize)]
pub struct OwnRow {
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    pub created_at: i64,
}

pub async fn list(store: &Store, account: &str) -> Result<Vec<OwnRow>, Error> {
    sqlx::query_as(
        "SELECT endpoint, p256dh, auth, created_at FROM push_subscriptions WHERE account = ? ORDER BY created_at",
    )
    .bind(account)
    .fetch_all(&store.read)
    .await
    .map_err(Error::from)
}

/// A notification that is to be sent, and where to.
#[derive(Debug, Clone, FromRow)]
pub struct Outgoing {
    pub seq: i64,
    pub session: String,
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    pub alert: String,
    /// The search of the alert.
    pub query: String,
    /// Of the account.
    pub language: String,
    /// Ids, as a JSON list.
    pub job_postings: String,
    pub created_at: i64,
}

/// Puts a notification about offers into the outbox for each browser of an alert's owner. How many.
pub async fn enqueue(tx: &mut Transaction, alert: &str, job_postings: &[String], now: i64) -> Result<u64, Error> {
    let queued = sqlx::query(
        "INSERT INTO outgoing_pushes (session, alert, job_postings, created_at, next_attempt_at)
         SELECT p.session, a.id, ?1, ?2, ?2 FROM alerts a JOIN push_subscriptions p ON p.account = a.account WHERE a.id = ?3",
    )
    .bind(serde_json::json!(job_postings).to_string())
    .bind(now)
    .bind(alert)
    .execute(tx.connection())
    .await?;
    Ok(queued.rows_affected())
}

/// The outbox of notifications; their destination is the origin of the push service: up to the slash after `https://…`.
pub const OUTBOX: OutboxTable = outbox_table!(
    "outgoing_pushes",
    "outgoing_pushes o JOIN push_subscriptions p ON p.session = o.session",
    "substr(p.endpoint, 1, 7 + instr(substr(p.endpoint, 9) || '/', '/'))"
);

/// `None`: the browser takes no more of them, or the alert is gone.
pub async fn find_outgoing(store: &Store, seq: i64) -> Result<Option<Outgoing>, Error> {
    sqlx::query_as(
        "SELECT o.seq, o.session, p.endpoint, p.p256dh, p.auth, o.alert, a.query, c.language, o.job_postings, o.created_at
         FROM outgoing_pushes o JOIN push_subscriptions p ON p.session = o.session JOIN alerts a ON a.id = o.alert
             JOIN accounts c ON c.id = p.account
         WHERE o.seq = ?",
    )
    .bind(seq)
    .fetch_optional(&store.read)
    .await
    .map_err(Error::from)
}

/// What a notification was to say goes by email instead, where nothing else says it: its owner wanted no emails beside
/// the notifications, and no other browser is left to get one. `false`: it does not.
pub async fn email_instead(tx: &mut Transaction, push: &Outgoing, kind: &str, now: i64) -> Result<bool, Error> {
    let queued = sqlx::query(
        "INSERT INTO outgoing_emails (kind, recipient, account, alert, job_postings, created_at, next_attempt_at)
         SELECT ?1, c.email, c.id, a.id, ?2, ?3, ?3 FROM alerts a JOIN accounts c ON c.id = a.account
         WHERE a.id = ?4 AND c.alert_emails = 0
             AND NOT EXISTS (SELECT 1 FROM push_subscriptions p WHERE p.account = c.id AND p.session <> ?5)",
    )
    .bind(kind)
    .bind(&push.job_postings)
    .bind(now)
    .bind(&push.alert)
    .bind(&push.session)
    .execute(tx.connection())
    .await?;
    Ok(queued.rows_affected() > 0)
}
