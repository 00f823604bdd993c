pub mod counts;
pub(crate) mod tally;

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{PartnerId, Problem};

use crate::http::error::ApiError;
use crate::http::extract::ClientAddress;
use crate::http::openapi::RateLimitProblems;
use crate::state::AppState;
use crate::syndication::partners::counts as partner_counts;
use crate::syndication::partners::tally::Event;

/// Counts that offers were seen in a partner's page (`views`), or that somebody came to the site from its page, feed or
/// picture (`clicks`). Nothing about visitors is stored. The answer does not wait for the disk: a crash may lose the last
/// seconds.
#[utoipa::path(
    post,
    path = "/partners/{partner}/{event}",
    tag = "partners",
    params(
        ("partner" = String, Path, description = "The partner's name: letters, digits, hyphens", min_length = 2, max_length = 40, pattern = "^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$", example = "comune-di-lodi"),
        ("event" = String, Path, description = "What happened", pattern = "^(views|clicks)$", example = "views"),
    ),
    responses(
        (status = 204, description = "Counted"),
        (status = 404, description = "Not a valid name of a partner, or an unknown event", body = Problem, content_type = "application/problem+json"),
        RateLimitProblems,
    ),
)]
pub async fn count(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path((partner, event)): Path<(String, String)>,
) -> Result<Response, ApiError> {
    let partner = PartnerId::parse(&partner).ok_or(ApiError::NotFound("not a name of a partner"))?;
    let event = match event.as_str() {
        "views" => Event::View,
        "clicks" => Event::Click,
        _ => return Err(ApiError::NotFound("nothing that is counted")),
    };
    state.attributions.count(address, state.clock.now()).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.attributions.limit(),
    })?;
    partner_counts::count(&state, partner, event);
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
}
