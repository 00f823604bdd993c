//! Hands encrypted messages to push services.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use contract::{FieldError, PushSubscription};
use reqwest::StatusCode;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, RETRY_AFTER};
use web_push_native::{Auth, p256::PublicKey};

use super::endpoint;
use super::vapid::{KeyError, VapidKey};
use crate::config::Config;
use crate::hash::short_hash;
use crate::public_addresses::PublicOnly;
use store::push_subscriptions::Outgoing;

/// Longest wait for a push service.
const PATIENCE: Duration = Duration::from_secs(10);
const AUTH_BYTES: usize = 16;

pub struct Push {
    pub key: VapidKey,
    http: reqwest::Client,
    /// How the operators of a push service reach the operator of this server.
    contact: String,
    is_local_allowed: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum PushError {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error("HTTP client: {0}")]
    Http(#[from] reqwest::Error),
}

/// What has become of a message.
pub enum Sent {
    Taken,
    /// The browser wants no more.
    Gone,
    /// Trying again is of no use.
    Refused(String),
    NotNow {
        reason: String,
        /// Whether it said nothing in time.
        is_slow: bool,
        /// What the push service asks for, in seconds.
        after: Option<i64>,
    },
}

impl Push {
    pub fn new(config: &Config, key: &str) -> Result<Self, PushError> {
        // An error says that it is there already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let is_local_allowed = config.is_local_push_allowed;
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would look up the name itself.
            .no_proxy()
            .dns_resolver(PublicOnly { is_local_allowed })
            .https_only(!is_local_allowed)
            .build()?;
        Ok(Self { key: VapidKey::parse(key)?, http, contact: contact(config), is_local_allowed })
    }

    /// Every invalid field.
    pub fn check(&self, subscription: &PushSubscription) -> Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        if endpoint::parse(&subscription.endpoint, self.is_local_allowed).is_none() {
            errors.push(FieldError::new("/endpoint", "invalid", "not the https address of a push service"));
        }
        if public_key(&subscription.keys.p256dh).is_none() {
            errors.push(FieldError::new("/keys/p256dh", "invalid", "not a point of P-256 in base64url"));
        }
        if auth(&subscription.keys.auth).is_none() {
            errors.push(FieldError::new("/keys/auth", "invalid", "not 16 bytes in base64url"));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Sends a message that expires after `holds` seconds.
    pub async fn send(&self, push: &Outgoing, message: &str, holds: i64, now: DateTime<Utc>) -> Sent {
        let (Some(url), Some(key), Some(auth)) =
            (endpoint::parse(&push.endpoint, self.is_local_allowed), public_key(&push.p256dh), auth(&push.auth))
        else {
            return Sent::Gone;
        };
        let body = match web_push_native::encrypt(message.as_bytes().to_vec(), &key, &auth) {
            Ok(body) => body,
            Err(error) => return Sent::Refused(error.to_string()),
        };
        let push_service = url.origin().ascii_serialization();
        let request = self
            .http
            .post(url)
            .header(AUTHORIZATION, self.key.authorization(&push_service, &self.contact, now.timestamp()))
            .header(CONTENT_TYPE, "application/octet-stream")
            .header(CONTENT_ENCODING, "aes128gcm")
            .header("ttl", holds)
            .header("urgency", "normal")
            // Of one alert a browser that was off gets the last message only. A hash: what the alert is called is ours.
            .header("topic", short_hash([push.alert.as_bytes()]))
            .body(body);
        match request.send().await {
            Ok(answer) => outcome(answer.status(), answer.headers().get(RETRY_AFTER)),
            // Without the address, which errors of this client name.
            Err(error) => {
                let is_slow = error.is_timeout();
                Sent::NotNow { reason: error.without_url().to_string(), is_slow, after: None }
            }
        }
    }
}

/// By RFC 8030 and what push services do. The body of the answer is not read.
fn outcome(status: StatusCode, retry_after: Option<&reqwest::header::HeaderValue>) -> Sent {
    let reason = format!("the push service answers {status}");
    match status {
        status if status.is_success() => Sent::Taken,
        StatusCode::NOT_FOUND | StatusCode::GONE => Sent::Gone,
        status if status.is_server_error() || matches!(status.as_u16(), 408 | 429) => {
            let after = retry_after.and_then(|value| value.to_str().ok()?.parse().ok());
            Sent::NotNow { reason, is_slow: false, after }
        }
        // 401 and 403 among them: a key or a clock of ours that is wrong must not cost everybody their subscription.
        _ => Sent::Refused(reason),
    }
}

fn contact(config: &Config) -> String {
    let origin = config.link_origin();
    if origin.starts_with("https://") {
        return origin;
    }
    let address = config.mail_from.rsplit_once('<').map_or(config.mail_from.as_str(), |(_, address)| address);
    format!("mailto:{}", address.trim_end_matches('>').trim())
}

fn public_key(text: &str) -> Option<PublicKey> {
    PublicKey::from_sec1_bytes(&decode(text)?).ok()
}

fn auth(text: &str) -> Option<Auth> {
    let bytes = decode(text).filter(|bytes| bytes.len() == AUTH_BYTES)?;
    Some(Auth::clone_from_slice(&bytes))
}

/// Browsers write no padding, and some libraries do.
fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok().filter(|bytes| bytes.len() <= 128)
}
