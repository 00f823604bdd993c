use crate::{Db, Error, Transaction};

const GENERATION: &str = "job_postings_generation";

pub async fn find(db: impl Into<Db<'_>>, name: &str) -> Result<Option<String>, Error> {
    let mut db = db.into().connection().await?;
    sqlx::query_scalar("SELECT value FROM settings WHERE name = ?")
        .bind(name)
        .fetch_optional(&mut *db)
        .await
        .map_err(Error::from)
}

pub async fn put(tx: &mut Transaction, name: &str, value: &str) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(tx.connection())
    .await?;
    Ok(())
}

/// Puts a value unless there is one; gives the one that stands.
pub async fn find_or_put(tx: &mut Transaction, name: &str, value: &str) -> Result<String, Error> {
    sqlx::query("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(value)
        .execute(tx.connection())
        .await?;
    Ok(find(tx, name).await?.unwrap_or_else(|| value.to_owned()))
}

/// Generation of the offers: what the last import that changed something has written.
pub async fn generation(db: impl Into<Db<'_>>) -> Result<i64, Error> {
    Ok(find(db, GENERATION).await?.and_then(|value| value.parse().ok()).unwrap_or(0))
}

pub async fn put_generation(tx: &mut Transaction, generation: i64) -> Result<(), Error> {
    put(tx, GENERATION, &generation.to_string()).await
}
