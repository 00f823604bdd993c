pub(crate) mod cookies;
pub(crate) mod device;
pub(crate) mod signed_in;
pub(crate) mod throttle;
pub(crate) mod token;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{NewSession, Problem};

use crate::candidates::sessions::signed_in::{self as session, OwnPage, SignedIn};
use crate::http::error::ApiError;
use crate::http::extract::{ClientAddress, JsonBody};
use crate::http::openapi::{OwnPageProblems, RateLimitProblems, SignedInProblems, WriteProblems};
use crate::state::AppState;
use store::Store;
use store::sessions as rows;

/// Signs in: sets the cookie `__Host-bacheca` (HttpOnly, Secure, SameSite=Lax), always with a new token. A session the
/// browser had ends. A second cookie, `__Host-bacheca-device`, signs nobody in: a browser that sends it may keep trying
/// after strangers have used up the 20 attempts per hour for this email. An unknown email, an unconfirmed one and a wrong
/// password get the same answer after the same work. A session ends 30 days after its last use, and 180 days after its
/// beginning.
#[utoipa::path(
    post,
    path = "/sessions",
    tag = "sessions",
    request_body(content = NewSession, content_type = "application/json", example = json!({
        "email": "anna@posta.example", "password": "cavallo batteria graffetta"
    })),
    responses(
        (status = 204, description = "Signed in; `Set-Cookie` has the session"),
        (status = 401, description = "No account with a confirmed address has this email and password", body = Problem, content_type = "application/problem+json"),
        RateLimitProblems,
        WriteProblems,
    ),
)]
pub async fn create(
    State(state): State<AppState>,
    _: OwnPage,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    JsonBody(wanted): JsonBody<NewSession>,
) -> Result<Response, ApiError> {
    wanted.check().map_err(ApiError::Fields)?;
    let now = state.clock.now();
    state.sign_ins.count(address, now).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.sign_ins.limit(),
    })?;
    // As `Email::account_key` has it, without asking whether this could be an address.
    let email_key = wanted.email.trim().to_lowercase();
    let device = device::known(&headers, &email_key, &state.cursor_key);
    let tried = state
        .wrong_passwords
        .count(&email_key, address, device.as_deref(), now)
        .map_err(|retry_after_seconds| ApiError::TooManyRequests { retry_after_seconds, limit: 1 })?;
    let known = rows::find_credentials(&state.store, &email_key).await?;
    let (account, password_hash) = known.map(|known| (known.account, known.password_hash)).unzip();
    let is_right = state.passwords.verify(wanted.password, password_hash).await?;
    let Some(account) = account.filter(|_| is_right) else { return Err(ApiError::WrongCredentials) };
    state.wrong_passwords.forgive(&tried, now);
    let mut tx = state.store.begin_write().await?;
    let cookies = session::begin(&mut tx, &state, &account, &email_key, &headers).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, cookies).into_response())
}

/// Signs out on this device. Works without a session too: the cookie is removed in any case.
#[utoipa::path(
    delete,
    path = "/sessions/current",
    tag = "sessions",
    responses(
        (status = 204, description = "Signed out; `Set-Cookie` removes the cookie"),
        OwnPageProblems,
    ),
)]
pub async fn delete_current(State(store): State<Store>, _: OwnPage, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(token_hash) = session::carried(&headers) {
        rows::delete(&store, &token_hash).await?;
    }
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, session::no_cookie()?)]).into_response())
}

/// Signs out on all devices, this one included.
#[utoipa::path(
    delete,
    path = "/sessions",
    tag = "sessions",
    responses(
        (status = 204, description = "No session of the account is left; `Set-Cookie` removes the cookie"),
        SignedInProblems,
    ),
)]
pub async fn delete_all(State(store): State<Store>, signed_in: SignedIn) -> Result<Response, ApiError> {
    let mut tx = store.begin_write().await?;
    rows::delete_all_of(&mut tx, &signed_in.account).await?;
    tx.commit().await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, session::no_cookie()?)]).into_response())
}
