use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, SqlitePool};

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
    #[serde(skip)]
    pub seq: i64,
    pub created_at: String,
    pub job_posting: String,
    pub title: String,
    pub reason: String,
    pub note: String,
}

/// Stores a report; it is on the disk afterwards. `false`: there is no such offer.
pub async fn create(db: &SqlitePool, report: &NewReportRow<'_>) -> Result<bool, sqlx::Error> {
    let stored = sqlx::query(
        "INSERT INTO job_posting_reports (job_posting, reason, note, created_at)
         SELECT id, ?, ?, ? FROM job_postings WHERE id = ?",
    )
    .bind(report.reason)
    .bind(report.note)
    .bind(report.created_at.to_rfc3339())
    .bind(report.job_posting)
    .execute(db)
    .await?;
    Ok(stored.rows_affected() > 0)
}

/// Newest first, those before `seq`.
pub async fn list(db: &SqlitePool, before: i64, limit: u32) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(
        "SELECT r.seq, r.created_at, r.job_posting, coalesce(p.facts ->> 'title', '') AS title, r.reason, r.note
         FROM job_posting_reports r JOIN job_postings p ON p.id = r.job_posting
         WHERE r.seq < ? ORDER BY r.seq DESC LIMIT ?",
    )
    .bind(before)
    .bind(limit)
    .fetch_all(db)
    .await
}
