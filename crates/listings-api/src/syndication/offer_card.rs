pub(crate) mod canvas;
pub(crate) mod drawing;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{JobPostingStatus, Widget, WidgetTheme};
use wording::notice::Notice;

use crate::http::error::ApiError;
use crate::listings::posting;
use crate::state::AppState;
use crate::syndication::embed::{self, frame};
use crate::syndication::offer_card::canvas::Look;
use crate::syndication::offer_card::drawing::{Content, draw};
use crate::syndication::previews;
use store::job_postings as rows;

/// The offer as a document for a frame (`{id}`), as a picture of 600 by 340 where frames are not allowed (`{id}.svg`), or as
/// one of 1200 by 630 that chats show (`{id}.png`). An offer that has ended says so; for one that was withdrawn (410), and
/// for none (404), the answer is a picture too, which says that. With the version that the offer's page names (`v`) the
/// PNG may be kept for ever.
#[utoipa::path(
    get,
    path = "/embed/offerte/{file}",
    tag = "partners",
    params(
        ("file" = String, Path, description = "Id of the offer, for a picture with `.svg` or `.png`", example = "mzxw6ytboi2a.svg"),
        ("tema" = Option<String>, Query, description = "`chiaro` (default) or `scuro`", example = "scuro"),
        ("v" = Option<String>, Query, description = "Version of the PNG", example = "0f3a9c1b2d4e5f60"),
        ("lingua" = Option<String>, Query, description = "`it` (default) or `en`", example = "it"),
    ),
    responses(
        (status = 200, description = "The picture, or the document", content(
            (String = "text/html"),
            (String = "image/svg+xml"),
            (Vec<u8> = "image/png"),
        )),
        (status = 404, description = "The same, saying that there is no such offer", content(
            (String = "text/html"),
            (String = "image/svg+xml"),
            (Vec<u8> = "image/png"),
        )),
        (status = 410, description = "The same, saying that the offer was withdrawn", content(
            (String = "text/html"),
            (String = "image/svg+xml"),
            (Vec<u8> = "image/png"),
        )),
        (status = 503, description = "The document says so; pictures have a problem", content(
            (String = "text/html"),
            (contract::Problem = "application/problem+json"),
        )),
    ),
)]
pub async fn find(State(state): State<AppState>, Path(file): Path<String>, RawQuery(query): RawQuery) -> Response {
    if let Some(id) = file.strip_suffix(".png") {
        return previews::offer(&state, id, query.as_deref()).await.into_response();
    }
    let query = query.as_deref().unwrap_or_default();
    match file.strip_suffix(".svg") {
        Some(id) => svg(&state, id, query).await,
        None => embed::respond(frame::offer(&state, &file, query).await),
    }
}

/// The picture of an offer. Nobody reads an error inside of an `<img>`, so what the query has wrong is left out.
pub async fn svg(state: &AppState, id: &str, query: &str) -> Response {
    match picture(state, id, query).await {
        Ok((status, svg)) => {
            let headers = [
                (header::CONTENT_TYPE, "image/svg+xml; charset=utf-8"),
                (header::CACHE_CONTROL, "public, max-age=60"),
                // Opened by itself it is a document: nothing in it may run or load.
                (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
                // Pages that isolate themselves may show it.
                (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
            ];
            (status, headers, svg).into_response()
        }
        Err(error) => error.into_response(),
    }
}

async fn picture(state: &AppState, id: &str, query: &str) -> Result<(StatusCode, String), ApiError> {
    let (widget, _) = Widget::from_query(query);
    let host = state.config.link_host();
    let look = Look { language: &widget.language, is_dark: widget.theme == WidgetTheme::Dark, host: &host };
    let now = state.clock.now();
    let Some(row) = rows::find(&state.store, id).await? else {
        return Ok((StatusCode::NOT_FOUND, draw(Content::Unknown, look)));
    };
    if posting::status(&row, now) == JobPostingStatus::Withdrawn {
        return Ok((StatusCode::GONE, draw(Content::Withdrawn, look)));
    }
    let summary = posting::summary(row, &state.taxonomy, now, None);
    let notice = Notice::of(&summary, &widget.language, now);
    Ok((StatusCode::OK, draw(Content::Notice(&notice), look)))
}
