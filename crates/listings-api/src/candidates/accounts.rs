use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::account::{CheckedAccount, PRIVACY_NOTICE_VERSIONS};
use contract::{FieldError, Language, NewAccount};

use crate::candidates::passwords;
use crate::hash;
use crate::http::error::ApiError;
use crate::http::extract::{ClientAddress, JsonBody, OwnOrigin};
use crate::http::openapi::{Accepted, PublicWriteProblems, RateLimitProblems};
use crate::state::AppState;
use store::accounts::{self as rows, NewAccountRow};
use taxonomy::Taxonomy;

/// Creates an account. The answer and its time are the same whether or not the address has an account already.
#[utoipa::path(
    post,
    path = "/accounts",
    tag = "accounts",
    request_body(content = NewAccount, content_type = "application/json", example = json!({
        "name": "Anna Rossi", "email": "anna@posta.example", "password": "cavallo batteria graffetta",
        "place": "torino-to", "marketing_consent": false, "privacy_notice_version": "2026-11"
    })),
    responses(
        (status = 202, description = "Accepted, whether or not the address was known; stored before the answer was sent", body = Accepted, example = json!({"status": "accepted"})),
        RateLimitProblems,
        PublicWriteProblems,
    ),
)]
pub async fn create(
    State(state): State<AppState>,
    _: OwnOrigin,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    JsonBody(account): JsonBody<NewAccount>,
) -> Result<Response, ApiError> {
    let checked = check(&state.taxonomy, &account).map_err(ApiError::Fields)?;
    let now = state.clock.now();
    // Counted only for a valid form: a typing error is not an attack, and only the following steps are expensive.
    state.sign_ups.count(address, now).map_err(|retry_after_seconds| ApiError::TooManyRequests {
        retry_after_seconds,
        limit: state.sign_ups.limit(),
    })?;
    let password_hash = state.passwords.hash(checked.password).await?;
    let language = preferred_language(&headers);
    let row = NewAccountRow {
        id: new_id()?,
        email_key: checked.email.account_key(),
        email: checked.email.as_str(),
        name: checked.name.as_str(),
        password_hash,
        place: account.place.as_deref(),
        has_marketing_consent: account.marketing_consent,
        privacy_notice_version: &account.privacy_notice_version,
        language: language.as_str(),
        created_at: now,
    };
    rows::create(&state.store, &row).await?;
    state.outbox.notify_one();
    let body = Json(serde_json::json!({"status": "accepted"}));
    Ok((StatusCode::ACCEPTED, [(header::CACHE_CONTROL, "no-store")], body).into_response())
}

/// The rules both sides share, and those that only the server can check.
fn check(taxonomy: &Taxonomy, account: &NewAccount) -> Result<CheckedAccount, Vec<FieldError>> {
    let (checked, mut errors) = match account.check() {
        Ok(checked) => (Some(checked), Vec::new()),
        Err(errors) => (None, errors),
    };
    if !errors.iter().any(|error| error.pointer == "/password") {
        let refusal = passwords::refuse_guessable("/password", &account.password, &account.name, &account.email);
        errors.extend(refusal);
    }
    if account.place.as_deref().is_some_and(|slug| taxonomy.places.find(slug).is_none()) {
        errors.push(FieldError::new("/place", "unknown_place", "no place has this slug"));
    }
    if !PRIVACY_NOTICE_VERSIONS.contains(&account.privacy_notice_version.as_str()) {
        errors.push(FieldError::new("/privacy_notice_version", "unknown_value", "no privacy notice has this version"));
    }
    checked.filter(|_| errors.is_empty()).ok_or(errors)
}

/// The first language the browser names, if we write it (RFC 9110 §12.5.4; browsers send the best one first).
fn preferred_language(headers: &HeaderMap) -> Language {
    let named = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let first = named.and_then(|value| value.split([',', ';', '-']).next()).unwrap_or_default();
    Language::parse_known(first.trim()).unwrap_or(Language::Italian)
}

pub(super) fn new_id() -> Result<String, ApiError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|error| ApiError::Internal(format!("random numbers: {error}")))?;
    Ok(hash::base32(&bytes, 26))
}
