pub(crate) mod atom;
pub(crate) mod feed;
pub(crate) mod json;
pub(crate) mod rss;

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use contract::{FieldError, JobSearch, JobSort, PartnerId, Problem};

use crate::config::Config;
use crate::http::error::ApiError;
use crate::http::openapi::FeedParameters;
use crate::listings::articles::summary;
use crate::listings::{Listings, search};
use crate::syndication::feeds::feed::{DEFAULT_LIMIT, Feed, Format};
use crate::syndication::feeds::json::JsonFeed;
use store::articles as rows;

/// A search as RSS 2.0. It takes the parameters of `/api/v1/job-postings`, which are those of the site's address,
/// except `cursor`; `limit` is 50 by default, the newest come first unless `sort` says otherwise. With `partner` its
/// links carry the partner's name.
#[utoipa::path(
    get,
    path = "/offerte.rss",
    tag = "partners",
    params(FeedParameters),
    responses(
        (status = 200, description = "The feed", body = String, content_type = "application/rss+xml"),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn rss(
    State(listings): State<Listings>,
    State(config): State<Arc<Config>>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    respond(&listings, &config, Format::Rss, query).await
}

/// The same as Atom 1.0.
#[utoipa::path(
    get,
    path = "/offerte.atom",
    tag = "partners",
    params(FeedParameters),
    responses(
        (status = 200, description = "The feed", body = String, content_type = "application/atom+xml"),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn atom(
    State(listings): State<Listings>,
    State(config): State<Arc<Config>>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    respond(&listings, &config, Format::Atom, query).await
}

/// The same as JSON Feed 1.1.
#[utoipa::path(
    get,
    path = "/offerte.json",
    tag = "partners",
    params(FeedParameters),
    responses(
        (status = 200, description = "The feed", body = JsonFeed, content_type = "application/feed+json"),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn json(
    State(listings): State<Listings>,
    State(config): State<Arc<Config>>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    respond(&listings, &config, Format::Json, query).await
}

/// The newest articles as RSS 2.0.
#[utoipa::path(
    get,
    path = "/articoli.rss",
    tag = "partners",
    responses((status = 200, description = "The feed", body = String, content_type = "application/rss+xml")),
)]
pub async fn articles(
    State(listings): State<Listings>,
    State(config): State<Arc<Config>>,
) -> Result<Response, ApiError> {
    let rows = rows::list(&listings.store, rows::Filter::default(), None, u32::from(DEFAULT_LIMIT)).await?;
    let articles = rows.into_iter().map(summary).collect::<Result<_, _>>()?;
    written(&Feed::of_articles(&config, articles, listings.clock.now()), Format::Rss)
}

async fn respond(
    listings: &Listings,
    config: &Config,
    format: Format,
    query: Option<String>,
) -> Result<Response, ApiError> {
    let (asked, partner) = read(query.as_deref().unwrap_or_default()).map_err(ApiError::Query)?;
    let wanted = JobSearch {
        sort: Some(asked.sort.clone().unwrap_or(JobSort::Newest)),
        limit: Some(asked.limit.unwrap_or(DEFAULT_LIMIT)),
        ..asked.clone()
    };
    let page = search::search(listings, &wanted).await?;
    let feed = Feed::new(config, format, &asked, partner.as_ref(), page, listings.clock.now());
    written(&feed, format)
}

fn written(feed: &Feed, format: Format) -> Result<Response, ApiError> {
    let text = match format {
        Format::Rss => rss::write(feed),
        Format::Atom => atom::write(feed),
        Format::Json => json::write(feed),
    };
    let text = text.map_err(|error| ApiError::Internal(error.to_string()))?;
    let content_type = format!("{}; charset=utf-8", format.media_type());
    Ok(([(header::CONTENT_TYPE, content_type)], text).into_response())
}

/// The search, and which partner shows it. Every invalid parameter is named.
fn read(query: &str) -> Result<(JobSearch, Option<PartnerId>), Vec<FieldError>> {
    let mut faults = Vec::new();
    let mut partner = None;
    let mut rest = Vec::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match name.as_ref() {
            "partner" if value.trim().is_empty() => {}
            "partner" if partner.is_some() => {
                faults.push(FieldError::new("partner", "repeated", "given more than once"));
            }
            "partner" => match PartnerId::parse(&value) {
                Some(id) => partner = Some(id),
                None => {
                    let detail = "2 to 40 lower-case letters, digits and hyphens";
                    faults.push(FieldError::new("partner", "invalid", detail));
                }
            },
            // A feed is the beginning of its list.
            "cursor" => faults.push(FieldError::new("cursor", "unknown_parameter", "a feed has no further pages")),
            _ => rest.push((name, value)),
        }
    }
    faults.truncate(2);
    match JobSearch::from_pairs(rest.iter().map(|(name, value)| (name.as_ref(), value.as_ref()))) {
        Ok(search) if faults.is_empty() => Ok((search, partner)),
        Ok(_) => Err(faults),
        Err(others) => Err(faults.into_iter().chain(others).collect()),
    }
}
