//! The pictures that chats show with links to our pages.

pub(crate) mod drawing;
pub(crate) mod font;
pub(crate) mod picture;
pub(crate) mod pixels;

use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::Problem;
use wording::notice::Notice;

use crate::config::Config;
use crate::http::error::ApiError;
use crate::listings::articles::summary;
use crate::listings::posting;
use crate::state::AppState;
use crate::syndication::offer_card::drawing::Content;
use crate::syndication::previews::picture::Drawing;
use store::articles::{self as article_rows, Row};
use store::job_postings;

/// The picture of an article: 1200 by 630, PNG. With the version from the article's page (`v`) it may be cached for
/// ever.
#[utoipa::path(
    get,
    path = "/embed/articoli/{file}",
    tag = "partners",
    params(
        ("file" = String, Path, description = "Slug of the article with `.png`", example = "magazziniere.png"),
        ("v" = Option<String>, Query, description = "Version of the picture", example = "0f3a9c1b2d4e5f60"),
    ),
    responses(
        (status = 200, description = "The picture", content_type = "image/png"),
        (status = 404, description = "No such article", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn article(
    State(state): State<AppState>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let missing = ApiError::NotFound("no article has this picture");
    let Some(slug) = file.strip_suffix(".png") else { return Err(missing) };
    let row = article_rows::find(&state.store, slug).await?.ok_or(missing)?;
    let drawing = of_article(&state.config, row)?;
    respond(&state, StatusCode::OK, drawing, query.as_deref()).await
}

/// The picture of the site: 1200 by 630, PNG.
#[utoipa::path(
    get,
    path = "/embed/bacheca.png",
    tag = "partners",
    params(("v" = Option<String>, Query, description = "Version of the picture", example = "0f3a9c1b2d4e5f60")),
    responses((status = 200, description = "The picture", content_type = "image/png")),
)]
pub async fn site(State(state): State<AppState>, RawQuery(query): RawQuery) -> Result<Response, ApiError> {
    let drawing = drawing::site(&state.config.link_host());
    respond(&state, StatusCode::OK, drawing, query.as_deref()).await
}

/// The picture of an offer; see [`super::offer_card::find`].
pub async fn offer(state: &AppState, id: &str, query: Option<&str>) -> Result<Response, ApiError> {
    let host = state.config.link_host();
    let now = state.clock.now();
    let row = job_postings::find(&state.store, id).await?;
    let summary = row.map(|row| posting::summary(row, &state.taxonomy, now, None));
    let (status, drawing) = match summary {
        None => (StatusCode::NOT_FOUND, drawing::offer(Content::Unknown, &host)),
        Some(offer) if offer.status == contract::JobPostingStatus::Withdrawn => {
            (StatusCode::GONE, drawing::offer(Content::Withdrawn, &host))
        }
        Some(offer) => {
            let notice = Notice::of(&offer, &contract::Language::Italian, now);
            (StatusCode::OK, drawing::offer(Content::Notice(&notice), &host))
        }
    };
    respond(state, status, drawing, query).await
}

/// What is on the picture of an article.
pub fn of_article(config: &Config, row: Row) -> Result<Drawing, ApiError> {
    let author = row.author;
    let article = summary(row.summary)?;
    let byline = format!("{author} · {} min di lettura", article.reading_minutes);
    Ok(drawing::article(&article.topic.label, &article.headline, &byline, &config.link_host()))
}

async fn respond(
    state: &AppState,
    status: StatusCode,
    drawing: Drawing,
    query: Option<&str>,
) -> Result<Response, ApiError> {
    let asked = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).find(|(name, _)| name == "v");
    // An address with another version is an old page's: it gets what there is now, but not to keep.
    let is_current = asked.is_some_and(|(_, version)| version == drawing.version) && status == StatusCode::OK;
    let kept = if is_current { "public, max-age=31536000, immutable" } else { "public, max-age=60" };
    let png = state.previews.png(drawing).await?;
    let headers = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, kept),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((status, headers, Body::from(Bytes::from_owner(png))).into_response())
}
