use crate::{Error, Store};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::FromRow;

/// A report ready to be stored.
pub struct NewReportRow<'a> {
    /// Id of the offer.
    pub job_posting: &'a str,
    pub reason: &'a str,
    pub note: &'a str,
    pub created_at: DateTime<Utc>,
}

/// A report with the title of its offer.
#[derive(Debug, Clone, FromRow, Serialize)]
pub struct Row {
    pub created_at: String,
    pub job_posting: String,
    pub title: String,
    pub reason: String,
    pub note: String,
}

/// Stores a report; it is on the disk afterwards. `false`: there is no such offer.
pub async fn create(store: &Store, report: &NewReportRow<'_>) -> Result<bool, Error> {
    let stored = sqlx::query(
        "INSERT INTO job_posting_reports (job_posting, reason, note, created_at)
         SELECT id, ?, ?, ? FROM job_postings WHERE id = ?",
    )
    .bind(report.reason)
    .bind(report.note)
    .bind(report.created_at.to_rfc3339())
    .bind(report.job_posting)
    .execute(&store.write)
    .await?;
    Ok(stored.rows_affected() > 0)
}

/// The numbers of all, newest first.
pub async fn list_seqs(store: &Store) -> Result<Vec<i64>, Error> {
    sqlx::query_scalar("SELECT seq FROM job_posting_reports ORDER BY seq DESC")
        .fetch_all(&store.read)
        .await
        .map_err(Error::from)
}

pub async fn find(store: &Store, seq: i64) -> Result<Option<Row>, Error> {
    sqlx::query_as(
        "SELECT r.created_at, r.job_posting, coalesce(p.facts ->> 'title', '') AS title, r.reason, r.note
         FROM job_posting_reports r JOIN job_postings p ON p.id = r.job_posting WHERE r.seq = ?",
    )
    .bind(seq)
    .fetch_optional(&store.read)
    .await
    .map_err(Error::from)
}
