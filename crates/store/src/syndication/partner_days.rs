use std::ops::RangeInclusive;

use crate::{Error, Store};
use chrono::NaiveDate;
use sqlx::FromRow;

/// What one partner brought on one day.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Row {
    pub partner: String,
    /// In Rome: `2026-11-23`.
    pub day: String,
    pub views: i64,
    pub clicks: i64,
}

/// Partners of one day. Anyone may invent names: beyond this number only a partner with more than the smallest count
/// replaces that one.
const MOST_PARTNERS_A_DAY: i64 = 5_000;

/// Adds to what is there, all or nothing.
pub async fn add(store: &Store, rows: &[Row]) -> Result<(), Error> {
    let mut transaction = store.write.begin().await?;
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
    transaction.commit().await.map_err(Error::from)
}

/// By day, then by partner; each row, or why it could not be read.
pub async fn list(store: &Store, days: &RangeInclusive<NaiveDate>) -> Result<Vec<Result<Row, Error>>, Error> {
    let rows = sqlx::query(
        "SELECT partner, day, views, clicks FROM partner_days WHERE day BETWEEN ? AND ? ORDER BY day, partner",
    )
    .bind(days.start().to_string())
    .bind(days.end().to_string())
    .fetch_all(&store.read)
    .await?;
    Ok(rows.iter().map(|row| Row::from_row(row).map_err(Error::from)).collect())
}

/// Forgets the days before one.
pub async fn delete_before(store: &Store, day: NaiveDate) -> Result<(), Error> {
    sqlx::query("DELETE FROM partner_days WHERE day < ?").bind(day.to_string()).execute(&store.write).await?;
    Ok(())
}
