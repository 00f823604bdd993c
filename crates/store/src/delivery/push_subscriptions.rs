use serde::Serialize;
use sqlx::FromRow;

use crate::claim::Claim;
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

/// The origin of a push service, of `push_subscriptions p`: up to the slash after `https://…`.
macro_rules! origin {
    () => {
        "substr(p.endpoint, 1, 7 + instr(substr(p.endpoint, 9) || '/', '/'))"
    };
}

/// Rows whose time has come (?1, Unix seconds), none to the push services of ?2, a JSON list.
macro_rules! due {
    () => {
        concat!(
            "SELECT o.seq FROM outgoing_pushes o JOIN push_subscriptions p ON p.session = o.session
             WHERE o.next_attempt_at <= ?1 AND o.set_aside_at IS NULL AND ",
            origin!(),
            " NOT IN (SELECT value FROM json_each(?2)) ORDER BY o.seq LIMIT 1"
        )
    };
}

/// Claims the oldest notification whose time has come, until a moment, but none to these push services. In one statement:
/// of several processes one gets it.
pub async fn claim(store: &Store, but: &[String], now: i64, until: i64) -> Result<Option<Claim>, Error> {
    let but = serde_json::json!(but).to_string();
    // Mostly there is nothing, and looking waits for no writer.
    let due: Option<i64> = sqlx::query_scalar(due!()).bind(now).bind(&but).fetch_optional(&store.read).await?;
    if due.is_none() {
        return Ok(None);
    }
    sqlx::query_as(concat!(
        "UPDATE outgoing_pushes SET next_attempt_at = ?3, attempts = attempts + 1 WHERE seq = (",
        due!(),
        ") RETURNING seq, CAST(attempts AS INTEGER) AS attempts, (SELECT CAST(",
        origin!(),
        " AS TEXT) FROM push_subscriptions p WHERE p.session = outgoing_pushes.session) AS destination"
    ))
    .bind(now)
    .bind(&but)
    .bind(until)
    .fetch_optional(&store.write)
    .await
    .map_err(Error::from)
}

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

/// When the oldest notification that is still to be sent was written: Unix seconds. What was set aside does not count.
pub async fn oldest_unsent(store: &Store) -> Result<Option<i64>, Error> {
    sqlx::query_scalar("SELECT min(created_at) FROM outgoing_pushes WHERE set_aside_at IS NULL")
        .fetch_one(&store.read)
        .await
        .map_err(Error::from)
}

/// Notifications that could not be made of their rows.
pub async fn count_set_aside(store: &Store) -> Result<i64, Error> {
    sqlx::query_scalar("SELECT count(*) FROM outgoing_pushes WHERE set_aside_at IS NOT NULL")
        .fetch_one(&store.read)
        .await
        .map_err(Error::from)
}

pub async fn delete_outgoing(tx: &mut Transaction, seq: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM outgoing_pushes WHERE seq = ?")
        .bind(seq)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

/// Gives a claimed notification another time, unless somebody else has claimed it since.
pub async fn put_back(store: &Store, claim: &Claim, next_attempt_at: i64, is_counted: bool) -> Result<(), Error> {
    sqlx::query(
        "UPDATE outgoing_pushes SET next_attempt_at = ?, attempts = attempts - ? WHERE seq = ? AND attempts = ?",
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

/// Keeps a notification that can't be made out of the way. The reason names nobody.
pub async fn set_aside(store: &Store, seq: i64, reason: &str, now: i64) -> Result<(), Error> {
    sqlx::query("UPDATE outgoing_pushes SET set_aside_at = ?, set_aside_reason = ? WHERE seq = ?")
        .bind(now)
        .bind(reason)
        .bind(seq)
        .execute(&store.write)
        .await
        .map(drop)
        .map_err(Error::from)
}

/// Forgets what was set aside before a moment.
pub async fn delete_set_aside_before(store: &Store, moment: i64) -> Result<(), Error> {
    sqlx::query("DELETE FROM outgoing_pushes WHERE set_aside_at < ?")
        .bind(moment)
        .execute(&store.write)
        .await
        .map(drop)
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
