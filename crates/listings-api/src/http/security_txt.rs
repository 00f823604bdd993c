//! Whom to tell of a hole (RFC 9116).

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Days, NaiveTime, SecondsFormat, Utc};
use contract::Problem;

use crate::clock::Clock;
use crate::config::Config;
use crate::http::error::ApiError;

/// How long what it says may be believed: less than a year, as the RFC asks.
const HOLDS: Days = Days::new(180);

/// Missing where no contact is configured: an invented address would be worse.
#[utoipa::path(
    get,
    path = "/.well-known/security.txt",
    tag = "site",
    responses(
        (status = 200, description = "Contact for reports of vulnerabilities (RFC 9116)", body = String, content_type = "text/plain"),
        (status = 404, description = "No contact is configured", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(
    State(config): State<Arc<Config>>,
    State(clock): State<Arc<dyn Clock>>,
) -> Result<Response, ApiError> {
    let contact = config.security_contact.as_deref().ok_or(ApiError::NotFound("no contact is configured"))?;
    let text = written(contact, &config.link_origin(), clock.now());
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

/// The same all day long, so that its tag stays.
fn written(contact: &str, origin: &str, now: DateTime<Utc>) -> String {
    let day = now.date_naive().checked_add_days(HOLDS).unwrap_or_else(|| now.date_naive());
    let expires = day.and_time(NaiveTime::MIN).and_utc().to_rfc3339_opts(SecondsFormat::Secs, true);
    format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: it, en\nCanonical: {origin}/.well-known/security.txt\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_whom_until_when_and_where_it_stands() {
        let now = DateTime::parse_from_rfc3339("2026-11-23T10:00:00Z").unwrap().to_utc();
        assert_eq!(
            written("mailto:sicurezza@bacheca.example", "https://bacheca.example", now),
            "Contact: mailto:sicurezza@bacheca.example\nExpires: 2027-05-22T00:00:00Z\nPreferred-Languages: it, en\n\
             Canonical: https://bacheca.example/.well-known/security.txt\n"
        );
    }
}
