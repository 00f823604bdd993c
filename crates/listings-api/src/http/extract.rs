//! What requests bring, with every refusal as a problem: axum's own are plain text.

pub(crate) mod by_name;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, FromRef, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use contract::FieldError;
use serde::de::DeserializeOwned;

use self::by_name::ByName;
use crate::config::Config;
use crate::http::error::ApiError;

/// The query string, decoded by the handler's own reader.
pub struct Query(pub Vec<(String, String)>);

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }
}

impl Query {
    /// The values of these parameters, in that order. Blank counts as absent; unknown and repeated ones are named.
    pub fn read<const N: usize>(self, names: [&'static str; N]) -> Result<[Option<String>; N], ApiError> {
        let mut values = [const { None }; N];
        let mut errors = Vec::new();
        for (name, value) in self.0 {
            let at = names.iter().position(|known| *known == name);
            match at.and_then(|at| values.get_mut(at)) {
                Some(Some(_)) => errors.push(FieldError::new(&name, "repeated", "given more than once")),
                Some(slot) if !value.trim().is_empty() => *slot = Some(value.trim().to_owned()),
                Some(_) => {}
                None => {
                    let name: String = name.chars().take(60).collect();
                    errors.push(FieldError::new(&name, "unknown_parameter", "no such parameter"));
                }
            }
        }
        errors.truncate(20);
        if errors.is_empty() { Ok(values) } else { Err(ApiError::Query(errors)) }
    }
}

/// A `limit` parameter: from 1 to `most`.
pub fn limit(value: Option<&str>, default: u16, most: u16) -> Result<u16, ApiError> {
    let Some(value) = value else { return Ok(default) };
    match value.parse::<u16>() {
        Ok(limit) if (1..=most).contains(&limit) => Ok(limit),
        _ => Err(ApiError::parameter("limit", "out_of_range", format!("a whole number from 1 to {most}"))),
    }
}

/// A JSON body. Wrong type: 415; too large: 413; not JSON: 400; invalid fields: 422, each named by a JSON pointer.
pub struct JsonBody<T>(pub T);

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for JsonBody<T>
where
    Arc<Config>: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        if !is_json(request.headers()) {
            return Err(ApiError::UnsupportedMediaType);
        }
        let body = request.into_body();
        let bytes = read(body, &Arc::from_ref(state)).await?;
        parse(&bytes).map(Self)
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let essence = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next());
    essence.is_some_and(|essence| essence.trim().eq_ignore_ascii_case("application/json"))
}

async fn read(body: Body, config: &Config) -> Result<axum::body::Bytes, ApiError> {
    let reading = axum::body::to_bytes(body, config.json_body_limit);
    match tokio::time::timeout(config.body_timeout, reading).await {
        Err(_) => Err(ApiError::SlowBody),
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            let is_too_large =
                std::error::Error::source(&error).is_some_and(|source| source.is::<http_body_util::LengthLimitError>());
            Err(if is_too_large { ApiError::TooLarge } else { ApiError::Malformed("the body broke off".to_owned()) })
        }
    }
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    // In two steps, so that what is no JSON at all (or nested too deep: serde_json stops at 128) is told from JSON
    // with the wrong fields.
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| ApiError::Malformed(format!("not JSON: {error}")))?;
    serde_path_to_error::deserialize(ByName(value)).map_err(|error| {
        let path: String = error.path().iter().map(pointer_segment).collect();
        let message = error.into_inner().to_string();
        let named = message.split('`').nth(1).unwrap_or_default();
        let (pointer, code) = if message.starts_with("missing field") {
            (format!("{path}/{named}"), "missing")
        } else if message.starts_with("unknown field") {
            (if path.ends_with(named) { path } else { format!("{path}/{named}") }, "unknown_field")
        } else {
            (path, "invalid")
        };
        let pointer: String = pointer.chars().take(200).collect();
        ApiError::Fields(vec![FieldError::new(&pointer, code, message.chars().take(200).collect::<String>())])
    })
}

