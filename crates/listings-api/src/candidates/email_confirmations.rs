use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use contract::{Email, Problem};

use crate::candidates::erasure::erase as erasure;
use crate::candidates::sessions::signed_in::{self as session, OwnPage};
use crate::candidates::sessions::token::token_hash;
use crate::delivery::mail::{self, Kind};
use crate::http::error::ApiError;
use crate::http::openapi::OwnPageProblems;
use crate::state::AppState;
use store::emails::{self, CONFIRM_EMAIL};
use store::{erasure as erasure_rows, me, tokens as rows};

/// Confirms an address with the token of an emailed link, within 24 hours; signed in or not. The first time it is
/// followed for a new account it signs in too: reading the mailbox proves as much as typing the password. A link
/// that was sent for a change of address makes the change, and never signs in. Following the same link again is no error.
#[utoipa::path(
    put,
    path = "/email-confirmations/{token}",
    tag = "sessions",
    params(("token" = String, Path, description = "What follows `#` in the link", example = "pqlXZ-a8agkt8Kt3ePL7v3WACw2hpuncNYDk_lhbzHU")),
    responses(
        (status = 204, description = "The address is confirmed and belongs to the account; with `Set-Cookie` at the first use for a new account"),
        OwnPageProblems,
        (status = 404, description = "No such link, or it has expired, or a later sign-up replaced it", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "Another account has taken the address meanwhile", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn update(
    State(state): State<AppState>,
    _: OwnPage,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let now = state.clock.now();
    let since = (now - mail::CONFIRMATION_HOLDS).timestamp();
    let token_hash = token_hash(&token);
    let expired = || ApiError::NotFound("this link has expired");
    // Looked up before the writers are made to wait, and again once they are: a sign-up may have taken it back.
    rows::find(&state.store, &token_hash, CONFIRM_EMAIL, since).await?.ok_or_else(expired)?;
    let mut tx = state.store.begin_write().await?;
    let token = rows::find(&mut tx, &token_hash, CONFIRM_EMAIL, since).await?.ok_or_else(expired)?;
    let account = me::find_to_change(&mut tx, &token.account).await?.ok_or_else(expired)?;
    let is_change = account.email != token.email;
    let mut given_way = None;
    if is_change {
        let key = Email::parse(&token.email).map_err(|_| expired())?.account_key();
        // Whoever signed up with this address and never followed a link proved nothing.
        if let Some(unconfirmed) = rows::find_unconfirmed(&mut tx, &key, &token.account).await? {
            let files = erasure_rows::erase(&mut tx, &unconfirmed).await?;
            given_way = Some((unconfirmed, files));
        }
        if !rows::set_email(&mut tx, &token.account, &key, &token.email).await? {
            return Err(ApiError::Conflict("this address has an account of its own"));
        }
        let notice = Kind::EmailChanged.as_str();
        emails::enqueue(&mut tx, notice, &account.email, Some(&token.account), now.timestamp()).await?;
    }
    rows::confirm_email(&mut tx, &token.account, &now.to_rfc3339()).await?;
    // The others may lead to former addresses; this one may be followed again.
    rows::delete_all_of(&mut tx, &token.account, Some(&token_hash)).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    if !is_change && account.email_confirmed_at.is_none() {
        let cookies = session::begin(&mut tx, &state, &token.account, &account.email, &headers).await?;
        response = (StatusCode::NO_CONTENT, cookies).into_response();
    }
    tx.commit().await?;
    state.outbox.notify_one();
    if let Some((unconfirmed, files)) = given_way {
        erasure::forget_files(&state, &unconfirmed, files).await?;
        erasure::empty_write_log(&state.store).await?;
    }
    Ok(response)
}
