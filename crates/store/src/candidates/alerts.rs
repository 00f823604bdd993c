use crate::{Db, Error, Store, Transaction};
use sqlx::FromRow;

/// An alert as it is stored.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    pub id: String,
    /// Id of the account.
    pub account: String,
    pub query: String,
    pub frequency: String,
    pub created_at: String,
    pub last_sent_at: Option<String>,
    /// Only offers with a higher number are new to it.
    pub after_seq: i64,
}

const COLUMNS: &str = "id, account, query, frequency, created_at, last_sent_at, after_seq";

pub async fn list(store: &Store, account: &str) -> Result<Vec<Row>, Error> {
    let mut query = sqlx::QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM alerts WHERE account = ").push_bind(account.to_owned());
    query.push(" ORDER BY created_at DESC, id").build_query_as().fetch_all(&store.read).await.map_err(Error::from)
}

/// Alerts whose time has come (?1, Unix seconds), the longest overdue first. Those of addresses that are not confirmed
/// wait.
macro_rules! due {
    () => {
        "SELECT id FROM alerts WHERE next_run_at <= ?1 AND set_aside_at IS NULL
             AND (SELECT email_confirmed_at FROM accounts WHERE id = account) IS NOT NULL
         ORDER BY next_run_at LIMIT ?2"
    };
}

/// Claims alerts whose time has come until a moment; gives their ids. In one statement: of several processes one gets
/// each.
pub async fn claim_due(store: &Store, now: i64, until: i64, limit: u32) -> Result<Vec<String>, Error> {
    // Mostly there are none, and looking waits for no writer.
    let due: Vec<String> = sqlx::query_scalar(due!()).bind(now).bind(1).fetch_all(&store.read).await?;
    if due.is_empty() {
        return Ok(due);
    }
    sqlx::query_scalar(concat!("UPDATE alerts SET next_run_at = ?3 WHERE id IN (", due!(), ") RETURNING id"))
        .bind(now)
        .bind(limit)
        .bind(until)
        .fetch_all(&store.write)
        .await
        .map_err(Error::from)
}

/// `None`: its owner has ended it.
pub async fn find(store: &Store, id: &str) -> Result<Option<Row>, Error> {
    let mut query = sqlx::QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM alerts WHERE id = ").push_bind(id.to_owned());
    query.build_query_as().fetch_optional(&store.read).await.map_err(Error::from)
}

/// Runs an alert no more. The reason names nobody.
pub async fn set_aside(store: &Store, id: &str, reason: &str, now: i64) -> Result<(), Error> {
    sqlx::query("UPDATE alerts SET set_aside_at = ?, set_aside_reason = ? WHERE id = ?")
        .bind(now)
        .bind(reason)
        .bind(id)
        .execute(&store.write)
        .await
        .map(drop)
        .map_err(Error::from)
}

/// Alerts that no longer run because their search has become invalid.
pub async fn count_set_aside(store: &Store) -> Result<i64, Error> {
    sqlx::query_scalar("SELECT count(*) FROM alerts WHERE set_aside_at IS NOT NULL")
        .fetch_one(&store.read)
        .await
        .map_err(Error::from)
}

/// An alert ready to be stored.
pub struct NewAlertRow<'a> {
    pub id: &'a str,
    pub account: &'a str,
    pub query: &'a str,
    pub frequency: &'a str,
    pub created_at: &'a str,
    /// Unix seconds.
    pub next_run_at: i64,
}