/// RFC 6901 writes the index of a list without brackets.
fn pointer_segment(segment: &serde_path_to_error::Segment) -> String {
    match segment {
        serde_path_to_error::Segment::Seq { index } => format!("/{index}"),
        segment => format!("/{segment}"),
    }
}

/// The address of the client.
pub struct ClientAddress(pub IpAddr);

impl<S: Sync> FromRequestParts<S> for ClientAddress
where
    Arc<Config>: FromRef<S>,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let config: Arc<Config> = Arc::from_ref(state);
        // The last hop's entry is the one our own proxy wrote; the ones before it are the client's to invent.
        let forwarded = parts
            .headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|address| address.trim().parse().ok())
            .filter(|_| config.is_behind_proxy);
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        Ok(Self(forwarded.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

/// The request does not come from a page of a foreign site: its `Origin` is configured, or is this machine
/// seen from itself. That `Origin` and `Host` agree proves nothing: a name of a stranger's may point here. Browsers send
/// `Origin` with every POST; a client that is no browser sends neither header and carries no one's session.
pub struct OwnOrigin;

impl<S: Sync> FromRequestParts<S> for OwnOrigin
where
    Arc<Config>: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let config: Arc<Config> = Arc::from_ref(state);
        let text = |name: &str| parts.headers.get(name).map(|value| value.to_str().unwrap_or("invalid"));
        let is_own = match (text("origin"), text("sec-fetch-site")) {
            (Some(origin), site) => {
                let host = text("host");
                let is_same = origin
                    .split_once("://")
                    .is_some_and(|(_, authority)| Some(authority) == host && is_loopback(authority));
                let is_allowed = config.site_origins.iter().any(|own| own == origin);
                is_allowed || (is_same && site.is_none_or(|site| site == "same-origin"))
            }
            (None, Some(site)) => matches!(site, "same-origin" | "none"),
            (None, None) => true,
        };
        if is_own { Ok(Self) } else { Err(ApiError::ForeignOrigin) }
    }
}

/// Whether a host, with or without its port, is the machine that the browser runs on. Browsers never ask the network
/// for `localhost` and what is below it.
fn is_loopback(authority: &str) -> bool {
    let Ok(url) = url::Url::parse(&format!("http://{authority}/")) else { return false };
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_machine_itself_is_loopback() {
        for own in ["localhost", "localhost:8080", "bacheca.localhost", "127.0.0.1:8080", "127.1.2.3", "[::1]:8080"] {
            assert!(is_loopback(own), "{own}");
        }
        for other in ["localhost.evil.example", "evil.example:8080", "10.0.0.1", "[::2]", "", "127.0.0.1.evil.example"]
        {
            assert!(!is_loopback(other), "{other}");
        }
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Form {
        #[allow(dead_code, reason = "only its parsing is tested")]
        name: String,
    }

    fn refusal(json: &str) -> (u16, Option<(String, String)>) {
        let error = parse::<Form>(json.as_bytes()).unwrap_err();
        let named = match &error {
            ApiError::Fields(errors) => errors.first().map(|error| (error.pointer.clone(), error.code.clone())),
            _ => None,
        };
        (error.status().as_u16(), named)
    }

    #[test]
    fn what_is_wrong_with_a_body_is_named_by_pointer() {
        let named = |pointer: &str, code: &str| Some((pointer.to_owned(), code.to_owned()));
        assert_eq!(refusal("{"), (400, None));
        assert_eq!(refusal("<html>"), (400, None));
        assert_eq!(refusal("{}"), (422, named("/name", "missing")));
        assert_eq!(refusal(r#"{"name": 1}"#), (422, named("/name", "invalid")));
        assert_eq!(refusal(r#"{"name": "a", "role": "admin"}"#), (422, named("/role", "unknown_field")));
        assert_eq!(refusal("[]"), (422, named("", "invalid")));
        assert_eq!(refusal(r#"["a"]"#), (422, named("", "invalid")));
        assert_eq!(refusal(&"[".repeat(100_000)), (400, None));
        assert_eq!(refusal(&format!("{}1{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000))), (400, None));
    }
}
