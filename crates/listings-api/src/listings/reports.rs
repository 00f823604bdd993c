pub mod listing;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{NewReport, Problem};

use crate::http::error::ApiError;
use crate::http::extract::{ClientAddress, JsonBody, OwnOrigin};
use crate::http::openapi::{Accepted, PublicWriteProblems, RateLimitProblems};
use crate::state::AppState;
use store::reports::{self as rows, NewReportRow};

/// Reports that something is wrong with an offer, open or ended. Nothing about the person who reports is stored.
#[utoipa::path(
    post,
    path = "/job-postings/{id}/reports",
    tag = "job postings",
    params(("id" = String, Path, description = "Id of the offer", example = "mzxw6ytboi2a")),
    request_body(content = NewReport, content_type = "application/json", example = json!({
        "reason": "misleading", "note": "Al colloquio la paga era più bassa."
    })),
    responses(
        (status = 202, description = "Accepted; stored before the answer was sent", body = Accepted, example = json!({"status": "accepted"})),
        (status = 404, description = "No such offer", body = Problem, content_type = "application/problem+json"),
        RateLimitProblems,
        PublicWriteProblems,
    ),
)]
pub async fn create(
    State(state): State<AppState>,
    _: OwnOrigin,
    ClientAddress(address): ClientAddress,
    Path(id): Path<String>,
    JsonBody(report): JsonBody<NewReport>,
) -> Result<Response, ApiError> {
    report.check().map_err(ApiError::Fields)?;
    let now = state.clock.now();
    // Counted once the form holds, and before the one connection that writes is asked for.
    state.reports.count(address, now).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.reports.limit(),
    })?;
    let row =
        NewReportRow { job_posting: &id, reason: report.reason.as_str(), note: report.note.trim(), created_at: now };
    if !rows::create(&state.store, &row).await? {
        return Err(ApiError::NotFound("no offer has this id"));
    }
    let body = Json(serde_json::json!({"status": "accepted"}));
    Ok((StatusCode::ACCEPTED, [(header::CACHE_CONTROL, "no-store")], body).into_response())
}
