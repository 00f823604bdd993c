use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{Article, ArticleSummary, InBodyJobPostings, JobSearch, Page, Problem};

use crate::http::error::ApiError;
use crate::http::extract::{Query, limit};
use crate::listings::{Listings, search};
use store::articles::{self as rows, Filter, OffersInBody, SummaryRow};

/// How many articles an article suggests.
const RELATED: u32 = 3;

/// Articles, newest first.
#[utoipa::path(
    get,
    path = "/articles",
    tag = "articles",
    params(
        ("topic" = Option<String>, Query, description = "Slug of a topic", pattern = "^[a-z0-9-]*$", example = "ruoli"),
        ("occupation" = Option<String>, Query, description = "Slug of an occupation", pattern = "^[a-z0-9-]*$", example = "magazziniere"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("limit" = Option<u16>, Query, description = "20 by default", minimum = 1, maximum = 100, example = 20),
    ),
    responses(
        (status = 200, description = "One page", body = Page<ArticleSummary>, example = json!({
            "items": [{
                "slug": "magazziniere", "headline": "Magazziniere: cosa fa", "standfirst": "Guida al mestiere.",
                "topic": {"slug": "ruoli", "label": "Ruoli"}, "date_published": "2026-10-03",
                "date_modified": "2026-11-02", "reading_minutes": 5
            }],
            "total": 1
        })),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(State(listings): State<Listings>, query: Query) -> Result<Json<Page<ArticleSummary>>, ApiError> {
    let [topic, occupation, cursor, most] = query.read(["topic", "occupation", "cursor", "limit"])?;
    if topic.as_deref().is_some_and(|slug| taxonomy::topic(slug).is_none()) {
        return Err(ApiError::parameter("topic", "unknown_value", format!("one of {}", taxonomy::topic_slugs())));
    }
    if occupation.as_deref().is_some_and(|slug| listings.taxonomy.occupation(slug).is_none()) {
        return Err(ApiError::parameter("occupation", "unknown_value", "no occupation has this slug"));
    }
    let most = limit(most.as_deref(), 20, 100)?;
    let filter = Filter { topic: topic.as_deref(), occupation: occupation.as_deref() };
    let question = format!("articles?topic={topic:?}&occupation={occupation:?}");
    let after = match cursor {
        None => None,
        Some(cursor) => {
            let position = listings.cursor_key.verify(&question, &cursor);
            let position = position.as_deref().and_then(|text| text.split_once(' '));
            let (date, slug) =
                position.ok_or_else(|| ApiError::parameter("cursor", "invalid", "not a cursor of this search"))?;
            Some((date.to_owned(), slug.to_owned()))
        }
    };
    let after = after.as_ref().map(|(date, slug)| (date.as_str(), slug.as_str()));
    let total = rows::count(&listings.store, filter).await?;
    let mut found = rows::list(&listings.store, filter, after, u32::from(most) + 1).await?;
    let has_more = found.len() > usize::from(most);
    found.truncate(usize::from(most));
    let next_cursor = found
        .last()
        .filter(|_| has_more)
        .map(|row| listings.cursor_key.sign(&question, &format!("{} {}", row.date_published, row.slug)));
    let items = found.into_iter().map(summary).collect::<Result<_, _>>()?;
    Ok(Json(Page { items, total, next_cursor }))
}

/// One article, with the live offers for its text and three articles to read next.
#[utoipa::path(
    get,
    path = "/articles/{slug}",
    tag = "articles",
    params(("slug" = String, Path, description = "Slug", example = "magazziniere")),
    responses(
        (status = 200, description = "The article", body = Article, example = json!({
            "summary": {
                "slug": "magazziniere", "headline": "Magazziniere: cosa fa", "standfirst": "Guida al mestiere.",
                "topic": {"slug": "ruoli", "label": "Ruoli"}, "date_published": "2026-10-03",
                "date_modified": "2026-11-02", "reading_minutes": 5
            },
            "author": "Redazione",
            "sections": [{"id": "s-i-compiti", "level": 2, "heading": "I compiti", "html": "<p>…</p>"}],
            "job_postings": [{"section": "s-i-compiti", "total": 0, "items": []}],
            "related": []
        })),
        (status = 308, description = "The article has moved", headers(("Location" = String, description = "Its current address"))),
        (status = 404, description = "No such article", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(State(listings): State<Listings>, Path(slug): Path<String>) -> Result<Response, ApiError> {
    let db = &listings.store;
    let Some(row) = rows::find(db, &slug).await? else {
        let renamed = rows::find_renamed(db, &slug).await?.ok_or(ApiError::NotFound("no article has this slug"))?;
        let location = HeaderValue::try_from(format!("/api/v1/articles/{renamed}"))
            .map_err(|error| ApiError::Internal(format!("slug {renamed}: {error}")))?;
        return Ok((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response());
    };
    let related = rows::list_related(db, &slug, &row.summary.topic, &row.related, RELATED).await?;
    let mut job_postings = Vec::new();
    for offers in &row.offers {
        job_postings.push(offers_in_body(&listings, offers).await?);
    }
    let article = Article {
        summary: summary(row.summary)?,
        occupation: row.occupation.and_then(|slug| listings.taxonomy.occupation(&slug).cloned()),
        author: row.author,
        sections: row.sections,
        job_postings,
        related: related.into_iter().map(summary).collect::<Result<_, _>>()?,
    };
    Ok(Json(article).into_response())
}

async fn offers_in_body(listings: &Listings, offers: &OffersInBody) -> Result<InBodyJobPostings, ApiError> {
    let question = JobSearch {
        occupation: offers.occupation.clone(),
        industry: offers.industry.clone().into_iter().collect(),
        limit: Some(offers.limit),
        ..JobSearch::default()
    };
    let (items, total) = match search::search(listings, &question).await {
        Ok(page) => (page.items, page.total),
        // A role that was taken off the list must not take the article with it.
        Err(ApiError::Query(_)) => (Vec::new(), 0),
        Err(error) => return Err(error),
    };
    Ok(InBodyJobPostings {
        section: offers.section.clone(),
        occupation: offers.occupation.as_deref().and_then(|slug| listings.taxonomy.occupation(slug).cloned()),
        industry: offers.industry.clone(),
        total,
        items,
    })
}

pub(crate) fn summary(row: SummaryRow) -> Result<ArticleSummary, ApiError> {
    let date = |text: &str| text.parse().map_err(|error| ApiError::Internal(format!("stored date {text}: {error}")));
    Ok(ArticleSummary {
        topic: taxonomy::topic(&row.topic)
            .unwrap_or_else(|| contract::Topic { slug: row.topic.clone(), label: row.topic.clone() }),
        slug: row.slug,
        headline: row.headline,
        standfirst: row.standfirst,
        image: row.image,
        date_published: date(&row.date_published)?,
        date_modified: date(&row.date_modified)?,
        reading_minutes: row.reading_minutes,
    })
}
