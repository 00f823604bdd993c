use chrono::{DateTime, Utc};
use contract::NewJobPostingReport;
use sqlx::SqlitePool;

/// Stores what a reader says of an offer that is there.
pub async fn create(
    db: &SqlitePool,
    job_posting: &str,
    report: &NewJobPostingReport,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT INTO job_posting_reports (job_posting, reason, text, created_at) VALUES (?, ?, ?, ?)")
        .bind(job_posting)
        .bind(report.reason.as_str())
        .bind(report.text.as_deref().map(str::trim).filter(|text| !text.is_empty()))
        .bind(now.to_rfc3339())
        .execute(db)
        .await
        .map(drop)
}
