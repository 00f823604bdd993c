use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;
use crate::state::AppState;

/// Whether the process is up and its database answers.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operation",
    responses(
        (status = 200, description = "Up, and the database answers", body = serde_json::Value, example = json!({"status": "ok"})),
        (status = 503, description = "The database does not answer", body = contract::Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn check(State(state): State<AppState>) -> Result<Response, ApiError> {
    if let Err(error) = state.store.ping().await {
        tracing::error!(%error, "health check");
        return Err(ApiError::Overloaded);
    }
    Ok(([(header::CACHE_CONTROL, "no-store")], Json(serde_json::json!({"status": "ok"}))).into_response())
}
