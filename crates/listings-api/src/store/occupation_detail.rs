use contract::{BaseSalary, CollectiveAgreement};
use serde::Deserialize;
use sqlx::SqlitePool;
use sqlx::types::Json;

/// What the pay of an offer is worked out from; the rest of its facts is passed over.
#[derive(Debug, Clone, Deserialize)]
pub struct PayFacts {
    pub base_salary: Option<BaseSalary>,
    pub collective_agreement: Option<CollectiveAgreement>,
}

/// Open offers of an occupation at `now` (Unix seconds), by the slug of their comune; without one, under `None`.
pub async fn open_counts_by_place(
    db: &SqlitePool,
    occupation: &str,
    now: i64,
) -> Result<Vec<(Option<String>, u64)>, sqlx::Error> {
    let rows: Vec<(Option<String>, i64)> = sqlx::query_as(
        "SELECT place, count(*) FROM job_postings
         WHERE state = 'open' AND occupation = ? AND closes_at >= ? GROUP BY place",
    )
    .bind(occupation)
    .bind(now)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(place, count)| (place, count.unsigned_abs())).collect())
}

/// Of the newest `most` open offers of an occupation, what they say of pay, if anything.
pub async fn list_pay(db: &SqlitePool, occupation: &str, now: i64, most: u32) -> Result<Vec<PayFacts>, sqlx::Error> {
    let rows: Vec<(Json<PayFacts>,)> = sqlx::query_as(
        "SELECT facts FROM job_postings WHERE state = 'open' AND occupation = ? AND closes_at >= ?
         ORDER BY posted_at DESC, seq LIMIT ?",
    )
    .bind(occupation)
    .bind(now)
    .bind(most)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(Json(facts),)| facts).collect())
}
