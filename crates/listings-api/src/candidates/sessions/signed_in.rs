//! Which candidate is asking: the token in the cookie, and what a request must show before it is believed.

use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::response::AppendHeaders;
use chrono::{DateTime, TimeDelta, Utc};
use store::Transaction;

use crate::candidates::sessions::cookies;
use crate::candidates::sessions::device;
use crate::candidates::sessions::token::{Token, token_hash};
use crate::http::error::ApiError;
use crate::http::extract::OwnOrigin;
use crate::state::AppState;
use store::sessions as rows;

/// The prefix makes browsers refuse the cookie unless it is Secure, for `/` and for this host alone (RFC 6265bis
/// §4.1.3.2). Chromium and Firefox count http://localhost and 127.0.0.1 as secure here, so development needs no TLS.
pub const COOKIE: &str = "__Host-bacheca";
/// A session that is not used ends. NIST SP 800-63B-4 §2.1.3 leaves the length to the service at its lowest level.
const IDLE: TimeDelta = TimeDelta::days(30);
/// Every session ends.
const ABSOLUTE: TimeDelta = TimeDelta::days(180);
/// Use is written down at most this often: reading must not wait for the one writer.
const SEEN_EVERY: TimeDelta = TimeDelta::hours(1);
/// How long a request waits for that.
const TOUCH_TIMEOUT: Duration = Duration::from_secs(1);

/// `Set-Cookie` that takes the cookie away.
pub fn no_cookie() -> Result<HeaderValue, ApiError> {
    cookies::take_away(COOKIE)
}

/// The hash of the token that a request carries.
pub fn carried(headers: &HeaderMap) -> Option<String> {
    cookies::carried(headers, COOKIE).map(|token| token_hash(&token))
}

/// The session's `Set-Cookie`, then the device's.
pub type Cookies = AppendHeaders<[(HeaderName, HeaderValue); 2]>;

/// Begins a session with a new token; the browser's earlier one ends, and the device is remembered. The cookies are to
/// be sent after the commit. `email`: the account's.
pub async fn begin(
    db: &mut Transaction,
    state: &AppState,
    account: &str,
    email: &str,
    headers: &HeaderMap,
) -> Result<Cookies, ApiError> {
    let now = state.clock.now();
    let token = Token::new()?;
    let former = carried(headers);
    rows::create(db, &token.hash(), account, now.timestamp(), former.as_deref(), ended_before(now)).await?;
    let session = cookies::set(COOKIE, token.as_str(), ABSOLUTE)?;
    let device = device::remember(headers, &email.to_lowercase(), &state.cursor_key)?;
    Ok(AppendHeaders([(header::SET_COOKIE, session), (header::SET_COOKIE, device)]))
}

/// The last moment at which sessions that have ended by `now` were used, and were begun: both in Unix seconds.
fn ended_before(now: DateTime<Utc>) -> (i64, i64) {
    ((now - IDLE).timestamp(), (now - ABSOLUTE).timestamp())
}

/// Proof that a write comes from a page of ours. A form of another site can send neither our header nor its own
/// choice of `Origin` and `Sec-Fetch-Site`, so one of the three must be there: SameSite=Lax alone would let through
/// what a sibling domain sends.
pub struct OwnPage;

impl FromRequestParts<AppState> for OwnPage {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        OwnOrigin::from_request_parts(parts, state).await?;
        let is = |name: &str, value: &str| parts.headers.get(name).is_some_and(|held| held == value);
        // An `Origin` that is there is an own one by now.
        let is_shown =
            parts.headers.contains_key(header::ORIGIN) || is("sec-fetch-site", "same-origin") || is("x-bacheca", "1");
        if is_shown { Ok(Self) } else { Err(ApiError::ForeignOrigin) }
    }
}

/// The account whose session this is. Every method but GET and HEAD also needs [`OwnPage`].
pub struct SignedIn {
    /// Id of the account.
    pub account: String,
    /// Hash of the session's token.
    pub session: String,
}

impl FromRequestParts<AppState> for SignedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, ApiError> {
        if !matches!(parts.method, Method::GET | Method::HEAD) {
            OwnPage::from_request_parts(parts, state).await?;
        }
        let token_hash = carried(&parts.headers).ok_or(ApiError::SignedOut)?;
        let now = state.clock.now();
        let (idle, absolute) = ended_before(now);
        let session = rows::find(&state.store, &token_hash).await?;
        let session = session.filter(|session| session.seen_at > idle && session.created_at > absolute);
        let session = session.ok_or(ApiError::SignedOut)?;
        if now.timestamp() - session.seen_at >= SEEN_EVERY.num_seconds() {
            // Where nothing can be written, or not soon, the next request notes it: nobody is kept from reading by it.
            let touching = rows::touch(&state.store, &token_hash, &session.account, now.timestamp());
            match tokio::time::timeout(TOUCH_TIMEOUT, touching).await {
                Ok(Ok(())) => {}
                Ok(Err(error)) => tracing::warn!(%error, "the use of a session was not noted"),
                Err(_) => tracing::warn!("the use of a session was not noted in time"),
            }
        }
        Ok(Self { account: session.account, session: token_hash })
    }
}
