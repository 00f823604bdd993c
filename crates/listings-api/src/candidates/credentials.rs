use std::net::IpAddr;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{EmailChange, FieldError, PasswordChange};
use serde_json::Value;

use crate::candidates::passwords;
use crate::candidates::sessions::signed_in::{self as session, SignedIn};
use crate::delivery::mail::Kind;
use crate::http::error::ApiError;
use crate::http::extract::{ClientAddress, JsonBody};
use crate::http::openapi::{Accepted, RateLimitProblems, SignedInProblems, WriteProblems};
use crate::state::AppState;
use store::me::{self, Row};
use store::{emails, sessions, tokens};

/// Changes the password. All other sessions end; this one continues with a new token.
#[utoipa::path(
    put,
    path = "/me/password",
    tag = "me",
    request_body(content = PasswordChange, content_type = "application/json", example = json!({
        "current_password": "cavallo batteria graffetta", "password": "graffetta batteria cavallo"
    })),
    responses(
        (status = 204, description = "Changed; `Set-Cookie` has the new session"),
        RateLimitProblems,
        SignedInProblems,
        WriteProblems,
    ),
)]
pub async fn update_password(
    State(state): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    JsonBody(change): JsonBody<PasswordChange>,
) -> Result<Response, ApiError> {
    let password = change.check().map_err(ApiError::Fields)?;
    let account = require_password(&state, &signed_in, address, change.current_password).await?;
    if let Some(refusal) = passwords::refuse_guessable("/password", &change.password, &account.name, &account.email) {
        return Err(ApiError::Fields(vec![refusal]));
    }
    let password_hash = state.passwords.hash(password).await?;
    let now = state.clock.now();
    let mut tx = state.store.begin_write().await?;
    tokens::set_password(&mut tx, &signed_in.account, &password_hash).await?;
    tokens::delete_all_of(&mut tx, &signed_in.account, None).await?;
    sessions::delete_all_of(&mut tx, &signed_in.account).await?;
    let cookies = session::begin(&mut tx, &state, &signed_in.account, &account.email, &headers).await?;
    let notice = Kind::PasswordChanged.as_str();
    emails::enqueue(&mut tx, notice, &account.email, Some(&signed_in.account), now.timestamp()).await?;
    tx.commit().await?;
    state.outbox.notify_one();
    Ok((StatusCode::NO_CONTENT, cookies).into_response())
}

/// Requests a change of the email address. It takes effect when the link sent to the new address is followed, within 24
/// hours; the former address then gets a message. The answer does not tell whether the new address has an account.
#[utoipa::path(
    put,
    path = "/me/email",
    tag = "me",
    request_body(content = EmailChange, content_type = "application/json", example = json!({
        "email": "anna.rossi@posta.example", "current_password": "cavallo batteria graffetta"
    })),
    responses(
        (status = 202, description = "The link is sent", body = Accepted, example = json!({"status": "accepted"})),
        RateLimitProblems,
        SignedInProblems,
        WriteProblems,
    ),
)]
pub async fn update_email(
    State(state): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
    JsonBody(change): JsonBody<EmailChange>,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let email = change.check().map_err(ApiError::Fields)?;
    let now = state.clock.now();
    state.count_email_request(address, now)?;
    require_password(&state, &signed_in, address, change.current_password).await?;
    let mut tx = state.store.begin_write().await?;
    let (kind, id) = (Kind::ChangeEmail.as_str(), Some(signed_in.account.as_str()));
    emails::enqueue(&mut tx, kind, email.as_str(), id, now.timestamp()).await?;
    tx.commit().await?;
    state.outbox.notify_one();
    Ok((StatusCode::ACCEPTED, Json(serde_json::json!({"status": "accepted"}))))
}

/// The account, if this is its password: a session alone, on a device left open, must not be enough to take it over.
pub(super) async fn require_password(
    state: &AppState,
    signed_in: &SignedIn,
    address: IpAddr,
    password: String,
) -> Result<Row, ApiError> {
    let account = me::find(&state.store, &signed_in.account).await?.ok_or(ApiError::SignedOut)?;
    let email_key = account.email.to_lowercase();
    let now = state.clock.now();
    // A signed-in browser is a device of the owner.
    let tried = state
        .wrong_passwords
        .count(&email_key, address, Some(&signed_in.session), now)
        .map_err(|retry_after_seconds| ApiError::TooManyRequests { retry_after_seconds, limit: 1 })?;
    let known = sessions::find_credentials(&state.store, &email_key).await?;
    if !state.passwords.verify(password, known.map(|known| known.password_hash)).await? {
        let error = FieldError::new("/current_password", "wrong", "not the password of this account");
        return Err(ApiError::Fields(vec![error]));
    }
    state.wrong_passwords.forgive(&tried, now);
    Ok(account)
}
