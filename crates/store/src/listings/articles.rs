use crate::{Error, Store, Transaction};
use chrono::NaiveDate;
use contract::{Image, Section};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, QueryBuilder};

/// What an import did to one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Added,
    Changed,
    Unchanged,
}

/// Live offers that the text asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffersInBody {
    /// Id of the section they stand at the end of.
    pub section: String,
    pub occupation: Option<String>,
    pub industry: Option<String>,
    pub limit: u16,
}

/// An article ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewArticle {
    pub slug: String,
    pub former_slugs: Vec<String>,
    pub content_hash: String,
    pub headline: String,
    pub standfirst: String,
    pub topic: String,
    pub occupation: Option<String>,
    pub author: String,
    pub image: Option<Image>,
    pub date_published: NaiveDate,
    pub date_modified: NaiveDate,
    pub reading_minutes: u32,
    pub sections: Vec<Section>,
    pub offers: Vec<OffersInBody>,
    pub related: Vec<String>,
}

/// An article as lists need it.
#[derive(Debug, Clone, FromRow)]
pub struct SummaryRow {
    pub slug: String,
    pub headline: String,
    pub standfirst: String,
    pub topic: String,
    #[sqlx(json(nullable))]
    pub image: Option<Image>,
    pub date_published: String,
    pub date_modified: String,
    pub reading_minutes: u32,
}

/// The rest of an article.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    #[sqlx(flatten)]
    pub summary: SummaryRow,
    pub occupation: Option<String>,
    pub author: String,
    #[sqlx(json)]
    pub sections: Vec<Section>,
    #[sqlx(json)]
    pub offers: Vec<OffersInBody>,
    #[sqlx(json)]
    pub related: Vec<String>,
}

/// Which articles.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter<'a> {
    pub topic: Option<&'a str>,
    pub occupation: Option<&'a str>,
}

impl Filter<'_> {
    fn push(&self, query: &mut QueryBuilder<sqlx::Sqlite>) {
        query.push(" WHERE true");
        if let Some(topic) = self.topic {
            query.push(" AND topic = ").push_bind(topic.to_owned());
        }
        if let Some(occupation) = self.occupation {
            query.push(" AND occupation = ").push_bind(occupation.to_owned());
        }
    }
}

const SUMMARY: &str = "slug, headline, standfirst, topic, image, date_published, date_modified, reading_minutes";

pub async fn count(store: &Store, filter: Filter<'_>) -> Result<u64, Error> {
    let mut query = QueryBuilder::new("SELECT count(*) FROM articles");
    filter.push(&mut query);
    let count: i64 = query.build_query_scalar().fetch_one(&store.read).await?;
    Ok(count.unsigned_abs())
}

/// Newest first, after the one with that date and slug.
pub async fn list(
    store: &Store,
    filter: Filter<'_>,
    after: Option<(&str, &str)>,
    limit: u32,
) -> Result<Vec<SummaryRow>, Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(SUMMARY).push(" FROM articles");
    filter.push(&mut query);
    if let Some((date_published, slug)) = after {
        query.push(" AND (date_published < ").push_bind(date_published.to_owned());
        query.push(" OR date_published = ").push_bind(date_published.to_owned());
        query.push(" AND slug > ").push_bind(slug.to_owned()).push(")");
    }
    query.push(" ORDER BY date_published DESC, slug LIMIT ").push_bind(limit);
    query.build_query_as().fetch_all(&store.read).await.map_err(Error::from)
}

pub async fn find(store: &Store, slug: &str) -> Result<Option<Row>, Error> {
    sqlx::query_as("SELECT * FROM articles WHERE slug = ?")
        .bind(slug)
        .fetch_optional(&store.read)
        .await
        .map_err(Error::from)
}

/// The slug that took the place of `former_slug`.
pub async fn find_renamed(store: &Store, former_slug: &str) -> Result<Option<String>, Error> {
    sqlx::query_scalar("SELECT slug FROM article_former_slugs WHERE former_slug = ?")
        .bind(former_slug)
        .fetch_optional(&store.read)
        .await
        .map_err(Error::from)
}

