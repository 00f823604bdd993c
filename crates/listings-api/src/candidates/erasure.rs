pub(crate) mod erase;
pub(crate) mod retention;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use contract::AccountErasure;

use super::credentials::require_password;
use crate::candidates::erasure::erase as erasure;
use crate::candidates::sessions::device;
use crate::candidates::sessions::signed_in::{self as session, SignedIn};
use crate::http::error::ApiError;
use crate::http::extract::{ClientAddress, JsonBody};
use crate::http::openapi::{RateLimitProblems, SignedInProblems, WriteProblems};
use crate::state::AppState;

/// Erases the account: profile, sessions, saved offers, applications with their CVs, emails that wait, consents. When the
/// answer comes, no byte of it is left in the database, its log or the folders. Emails that were sent and backups of the
/// data folder are beyond its reach.
#[utoipa::path(
    delete,
    path = "/me",
    tag = "me",
    request_body(content = AccountErasure, content_type = "application/json", example = json!({"current_password": "cavallo batteria graffetta"})),
    responses(
        (status = 204, description = "Erased; `Set-Cookie` removes the cookies"),
        RateLimitProblems,
        SignedInProblems,
        WriteProblems,
    ),
)]
pub async fn delete(
    State(state): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
    JsonBody(wanted): JsonBody<AccountErasure>,
) -> Result<Response, ApiError> {
    wanted.check().map_err(ApiError::Fields)?;
    require_password(&state, &signed_in, address, wanted.current_password).await?;
    // A separate task: a client that disconnects does not stop it half-way.
    let erasing = tokio::spawn(async move {
        erasure::erase(&state, &signed_in.account).await?;
        erasure::empty_write_log(&state.store).await
    });
    erasing.await.map_err(|error| ApiError::Internal(format!("erasing: {error}")))??;
    let cookies = [session::no_cookie()?, device::forget()?].map(|cookie| (header::SET_COOKIE, cookie));
    Ok((StatusCode::NO_CONTENT, AppendHeaders(cookies)).into_response())
}
