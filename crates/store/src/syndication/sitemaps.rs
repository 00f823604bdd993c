//! What is open and when it changed, one row at a time.

use crate::{Error, Store};
use futures_util::stream::{BoxStream, StreamExt, TryStreamExt};

/// Numbers of the parts that hold open offers, from 0, and when one of their offers was last changed. An offer stays in
/// its part for as long as it lives: a part changes only when one of its offers does.
pub async fn list_parts(store: &Store, part_size: i64, now: i64) -> Result<Vec<(i64, String)>, Error> {
    sqlx::query_as(
        "SELECT (seq - 1) / ?1, max(json_extract(facts, '$.date_modified'))
         FROM job_postings INDEXED BY job_postings_by_seq_for_sitemaps
         WHERE state = 'open' AND closes_at >= ?2 GROUP BY 1 ORDER BY 1",
    )
    .bind(part_size)
    .bind(now)
    .fetch_all(&store.read)
    .await
    .map_err(Error::from)
}

/// Ids of the open offers of a part, and when each was changed.
pub fn offers(store: &Store, part: i64, part_size: i64, now: i64) -> BoxStream<'_, Result<(String, String), Error>> {
    let start = part.saturating_mul(part_size);
    sqlx::query_as(
        "SELECT id, json_extract(facts, '$.date_modified')
         FROM job_postings INDEXED BY job_postings_by_seq_for_sitemaps
         WHERE state = 'open' AND seq > ? AND seq <= ? AND closes_at >= ? ORDER BY seq",
    )
    .bind(start)
    .bind(start.saturating_add(part_size))
    .bind(now)
    .fetch(&store.read)
    .map_err(Error::from)
    .boxed()
}

/// Slugs of a role and a comune that has open offers for it, and when the newest was posted; most offers first.
pub fn roles_in_places(store: &Store, now: i64, limit: u32) -> BoxStream<'_, Result<(String, String, i64), Error>> {
    sqlx::query_as(
        "SELECT occupation, place, max(posted_at)
         FROM job_postings INDEXED BY job_postings_by_role_for_sitemaps
         WHERE state = 'open' AND closes_at >= ? AND occupation IS NOT NULL AND place IS NOT NULL
         GROUP BY occupation, place ORDER BY count(*) DESC, occupation, place LIMIT ?",
    )
    .bind(now)
    .bind(limit)
    .fetch(&store.read)
    .map_err(Error::from)
    .boxed()
}

/// Slugs of comuni that have open offers, and when the newest was posted; most offers first.
pub fn places(store: &Store, now: i64, limit: u32) -> BoxStream<'_, Result<(String, i64), Error>> {
    sqlx::query_as(
        "SELECT place, max(posted_at)
         FROM job_postings INDEXED BY job_postings_by_role_for_sitemaps
         WHERE state = 'open' AND closes_at >= ? AND place IS NOT NULL
         GROUP BY place ORDER BY count(*) DESC, place LIMIT ?",
    )
    .bind(now)
    .bind(limit)
    .fetch(&store.read)
    .map_err(Error::from)
    .boxed()
}

/// Slugs of the newest articles, and the day each was changed.
pub fn articles(store: &Store, limit: u32) -> BoxStream<'_, Result<(String, String), Error>> {
    sqlx::query_as("SELECT slug, date_modified FROM articles ORDER BY date_published DESC, slug LIMIT ?")
        .bind(limit)
        .fetch(&store.read)
        .map_err(Error::from)
        .boxed()
}

/// The day an article was last changed; `None` without articles.
pub async fn articles_changed(store: &Store) -> Result<Option<String>, Error> {
    sqlx::query_scalar("SELECT max(date_modified) FROM articles").fetch_one(&store.read).await.map_err(Error::from)
}