/// Stores an alert, new to all offers that are there now. One for the same search gets the new frequency. `None`: the
/// account has as many as it may. The transaction must hold the lock for writing.
pub async fn put(tx: &mut Transaction, alert: &NewAlertRow<'_>, most: i64) -> Result<Option<Row>, Error> {
    sqlx::query(
        "INSERT INTO alerts (id, account, query, frequency, created_at, next_run_at, after_seq)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, (SELECT coalesce(max(seq), 0) FROM job_postings)
         WHERE (SELECT count(*) FROM alerts WHERE account = ?2 AND query <> ?3) < ?7
         ON CONFLICT (account, query) DO UPDATE SET frequency = excluded.frequency, next_run_at = excluded.next_run_at,
             set_aside_at = NULL, set_aside_reason = NULL",
    )
    .bind(alert.id)
    .bind(alert.account)
    .bind(alert.query)
    .bind(alert.frequency)
    .bind(alert.created_at)
    .bind(alert.next_run_at)
    .bind(most)
    .execute(tx.connection())
    .await?;
    let mut query = sqlx::QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM alerts WHERE account = ").push_bind(alert.account.to_owned());
    query.push(" AND query = ").push_bind(alert.query.to_owned());
    query.build_query_as().fetch_optional(tx.connection()).await.map_err(Error::from)
}

/// `false`: the account has no such alert.
pub async fn delete(store: &Store, account: &str, id: &str) -> Result<bool, Error> {
    let deleted = sqlx::query("DELETE FROM alerts WHERE account = ? AND id = ?")
        .bind(account)
        .bind(id)
        .execute(&store.write)
        .await?;
    Ok(deleted.rows_affected() > 0)
}

/// Ends an alert of any account: for the link in its emails.
pub async fn delete_by_id(store: &Store, id: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM alerts WHERE id = ?").bind(id).execute(&store.write).await.map(drop).map_err(Error::from)
}

/// Of these offers those that are new to an alert, by number.
pub async fn new_to(store: &Store, alert: &Row, ids: &[&str]) -> Result<Vec<String>, Error> {
    sqlx::query_scalar(
        "SELECT p.id FROM json_each(?1) wanted CROSS JOIN job_postings p ON p.id = wanted.value
         WHERE p.seq > ?2 AND NOT EXISTS (SELECT 1 FROM alert_job_postings s WHERE s.alert = ?3 AND s.job_posting = p.id)
         ORDER BY wanted.key",
    )
    .bind(serde_json::json!(ids).to_string())
    .bind(alert.after_seq)
    .bind(&alert.id)
    .fetch_all(&store.read)
    .await
    .map_err(Error::from)
}

/// Puts an email about offers into the outbox, unless its owner wants notifications alone and gets them, and remembers
/// the offers, at once: none is sent twice, and none is forgotten.
pub async fn enqueue(
    tx: &mut Transaction,
    alert: &Row,
    kind: &str,
    job_postings: &[String],
    now: i64,
    now_text: &str,
) -> Result<(), Error> {
    let offers = serde_json::json!(job_postings).to_string();
    sqlx::query(
        "INSERT INTO outgoing_emails (kind, recipient, account, alert, job_postings, created_at, next_attempt_at)
         SELECT ?1, c.email, c.id, a.id, ?2, ?3, ?3 FROM alerts a JOIN accounts c ON c.id = a.account
         WHERE a.id = ?4 AND (c.alert_emails OR NOT EXISTS (SELECT 1 FROM push_subscriptions p WHERE p.account = c.id))",
    )
    .bind(kind)
    .bind(&offers)
    .bind(now)
    .bind(&alert.id)
    .execute(tx.connection())
    .await?;
    sqlx::query(
        "INSERT INTO alert_job_postings (alert, job_posting)
         SELECT a.id, o.value FROM alerts a CROSS JOIN json_each(?2) o WHERE a.id = ?1
         ON CONFLICT (alert, job_posting) DO NOTHING",
    )
    .bind(&alert.id)
    .bind(&offers)
    .execute(tx.connection())
    .await?;
    sqlx::query("UPDATE alerts SET last_sent_at = ? WHERE id = ?")
        .bind(now_text)
        .bind(&alert.id)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

pub async fn schedule(db: impl Into<Db<'_>>, id: &str, next_run_at: i64) -> Result<(), Error> {
    let mut db = db.into().connection().await?;
    sqlx::query("UPDATE alerts SET next_run_at = ? WHERE id = ?")
        .bind(next_run_at)
        .bind(id)
        .execute(&mut *db)
        .await
        .map(drop)
        .map_err(Error::from)
}
