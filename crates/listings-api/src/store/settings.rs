use sqlx::{Executor, Sqlite, SqliteConnection};

const GENERATION: &str = "job_postings_generation";

pub async fn find<'e>(db: impl Executor<'e, Database = Sqlite>, name: &str) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar("SELECT value FROM settings WHERE name = ?").bind(name).fetch_optional(db).await
}

pub async fn put(db: &mut SqliteConnection, name: &str, value: &str) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(db)
    .await?;
    Ok(())
}

/// Puts a value unless there is one; gives the one that stands.
pub async fn find_or_put(db: &mut SqliteConnection, name: &str, value: &str) -> Result<String, sqlx::Error> {
    sqlx::query("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(value)
        .execute(&mut *db)
        .await?;
    Ok(find(db, name).await?.unwrap_or_else(|| value.to_owned()))
}

/// Generation of the offers: what the last import that changed something has written.
pub async fn generation<'e>(db: impl Executor<'e, Database = Sqlite>) -> Result<i64, sqlx::Error> {
    Ok(find(db, GENERATION).await?.and_then(|value| value.parse().ok()).unwrap_or(0))
}

pub async fn put_generation(db: &mut SqliteConnection, generation: i64) -> Result<(), sqlx::Error> {
    put(db, GENERATION, &generation.to_string()).await
}
