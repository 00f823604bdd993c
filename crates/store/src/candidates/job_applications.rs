use crate::{Db, Error, Store, Transaction};
use sqlx::FromRow;

/// An application ready to be stored.
pub struct NewJobApplicationRow<'a> {
    pub id: &'a str,
    pub account: &'a str,
    /// Id of the offer.
    pub job_posting: &'a str,
    pub message: &'a str,
    pub phone: &'a str,
    pub cv_file: &'a str,
    pub cv_name: &'a str,
    pub cv_media_type: &'a str,
    pub cv_size: i64,
    pub created_at: &'a str,
    pub idempotency_key: &'a str,
    pub request_hash: &'a str,
}

/// An application as it is stored, with the number of its offer.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    pub id: String,
    pub seq: i64,
    pub status: String,
    pub message: String,
    pub phone: String,
    pub cv_file: Option<String>,
    pub cv_name: Option<String>,
    pub cv_media_type: Option<String>,
    pub cv_size: Option<i64>,
    pub created_at: String,
    pub withdrawn_at: Option<String>,
    pub request_hash: String,
}

/// What became of storing an application.
#[derive(Debug, Clone)]
pub enum Stored {
    New,
    /// One was stored under this key before: the same, or another.
    Before(Box<Row>),
    /// One that is not withdrawn stands for this offer.
    AlreadyApplied,
}

/// The columns of a [`Row`], of the applications of one account.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, p.seq, a.status, a.message, a.phone, a.cv_file, a.cv_name, a.cv_media_type, a.cv_size,
             a.created_at, a.withdrawn_at, a.request_hash
             FROM job_applications a JOIN job_postings p ON p.id = a.job_posting WHERE a.account = ? ",
            $rest
        )
    };
}

pub async fn find_by_key(db: impl Into<Db<'_>>, account: &str, key: &str) -> Result<Option<Row>, Error> {
    let mut db = db.into().connection().await?;
    sqlx::query_as(select!("AND a.idempotency_key = ?"))
        .bind(account)
        .bind(key)
        .fetch_optional(&mut *db)
        .await
        .map_err(Error::from)
}

pub async fn find(db: impl Into<Db<'_>>, account: &str, id: &str) -> Result<Option<Row>, Error> {
    let mut db = db.into().connection().await?;
    sqlx::query_as(select!("AND a.id = ?")).bind(account).bind(id).fetch_optional(&mut *db).await.map_err(Error::from)
}

/// Newest first.
pub async fn list(store: &Store, account: &str) -> Result<Vec<Row>, Error> {
    sqlx::query_as(select!("ORDER BY a.created_at DESC, a.id"))
        .bind(account)
        .fetch_all(&store.read)
        .await
        .map_err(Error::from)
}

/// Stores an application. The transaction must hold the lock for writing.
pub async fn create(tx: &mut Transaction, new: &NewJobApplicationRow<'_>) -> Result<Stored, Error> {
    if let Some(before) = find_by_key(&mut *tx, new.account, new.idempotency_key).await? {
        return Ok(Stored::Before(Box::new(before)));
    }
    let stored = sqlx::query(
        "INSERT INTO job_applications (id, account, job_posting, status, message, phone, cv_file, cv_name,
             cv_media_type, cv_size, created_at, idempotency_key, request_hash)
         VALUES (?, ?, ?, 'sent', ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (account, job_posting) WHERE status <> 'withdrawn' DO NOTHING",
    )
    .bind(new.id)
    .bind(new.account)
    .bind(new.job_posting)
    .bind(new.message)
    .bind(new.phone)
    .bind(new.cv_file)
    .bind(new.cv_name)
    .bind(new.cv_media_type)
    .bind(new.cv_size)
    .bind(new.created_at)
    .bind(new.idempotency_key)
    .bind(new.request_hash)
    .execute(tx.connection())
    .await?;
    Ok(if stored.rows_affected() > 0 { Stored::New } else { Stored::AlreadyApplied })
}

/// Takes an application back and empties it. Its CV is to be deleted afterwards.
pub async fn withdraw(tx: &mut Transaction, account: &str, id: &str, now: &str) -> Result<(), Error> {
    sqlx::query(
        "UPDATE job_applications SET status = 'withdrawn', withdrawn_at = ?, message = '', phone = '',
             cv_file = NULL, cv_name = NULL, cv_media_type = NULL, cv_size = NULL
         WHERE account = ? AND id = ? AND status <> 'withdrawn'",
    )
    .bind(now)
    .bind(account)
    .bind(id)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// Which of these files belong to an application.
pub async fn files_in_use(store: &Store, files: &[String]) -> Result<Vec<String>, Error> {
    sqlx::query_scalar("SELECT cv_file FROM job_applications WHERE cv_file IN (SELECT value FROM json_each(?))")
        .bind(serde_json::json!(files).to_string())
        .fetch_all(&store.read)
        .await
        .map_err(Error::from)
}
