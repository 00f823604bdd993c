use sqlx::{Executor, Sqlite};

/// Accounts that nobody confirmed, made at or before a moment (Unix seconds); all, or only this one.
pub async fn list_unconfirmed<'e>(
    db: impl Executor<'e, Database = Sqlite>,
    made: i64,
    only: Option<&str>,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT id FROM accounts WHERE email_confirmed_at IS NULL AND seen_at <= ?1 AND id = coalesce(?2, id)",
    )
    .bind(made)
    .bind(only)
    .fetch_all(db)
    .await
}
