use std::sync::Arc;

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, Version};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::account::{CheckedAccount, PRIVACY_NOTICE_VERSIONS};
use contract::{FieldError, NewAccount, Password, Problem};

use crate::error::ApiError;
use crate::extract::{ClientAddress, JsonBody, OwnOrigin};
use crate::state::AppState;
use crate::store::accounts::{self as rows, NewAccountRow};
use crate::{common_passwords, hash};

/// Creates an account. The answer is the same, and takes the same time, whether or not the address has one already.
#[utoipa::path(
    post,
    path = "/accounts",
    tag = "accounts",
    request_body(content = NewAccount, content_type = "application/json", example = json!({
        "name": "Anna Rossi", "email": "anna@posta.example", "password": "cavallo batteria graffetta",
        "place": "torino-to", "marketing_consent": false, "privacy_notice_version": "2026-11"
    })),
    responses(
        (status = 202, description = "Taken, whether or not the address was known; stored before the answer was sent", body = serde_json::Value, example = json!({"status": "accepted"})),
        (status = 400, description = "Not JSON", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "Sent by a page of a site that is not configured", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "Body over 64 kB", body = Problem, content_type = "application/problem+json"),
        (status = 415, description = "Not `application/json`", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields do not hold; each is named by a JSON pointer", body = Problem, content_type = "application/problem+json", example = json!({
            "type": "about:blank", "title": "Unprocessable Content", "status": 422,
            "errors": [{"pointer": "/password", "code": "too_short", "detail": "too short"}]
        })),
        (status = 429, description = "Too many from this address; see `Retry-After`", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn create(
    State(state): State<AppState>,
    _: OwnOrigin,
    ClientAddress(address): ClientAddress,
    JsonBody(account): JsonBody<NewAccount>,
) -> Result<Response, ApiError> {
    let checked = check(&state, &account).map_err(ApiError::Fields)?;
    let now = state.clock.now();
    // Counted once the form holds: a person who mistypes is not an attack, and only what follows costs.
    state.sign_ups.count(address, now).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.sign_ups.limit(),
    })?;
    let password_hash = hash_password(&state, checked.password).await?;
    let row = NewAccountRow {
        id: new_id()?,
        email_key: checked.email.account_key(),
        email: checked.email.as_str(),
        name: checked.name.as_str(),
        password_hash,
        place: account.place.as_deref(),
        has_marketing_consent: account.marketing_consent,
        privacy_notice_version: &account.privacy_notice_version,
        created_at: now,
    };
    rows::create(&state.store.write, &row).await?;
    let body = Json(serde_json::json!({"status": "accepted"}));
    Ok((StatusCode::ACCEPTED, [(header::CACHE_CONTROL, "no-store")], body).into_response())
}

/// The rules both sides share, and those that only the server can check.
fn check(state: &AppState, account: &NewAccount) -> Result<CheckedAccount, Vec<FieldError>> {
    let (checked, mut errors) = match account.check() {
        Ok(checked) => (Some(checked), Vec::new()),
        Err(errors) => (None, errors),
    };
    if !errors.iter().any(|error| error.pointer == "/password") {
        if common_passwords::is_common(&account.password) {
            errors.push(FieldError::new("/password", "common", "among the passwords that are guessed first"));
        } else if common_passwords::is_about_oneself(&account.password, &account.name, &account.email) {
            errors.push(FieldError::new("/password", "same_as_other_field", "the same as the name or the email"));
        }
    }
    if account.place.as_deref().is_some_and(|slug| state.taxonomy.places.find(slug).is_none()) {
        errors.push(FieldError::new("/place", "unknown_place", "no place has this slug"));
    }
    if !PRIVACY_NOTICE_VERSIONS.contains(&account.privacy_notice_version.as_str()) {
        errors.push(FieldError::new("/privacy_notice_version", "unknown_value", "no privacy notice has this version"));
    }
    checked.filter(|_| errors.is_empty()).ok_or(errors)
}

/// Argon2id, 19 MiB, 2 passes, 1 lane (OWASP's second choice), off the async threads, as many at once as there are
/// cores.
async fn hash_password(state: &AppState, password: Password) -> Result<String, ApiError> {
    let permit = Arc::clone(&state.hashing).acquire_owned().await;
    let permit = permit.map_err(|error| ApiError::Internal(format!("hashing: {error}")))?;
    let hashed = tokio::task::spawn_blocking(move || {
        // Held here, not by the request: a client that goes away does not stop the thread.
        let _permit = permit;
        let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| error.to_string())?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let hashed: PasswordHash =
            argon2.hash_password(password.expose().as_bytes()).map_err(|error| error.to_string())?;
        Ok::<_, String>(hashed.to_string())
    });
    hashed
        .await
        .map_err(|error| ApiError::Internal(format!("hashing: {error}")))?
        .map_err(|error| ApiError::Internal(format!("hashing: {error}")))
}

fn new_id() -> Result<String, ApiError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| ApiError::Internal(format!("random numbers: {error}")))?;
    Ok(hash::base32(&bytes, 26))
}
