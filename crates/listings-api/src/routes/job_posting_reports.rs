use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{JobPostingStatus, NewJobPostingReport, Problem};

use crate::error::ApiError;
use crate::extract::{ClientAddress, JsonBody, OwnOrigin};
use crate::posting;
use crate::state::AppState;
use crate::store::{job_posting_reports as rows, job_postings};

/// Tells what is wrong with an offer. Nothing of who tells it is kept.
#[utoipa::path(
    post,
    path = "/job-postings/{id}/reports",
    tag = "job postings",
    params(("id" = String, Path, description = "Id of the offer", example = "mzxw6ytboi2a")),
    request_body(content = NewJobPostingReport, content_type = "application/json", example = json!({
        "reason": "misleading", "text": "Al colloquio la paga era un’altra."
    })),
    responses(
        (status = 202, description = "Taken; stored before the answer was sent", body = serde_json::Value, example = json!({"status": "accepted"})),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Sent by a page of a site that is not configured", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such offer", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The offer was withdrawn", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not `application/json`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields do not hold; each is named by a JSON pointer", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "Too many from this address; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn create(
    State(state): State<AppState>,
    _: OwnOrigin,
    ClientAddress(address): ClientAddress,
    Path(id): Path<String>,
    JsonBody(report): JsonBody<NewJobPostingReport>,
) -> Result<Response, ApiError> {
    let errors = report.check();
    if !errors.is_empty() {
        return Err(ApiError::Fields(errors));
    }
    let now = state.clock.now();
    state.reports.count(address, now).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.reports.limit(),
    })?;
    let row = job_postings::find(&state.store.read, &id).await?.ok_or(ApiError::NotFound("no offer has this id"))?;
    if posting::status(&row, now) == JobPostingStatus::Withdrawn {
        return Err(ApiError::Withdrawn);
    }
    rows::create(&state.store.write, &row.id, &report, now).await?;
    let body = Json(serde_json::json!({"status": "accepted"}));
    Ok((StatusCode::ACCEPTED, [(header::CACHE_CONTROL, "no-store")], body).into_response())
}
