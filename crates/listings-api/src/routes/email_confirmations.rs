use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use contract::{Email, Problem};
use serde_json::Value;

use super::openapi::SignedInProblems;
use crate::error::ApiError;
use crate::extract::ClientAddress;
use crate::mail::{self, Kind};
use crate::session::{OwnPage, SignedIn, token_hash};
use crate::state::AppState;
use crate::store::emails::{self, CONFIRM_EMAIL};
use crate::store::{me, tokens as rows};

/// Asks for the email with the link once more.
#[utoipa::path(
    post,
    path = "/me/email-confirmations",
    tag = "me",
    responses(
        (status = 202, description = "It is sent, unless the address is confirmed", body = Value, example = json!({"status": "accepted"})),
        (status = 429, description = "Too many from this address; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
        SignedInProblems,
    ),
)]
pub async fn create(
    State(state): State<AppState>,
    signed_in: SignedIn,
    ClientAddress(address): ClientAddress,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    let now = state.clock.now();
    state.count_email_request(address, now)?;
    let account = me::find(&state.store.read, &signed_in.account).await?.ok_or(ApiError::SignedOut)?;
    if account.email_confirmed_at.is_none() {
        let kind = Kind::ConfirmEmail.as_str();
        let mut connection = state.store.write.acquire().await?;
        let id = Some(signed_in.account.as_str());
        emails::enqueue(&mut connection, kind, &account.email, id, now.timestamp()).await?;
        drop(connection);
        state.outbox.notify_one();
    }
    Ok((StatusCode::ACCEPTED, Json(serde_json::json!({"status": "accepted"}))))
}

/// Confirms an address with the token of an emailed link, within 24 hours; signed in or not. A link that was sent for a
/// change of address makes the change. Following the same link again is no error.
#[utoipa::path(
    put,
    path = "/email-confirmations/{token}",
    tag = "sessions",
    params(("token" = String, Path, description = "What follows `#` in the link", example = "pqlXZ-a8agkt8Kt3ePL7v3WACw2hpuncNYDk_lhbzHU")),
    responses(
        (status = 204, description = "The address is confirmed, and is the account's"),
        (status = 403, description = "Not sent by a page of a configured site", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "No such link, or it has expired", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "The address has become another account's meanwhile", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn update(
    State(state): State<AppState>,
    _: OwnPage,
    Path(token): Path<String>,
) -> Result<StatusCode, ApiError> {
    let now = state.clock.now();
    let since = (now - mail::CONFIRMATION_HOLDS).timestamp();
    let token_hash = token_hash(&token);
    let expired = || ApiError::NotFound("this link has expired");
    let token = rows::find(&state.store.read, &token_hash, CONFIRM_EMAIL, since).await?.ok_or_else(expired)?;
    let mut tx = state.store.begin_write().await?;
    let account = me::find_to_change(&mut tx, &token.account).await?.ok_or_else(expired)?;
    if account.email != token.email {
        let key = Email::parse(&token.email).map_err(|_| expired())?.account_key();
        if !rows::set_email(&mut tx, &token.account, &key, &token.email).await? {
            return Err(ApiError::Conflict("this address has an account of its own"));
        }
        let notice = Kind::EmailChanged.as_str();
        emails::enqueue(&mut tx, notice, &account.email, Some(&token.account), now.timestamp()).await?;
    }
    rows::confirm_email(&mut tx, &token.account, &now.to_rfc3339()).await?;
    // The others may lead to former addresses; this one may be followed again.
    rows::delete_all_of(&mut tx, &token.account, Some(&token_hash)).await?;
    tx.commit().await?;
    state.outbox.notify_one();
    Ok(StatusCode::NO_CONTENT)
}
