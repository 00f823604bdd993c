use std::ops::RangeInclusive;

use chrono::NaiveDate;
use sqlx::{FromRow, SqlitePool};

/// What one partner brought on one day.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Row {
    pub partner: String,
    /// In Rome: `2026-11-23`.
    pub day: String,
    pub views: i64,
    pub clicks: i64,
}

/// Adds to what is there, all or nothing.
pub async fn add(db: &SqlitePool, rows: &[Row]) -> Result<(), sqlx::Error> {
    let mut transaction = db.begin().await?;
    for row in rows {
        sqlx::query(
            "INSERT INTO partner_days (partner, day, views, clicks) VALUES (?, ?, ?, ?)
             ON CONFLICT DO UPDATE SET views = views + excluded.views, clicks = clicks + excluded.clicks",
        )
        .bind(&row.partner)
        .bind(&row.day)
        .bind(row.views)
        .bind(row.clicks)
        .execute(&mut *transaction)
        .await?;
    }
    transaction.commit().await
}

/// By day, then by partner.
pub async fn list(db: &SqlitePool, days: &RangeInclusive<NaiveDate>) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as(
        "SELECT partner, day, views, clicks FROM partner_days WHERE day BETWEEN ? AND ? ORDER BY day, partner",
    )
    .bind(days.start().to_string())
    .bind(days.end().to_string())
    .fetch_all(db)
    .await
}
