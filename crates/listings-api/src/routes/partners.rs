use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{PartnerId, Problem};

use crate::error::ApiError;
use crate::extract::ClientAddress;
use crate::partner_counts::{self, Event};
use crate::state::AppState;

/// Counts that offers were seen in a partner's page. Nothing about who saw them is stored. Not before the answer is
/// sent: a crash may lose the last seconds.
#[utoipa::path(
    post,
    path = "/partners/{partner}/views",
    tag = "partners",
    params(("partner" = String, Path, description = "What the partner calls itself: 2 to 40 letters, digits, hyphens", example = "comune-di-lodi")),
    responses(
        (status = 204, description = "Counted"),
        (status = 404, description = "Not a name of a partner", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many from this address; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn count_view(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(partner): Path<String>,
) -> Result<Response, ApiError> {
    count(&state, address, &partner, Event::View)
}

/// Counts that somebody came to the site from a partner's page, feed or picture. Nothing about who is stored.
#[utoipa::path(
    post,
    path = "/partners/{partner}/clicks",
    tag = "partners",
    params(("partner" = String, Path, description = "What the partner calls itself: 2 to 40 letters, digits, hyphens", example = "comune-di-lodi")),
    responses(
        (status = 204, description = "Counted"),
        (status = 404, description = "Not a name of a partner", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many from this address; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn count_click(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(partner): Path<String>,
) -> Result<Response, ApiError> {
    count(&state, address, &partner, Event::Click)
}

fn count(state: &AppState, address: std::net::IpAddr, partner: &str, event: Event) -> Result<Response, ApiError> {
    let partner = PartnerId::parse(partner).ok_or(ApiError::NotFound("not a name of a partner"))?;
    state.attributions.count(address, state.clock.now()).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.attributions.limit(),
    })?;
    partner_counts::count(state, partner, event);
    Ok((StatusCode::NO_CONTENT, [(header::CACHE_CONTROL, "no-store")]).into_response())
}
