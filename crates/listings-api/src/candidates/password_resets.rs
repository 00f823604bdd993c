use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{NewPassword, NewPasswordReset, Problem};
use serde_json::Value;

use crate::candidates::passwords;
use crate::candidates::sessions::signed_in::{self as session, OwnPage};
use crate::candidates::sessions::token::token_hash;
use crate::delivery::mail::{self, Kind};
use crate::http::error::ApiError;
use crate::http::extract::{ClientAddress, JsonBody};
use crate::http::openapi::{Accepted, RateLimitProblems, WriteProblems};
use crate::state::AppState;
use store::emails::{self, RESET_PASSWORD};
use store::{me, sessions, tokens as rows};

/// Requests an email with a link to choose a new password. The answer and its time are the same whether or not the
/// address has an account; only the email tells.
#[utoipa::path(
    post,
    path = "/password-resets",
    tag = "sessions",
    request_body(content = NewPasswordReset, content_type = "application/json", example = json!({"email": "anna@posta.example"})),
    responses(
        (status = 202, description = "Accepted, whether or not the address was known", body = Accepted, example = json!({"status": "accepted"})),
        RateLimitProblems,
        WriteProblems,
    ),
)]
pub async fn create(
    State(state): State<AppState>,
    _: OwnPage,
    ClientAddress(address): ClientAddress,
    JsonBody(wanted): JsonBody<NewPasswordReset>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let email = wanted.check().map_err(ApiError::Fields)?;
    let now = state.clock.now();
    state.count_email_request(address, now)?;
    let mut tx = state.store.begin_write().await?;
    emails::enqueue(&mut tx, Kind::ResetPassword.as_str(), email.as_str(), None, now.timestamp()).await?;
    tx.commit().await?;
    state.outbox.notify_one();
    Ok((StatusCode::ACCEPTED, Json(serde_json::json!({"status": "accepted"}))))
}

/// Sets a new password with the token of an emailed link: within one hour, once. Ends all sessions and all other links
/// of the account, and signs in. It also confirms the address, because the link was read there.
#[utoipa::path(
    put,
    path = "/password-resets/{token}",
    tag = "sessions",
    params(("token" = String, Path, description = "What follows `#` in the link", example = "pqlXZ-a8agkt8Kt3ePL7v3WACw2hpuncNYDk_lhbzHU")),
    request_body(content = NewPassword, content_type = "application/json", example = json!({"password": "graffetta batteria cavallo"})),
    responses(
        (status = 204, description = "The password has changed; `Set-Cookie` has the session"),
        (status = 404, description = "No such link, or it was used or has expired", body = Problem, content_type = "application/problem+json"),
        WriteProblems,
    ),
)]
pub async fn update(
    State(state): State<AppState>,
    _: OwnPage,
    Path(token): Path<String>,
    headers: HeaderMap,
    JsonBody(wanted): JsonBody<NewPassword>,
) -> Result<Response, ApiError> {
    let text = wanted.password.clone();
    let password = wanted.check().map_err(ApiError::Fields)?;
    let now = state.clock.now();
    let since = (now - mail::RESET_HOLDS).timestamp();
    let token_hash = token_hash(&token);
    // Looked up before anything is hashed: that costs a core.
    let gone = || ApiError::NotFound("this link was used or has expired");
    let token = rows::find(&state.store, &token_hash, RESET_PASSWORD, since).await?.ok_or_else(gone)?;
    let account = me::find(&state.store, &token.account).await?.ok_or_else(gone)?;
    if let Some(refusal) = passwords::refuse_guessable("/password", &text, &account.name, &account.email) {
        return Err(ApiError::Fields(vec![refusal]));
    }
    let password_hash = state.passwords.hash(password).await?;
    let mut tx = state.store.begin_write().await?;
    if !rows::delete(&mut tx, &token_hash).await? {
        // Someone was faster with the same link, or the address has changed, which takes all links back.
        return Err(gone());
    }
    rows::delete_all_of(&mut tx, &token.account, None).await?;
    sessions::delete_all_of(&mut tx, &token.account).await?;
    rows::set_password(&mut tx, &token.account, &password_hash).await?;
    // Following the link proves access to the mailbox.
    rows::confirm_email(&mut tx, &token.account, &now.to_rfc3339()).await?;
    let cookies = session::begin(&mut tx, &state, &token.account, &account.email, &headers).await?;
    let notice = Kind::PasswordChanged.as_str();
    emails::enqueue(&mut tx, notice, &account.email, Some(&token.account), now.timestamp()).await?;
    tx.commit().await?;
    state.outbox.notify_one();
    Ok((StatusCode::NO_CONTENT, cookies).into_response())
}
