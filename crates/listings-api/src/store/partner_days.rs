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

/// Partners of one day. Anyone may invent names: after so many only who brings more than the least of them gets a place,
/// that one's.
const MOST_PARTNERS_A_DAY: i64 = 5_000;

/// Adds to what is there, all or nothing.
pub async fn add(db: &SqlitePool, rows: &[Row]) -> Result<(), sqlx::Error> {
    let mut transaction = db.begin().await?;
    for row in rows {
        sqlx::query(
            "DELETE FROM partner_days
             WHERE day = ?1 AND views + clicks < ?2
               AND partner = (SELECT partner FROM partner_days WHERE day = ?1 ORDER BY views + clicks LIMIT 1)
               AND (SELECT count(*) FROM partner_days WHERE day = ?1) >= ?3
               AND NOT EXISTS (SELECT 1 FROM partner_days WHERE day = ?1 AND partner = ?4)",
        )
        .bind(&row.day)
        .bind(row.views + row.clicks)
        .bind(MOST_PARTNERS_A_DAY)
        .bind(&row.partner)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "INSERT INTO partner_days (partner, day, views, clicks)
             SELECT ?1, ?2, ?3, ?4
             WHERE (SELECT count(*) FROM partner_days WHERE day = ?2) < ?5
                OR EXISTS (SELECT 1 FROM partner_days WHERE day = ?2 AND partner = ?1)
             ON CONFLICT DO UPDATE SET views = views + excluded.views, clicks = clicks + excluded.clicks",
        )
        .bind(&row.partner)
        .bind(&row.day)
        .bind(row.views)
        .bind(row.clicks)
        .bind(MOST_PARTNERS_A_DAY)
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

/// Forgets the days before one.
pub async fn delete_before(db: &SqlitePool, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM partner_days WHERE day < ?").bind(day.to_string()).execute(db).await?;
    Ok(())
}
