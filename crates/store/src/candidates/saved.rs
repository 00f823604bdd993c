use crate::{Error, Store, Transaction};
use sqlx::FromRow;

/// An offer that is kept.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    /// Number of the offer: [`crate::job_postings::list_by_seq`].
    pub seq: i64,
    pub saved_at: String,
}

/// What became of keeping an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Yes,
    NoSuchOffer,
    /// The account keeps as many as it may.
    TooMany,
}

/// Newest first.
pub async fn list(store: &Store, account: &str) -> Result<Vec<Row>, Error> {
    sqlx::query_as(
        "SELECT p.seq, s.saved_at FROM saved_job_postings s JOIN job_postings p ON p.id = s.job_posting
         WHERE s.account = ? ORDER BY s.saved_at DESC, p.seq DESC",
    )
    .bind(account)
    .fetch_all(&store.read)
    .await
    .map_err(Error::from)
}

pub async fn find(store: &Store, account: &str, job_posting: &str) -> Result<Option<Row>, Error> {
    sqlx::query_as(
        "SELECT p.seq, s.saved_at FROM saved_job_postings s JOIN job_postings p ON p.id = s.job_posting
         WHERE s.account = ? AND s.job_posting = ?",
    )
    .bind(account)
    .bind(job_posting)
    .fetch_optional(&store.read)
    .await
    .map_err(Error::from)
}

/// Keeps an offer. One that is kept already keeps its earlier time.
pub async fn put(
    tx: &mut Transaction,
    account: &str,
    job_posting: &str,
    saved_at: &str,
    most: i64,
) -> Result<Kept, Error> {
    let (is_offer, is_kept, count): (bool, bool, i64) = sqlx::query_as(
        "SELECT EXISTS (SELECT 1 FROM job_postings WHERE id = ?2),
             EXISTS (SELECT 1 FROM saved_job_postings WHERE account = ?1 AND job_posting = ?2),
             (SELECT count(*) FROM saved_job_postings WHERE account = ?1)",
    )
    .bind(account)
    .bind(job_posting)
    .fetch_one(tx.connection())
    .await?;
    if !is_offer {
        return Ok(Kept::NoSuchOffer);
    }
    if !is_kept && count >= most {
        return Ok(Kept::TooMany);
    }
    sqlx::query(
        "INSERT INTO saved_job_postings (account, job_posting, saved_at) VALUES (?, ?, ?)
         ON CONFLICT (account, job_posting) DO UPDATE SET saved_at = min(saved_at, excluded.saved_at)",
    )
    .bind(account)
    .bind(job_posting)
    .bind(saved_at)
    .execute(tx.connection())
    .await?;
    Ok(Kept::Yes)
}

pub async fn delete(store: &Store, account: &str, job_posting: &str) -> Result<(), Error> {
    sqlx::query("DELETE FROM saved_job_postings WHERE account = ? AND job_posting = ?")
        .bind(account)
        .bind(job_posting)
        .execute(&store.write)
        .await
        .map(drop)
        .map_err(Error::from)
}
