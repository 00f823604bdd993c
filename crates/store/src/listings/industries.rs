use crate::{Error, Store, Transaction};
use contract::Industry;

/// By label, the way lists are read.
pub async fn list(store: &Store) -> Result<Vec<Industry>, Error> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("SELECT slug, label FROM industries ORDER BY label COLLATE NOCASE")
            .fetch_all(&store.read)
            .await?;
    Ok(rows.into_iter().map(|(slug, label)| Industry { slug, label }).collect())
}

/// Makes the table hold exactly these; what refers to one that is gone loses its industry.
pub async fn replace_all(tx: &mut Transaction, industries: &[Industry]) -> Result<(), Error> {
    for Industry { slug, label } in industries {
        sqlx::query("INSERT INTO industries (slug, label) VALUES (?, ?) ON CONFLICT (slug) DO UPDATE SET label = excluded.label")
            .bind(slug)
            .bind(label)
            .execute(tx.connection())
            .await?;
    }
    let slugs = serde_json::json!(industries.iter().map(|industry| &industry.slug).collect::<Vec<_>>()).to_string();
    sqlx::query("DELETE FROM industries WHERE slug NOT IN (SELECT value FROM json_each(?))")
        .bind(slugs)
        .execute(tx.connection())
        .await?;
    Ok(())
}
