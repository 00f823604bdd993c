//! What search engines are told before they read a page: where they may go, and which pages there are.

pub(crate) mod list;

use std::sync::Arc;

use addresses::{Route, segment};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::DateTime;
use contract::{JobSearch, Problem};
use futures_util::TryStreamExt;

use crate::clock::Clock;
use crate::config::Config;
use crate::http::error::ApiError;
use crate::state::AppState;
use crate::syndication::sitemaps::list::{MOST_ADDRESSES, Sitemap};
use store::Store;
use store::sitemaps as rows;

/// Offers in one list: about a megabyte.
const PART_SIZE: i64 = 10_000;
/// There are fewer comuni.
const MOST_PLACES: u32 = 10_000;
const MOST_ROLES_IN_PLACES: u32 = MOST_ADDRESSES - MOST_PLACES - 1_000;

/// What the pages read stays open: search engines that render them have to read it too. Personal pages are not named: they
/// carry `noindex` themselves, which only a crawler that may read them sees.
#[utoipa::path(
    get,
    path = "/robots.txt",
    tag = "site",
    responses((status = 200, description = "Rules for crawlers (RFC 9309)", body = String, content_type = "text/plain")),
)]
pub async fn robots(State(config): State<Arc<Config>>) -> impl IntoResponse {
    let open = ["articles", "job-postings", "occupations", "industries", "places"];
    let open: String = open.iter().map(|call| format!("Allow: /api/v1/{call}\n")).collect();
    let sitemap = format!("{}/sitemap.xml", config.link_origin());
    let forms = format!("{}/*/{}", Route::JobPostings(JobSearch::default()).href(), segment::APPLY);
    let text = format!("User-agent: *\n{open}Disallow: /api/\nDisallow: {forms}\n\nSitemap: {sitemap}\n");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text)
}

/// The list of the sitemaps.
#[utoipa::path(
    get,
    path = "/sitemap.xml",
    tag = "site",
    responses((status = 200, description = "The index (sitemaps.org)", body = String, content_type = "application/xml")),
)]
pub async fn index(
    State(store): State<Store>,
    State(clock): State<Arc<dyn Clock>>,
    State(config): State<Arc<Config>>,
) -> Result<Response, ApiError> {
    let (db, now, site) = (&store, clock.now().timestamp(), config.link_origin());
    let mut sitemap = Sitemap::of_sitemaps();
    sitemap.add(&format!("{site}/sitemaps/pages.xml"), None);
    sitemap.add(&format!("{site}/sitemaps/articles.xml"), rows::articles_changed(db).await?.as_deref());
    sitemap.add(&format!("{site}/sitemaps/roles.xml"), None);
    for (part, changed) in rows::list_parts(db, PART_SIZE, now).await? {
        sitemap.add(&format!("{site}/sitemaps/offers-{}.xml", part + 1), Some(&changed));
    }
    Ok(xml(sitemap))
}

/// One sitemap: `pages`, `articles`, `roles`, or open offers in parts of 10,000, starting with `offers-1`.
#[utoipa::path(
    get,
    path = "/sitemaps/{name}",
    tag = "site",
    params(("name" = String, Path, description = "Name as in the index", example = "offers-1.xml")),
    responses(
        (status = 200, description = "The sitemap (sitemaps.org)", body = String, content_type = "application/xml"),
        (status = 404, description = "No such sitemap", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn part(State(state): State<AppState>, Path(name): Path<String>) -> Result<Response, ApiError> {
    let missing = ApiError::NotFound("no sitemap has this name");
    let sitemap = match name.strip_suffix(".xml") {
        Some("pages") => pages(&state),
        Some("articles") => articles(&state).await?,
        Some("roles") => roles(&state).await?,
        Some(name) => match name.strip_prefix("offers-").and_then(|number| number.parse::<u32>().ok()) {
            Some(number @ 1..) => offers(&state, i64::from(number) - 1).await?.ok_or(missing)?,
            _ => return Err(missing),
        },
        None => return Err(missing),
    };
    Ok(xml(sitemap))
}

fn xml(sitemap: Sitemap) -> Response {
    ([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], sitemap.finish()).into_response()
}

fn pages(state: &AppState) -> Sitemap {
    let mut sitemap = Sitemap::of_pages();
    for page in Route::fixed().iter().filter(|page| page.is_listed()) {
        sitemap.add(&state.config.page(page), None);
    }
    sitemap
}

async fn articles(state: &AppState) -> Result<Sitemap, ApiError> {
    let site = state.config.link_origin();
    let mut sitemap = Sitemap::of_pages();
    let mut articles = rows::articles(&state.store, MOST_ADDRESSES);
    while let Some((slug, changed)) = articles.try_next().await? {
        sitemap.add(&format!("{site}{}", Route::Article(slug).href()), Some(&changed));
    }
    Ok(sitemap)
}

/// `None` when nothing of it is open.
async fn offers(state: &AppState, part: i64) -> Result<Option<Sitemap>, ApiError> {
    let mut sitemap = None;
    let mut offers = rows::offers(&state.store, part, PART_SIZE, state.clock.now().timestamp());
    while let Some((id, changed)) = offers.try_next().await? {
        sitemap.get_or_insert_with(Sitemap::of_pages).add(&state.config.offer_page(&id), Some(&changed));
    }
    Ok(sitemap)
}

/// Every role with a text or open offers; a comune, and a role in it, only with offers.
async fn roles(state: &AppState) -> Result<Sitemap, ApiError> {
    let (db, now, site) = (&state.store, state.clock.now().timestamp(), state.config.link_origin());
    let mut sitemap = Sitemap::of_pages();
    let listed = crate::listings::occupations::listed(&state.listings).await?;
    for occupation in listed.into_iter().map(|count| count.occupation) {
        sitemap.add(&format!("{site}{}", Route::Occupation(occupation.slug).href()), None);
    }
    let mut places = rows::places(db, now, MOST_PLACES);
    while let Some((place, posted_at)) = places.try_next().await? {
        sitemap.add(&format!("{site}{}", Route::Place(place).href()), day(posted_at).as_deref());
    }
    let mut pairs = rows::roles_in_places(db, now, MOST_ROLES_IN_PLACES);
    while let Some((occupation, place, posted_at)) = pairs.try_next().await? {
        sitemap
            .add(&format!("{site}{}", Route::OccupationInPlace(occupation, place).href()), day(posted_at).as_deref());
    }
    Ok(sitemap)
}

/// The day in Rome of a moment in Unix seconds.
fn day(seconds: i64) -> Option<String> {
    DateTime::from_timestamp(seconds, 0).map(|at| contract::deadline::rome_date(at).to_string())
}
