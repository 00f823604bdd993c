use crate::{Error, Store, Transaction};
use contract::Occupation;

/// By label, the way lists are read.
pub async fn list(store: &Store) -> Result<Vec<Occupation>, Error> {
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(
        "SELECT slug, preferred_label, esco_uri FROM occupations ORDER BY preferred_label COLLATE NOCASE",
    )
    .fetch_all(&store.read)
    .await?;
    let occupation = |(slug, preferred_label, esco_uri)| Occupation { slug, preferred_label, esco_uri };
    Ok(rows.into_iter().map(occupation).collect())
}

/// Makes the table hold exactly these; what refers to one that is gone loses its occupation.
pub async fn replace_all(tx: &mut Transaction, occupations: &[Occupation]) -> Result<(), Error> {
    for Occupation { slug, preferred_label, esco_uri } in occupations {
        sqlx::query(
            "INSERT INTO occupations (slug, preferred_label, esco_uri) VALUES (?, ?, ?) ON CONFLICT (slug)
             DO UPDATE SET preferred_label = excluded.preferred_label, esco_uri = excluded.esco_uri",
        )
        .bind(slug)
        .bind(preferred_label)
        .bind(esco_uri)
        .execute(tx.connection())
        .await?;
    }
    let slugs =
        serde_json::json!(occupations.iter().map(|occupation| &occupation.slug).collect::<Vec<_>>()).to_string();
    sqlx::query("DELETE FROM occupations WHERE slug NOT IN (SELECT value FROM json_each(?))")
        .bind(slugs)
        .execute(tx.connection())
        .await?;
    Ok(())
}