/// Up to `limit` articles to read next: those named, in that order, then the newest of the same topic, then the newest.
pub async fn list_related(
    store: &Store,
    slug: &str,
    topic: &str,
    named: &[String],
    limit: u32,
) -> Result<Vec<SummaryRow>, Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(SUMMARY);
    query.push(" FROM articles LEFT JOIN json_each(").push_bind(serde_json::json!(named).to_string());
    query.push(") named ON named.value = slug WHERE slug <> ").push_bind(slug.to_owned());
    query.push(" ORDER BY named.key IS NULL, named.key, topic <> ").push_bind(topic.to_owned());
    query.push(", date_published DESC, slug LIMIT ").push_bind(limit);
    query.build_query_as().fetch_all(&store.read).await.map_err(Error::from)
}

pub async fn find_content_hash(tx: &mut Transaction, slug: &str) -> Result<Option<String>, Error> {
    sqlx::query_scalar("SELECT content_hash FROM articles WHERE slug = ?")
        .bind(slug)
        .fetch_optional(tx.connection())
        .await
        .map_err(Error::from)
}

/// Adds or changes an article; an equal one is left as it is. What stood under a former slug is replaced by it.
pub async fn put(tx: &mut Transaction, article: &NewArticle) -> Result<Change, Error> {
    let stored = find_content_hash(tx, &article.slug).await?;
    if stored.as_ref() == Some(&article.content_hash) {
        return Ok(Change::Unchanged);
    }
    let json = |value: serde_json::Result<String>| value.map_err(|error| sqlx::Error::Encode(error.into()));
    let mut was_renamed = false;
    for former_slug in &article.former_slugs {
        let renamed = sqlx::query("UPDATE OR IGNORE articles SET slug = ? WHERE slug = ?")
            .bind(&article.slug)
            .bind(former_slug)
            .execute(tx.connection())
            .await?;
        was_renamed |= renamed.rows_affected() > 0;
        // Both names were there: the one under the former slug goes.
        sqlx::query("DELETE FROM articles WHERE slug = ?").bind(former_slug).execute(tx.connection()).await?;
    }
    sqlx::query(
        "INSERT INTO articles (slug, content_hash, headline, standfirst, topic, occupation, author, image,
             date_published, date_modified, reading_minutes, sections, offers, related)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET
             content_hash = excluded.content_hash, headline = excluded.headline, standfirst = excluded.standfirst,
             topic = excluded.topic, occupation = excluded.occupation, author = excluded.author,
             image = excluded.image, date_published = excluded.date_published, date_modified = excluded.date_modified,
             reading_minutes = excluded.reading_minutes, sections = excluded.sections, offers = excluded.offers,
             related = excluded.related",
    )
    .bind(&article.slug)
    .bind(&article.content_hash)
    .bind(&article.headline)
    .bind(&article.standfirst)
    .bind(&article.topic)
    .bind(&article.occupation)
    .bind(&article.author)
    .bind(article.image.as_ref().map(|image| json(serde_json::to_string(image))).transpose()?)
    .bind(article.date_published.to_string())
    .bind(article.date_modified.to_string())
    .bind(article.reading_minutes)
    .bind(json(serde_json::to_string(&article.sections))?)
    .bind(json(serde_json::to_string(&article.offers))?)
    .bind(json(serde_json::to_string(&article.related))?)
    .execute(tx.connection())
    .await?;
    // The new name may itself have been a former one.
    sqlx::query("DELETE FROM article_former_slugs WHERE former_slug = ?")
        .bind(&article.slug)
        .execute(tx.connection())
        .await?;
    for former_slug in article.former_slugs.iter().filter(|former| **former != article.slug) {
        sqlx::query(
            "INSERT INTO article_former_slugs (former_slug, slug) VALUES (?, ?)
             ON CONFLICT (former_slug) DO UPDATE SET slug = excluded.slug",
        )
        .bind(former_slug)
        .bind(&article.slug)
        .execute(tx.connection())
        .await?;
    }
    Ok(if stored.is_some() || was_renamed { Change::Changed } else { Change::Added })
}
