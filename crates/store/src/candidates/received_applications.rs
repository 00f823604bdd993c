use crate::{Error, Store, settings};
use serde::Serialize;
use sqlx::FromRow;

/// An application as the publisher of the offer sees it.
#[derive(Debug, Clone, FromRow, Serialize)]
pub struct Row {
    pub id: String,
    pub created_at: String,
    /// Id of the offer.
    pub job_posting: String,
    pub title: String,
    /// What the publisher calls the offer.
    pub reference: Option<String>,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub message: String,
    pub cv_name: Option<String>,
    #[serde(skip)]
    pub cv_file: Option<String>,
}

/// The ids of those that are not withdrawn, oldest first, of one offer or of all.
pub async fn list_ids(store: &Store, job_posting: Option<&str>) -> Result<Vec<String>, Error> {
    sqlx::query_scalar(
        "SELECT id FROM job_applications
         WHERE status <> 'withdrawn' AND (?1 IS NULL OR job_posting = ?1) ORDER BY created_at, id",
    )
    .bind(job_posting)
    .fetch_all(&store.read)
    .await
    .map_err(Error::from)
}

/// `None`: there is none any more, or it was withdrawn.
pub async fn find(store: &Store, id: &str) -> Result<Option<Row>, Error> {
    sqlx::query_as(
        "SELECT a.id, a.created_at, a.job_posting, coalesce(p.facts ->> 'title', '') AS title,
             p.facts ->> 'reference' AS reference, c.name, c.email, a.phone, a.message, a.cv_name, a.cv_file
         FROM job_applications a JOIN job_postings p ON p.id = a.job_posting JOIN accounts c ON c.id = a.account
         WHERE a.id = ? AND a.status <> 'withdrawn'",
    )
    .bind(id)
    .fetch_optional(&store.read)
    .await
    .map_err(Error::from)
}

impl Store {
    /// Ends an offer: `filled` or `withdrawn`. The search index follows by its generation. `false`: no such offer.
    pub async fn end_job_posting(&self, id: &str, state: &str) -> Result<bool, Error> {
        let mut tx = self.begin_write().await?;
        let generation = settings::generation(&mut tx).await? + 1;
        let changed = sqlx::query("UPDATE job_postings SET state = ?, generation = ? WHERE id = ?")
            .bind(state)
            .bind(generation)
            .bind(id)
            .execute(tx.connection())
            .await?;
        if changed.rows_affected() == 0 {
            return Ok(false);
        }
        settings::put_generation(&mut tx, generation).await?;
        tx.commit().await?;
        Ok(true)
    }
}
