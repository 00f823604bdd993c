//! Fetches a feed into a file: bounded in size, time and redirects, from public addresses alone.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, LOCATION, RETRY_AFTER,
};
use reqwest::{Response, StatusCode};
use tempfile::NamedTempFile;
use url::Url;

use super::location::{self, LocationError};
use crate::config::Config;
use crate::public_addresses::PublicOnly;

const MOST_REDIRECTS: usize = 5;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error(transparent)]
    Location(#[from] LocationError),
    #[error("it redirects to {to}, which is not asked: {reason}")]
    Redirect { to: String, reason: LocationError },
    #[error("it redirects from https to {0}, without encryption")]
    Downgrade(String),
    #[error("it redirects, but does not say where to")]
    Nowhere,
    #[error("it redirects more than {MOST_REDIRECTS} times")]
    TooManyRedirects,
    #[error("it cannot be reached: {0}")]
    Unreachable(String),
    #[error("it answers {status}")]
    Status { status: StatusCode, retry_after: Option<i64> },
    #[error("it says that nothing has changed (304), which was not asked")]
    UnexpectedNotModified,
    #[error("it is larger than {0} MB")]
    TooLarge(u64),
    #[error("it did not arrive within {0} s")]
    Slow(u64),
    #[error("it broke off: {0}")]
    BrokenOff(String),
    #[error("it is encoded as {0}, which was not asked")]
    Encoding(String),
    #[error("it cannot be kept: {0}")]
    Io(#[from] io::Error),
}

/// What the last answer said of itself.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
}

pub enum Fetched {
    /// The same as the last time.
    NotModified,
    Feed(Feed),
}

pub struct Feed {
    /// As it was sent: perhaps packed.
    pub file: NamedTempFile,
    pub content_type: Option<String>,
    pub condition: Condition,
    /// Where it was in the end, if somewhere else for good.
    pub moved_to: Option<String>,
}

/// Fetches a feed into a file in a folder.
pub async fn fetch(config: &Config, url: &Url, asked: &Condition, dir: &Path) -> Result<Fetched, FetchError> {
    let seconds = config.feed_timeout.as_secs();
    let fetching = follow_redirects(config, url, asked, dir);
    tokio::time::timeout(config.feed_timeout, fetching).await.unwrap_or(Err(FetchError::Slow(seconds)))
}

async fn follow_redirects(config: &Config, url: &Url, asked: &Condition, dir: &Path) -> Result<Fetched, FetchError> {
    let client = client(config).map_err(|error| FetchError::Unreachable(causes(&error)))?;
    let (mut url, mut moved_to) = (url.clone(), None);
    for _ in 0..=MOST_REDIRECTS {
        // Looked at before every request: a redirect may lead inside.
        location::check(&url, config.local_feed)?;
        let request = client.get(url.clone()).headers(headers(asked));
        let response = request.send().await.map_err(|error| FetchError::Unreachable(causes(&error.without_url())))?;
        let status = response.status();
        let is_redirect = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
        if !is_redirect {
            return match status {
                StatusCode::OK => read(config, response, moved_to, dir).await.map(Fetched::Feed),
                StatusCode::NOT_MODIFIED if asked.etag.is_some() || asked.last_modified.is_some() => {
                    Ok(Fetched::NotModified)
                }
                StatusCode::NOT_MODIFIED => Err(FetchError::UnexpectedNotModified),
                status => Err(FetchError::Status { status, retry_after: retry_after(response.headers()) }),
            };
        }
        let to = text(response.headers(), &LOCATION).ok_or(FetchError::Nowhere)?;
        let next = url.join(&to).map_err(|_| FetchError::Nowhere)?;
        location::check(&next, config.local_feed)
            .map_err(|reason| FetchError::Redirect { to: location::shown(next.as_str()), reason })?;
        if url.scheme() == "https" && next.scheme() == "http" {
            return Err(FetchError::Downgrade(location::shown(next.as_str())));
        }
        if matches!(status.as_u16(), 301 | 308) {
            moved_to = Some(location::shown(next.as_str()));
        }
        url = next;
    }
    Err(FetchError::TooManyRedirects)
}

fn client(config: &Config) -> Result<reqwest::Client, reqwest::Error> {
    // An error says that it is there already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(format!("Bacheca/{} (+{})", env!("CARGO_PKG_VERSION"), config.link_origin()))
        .connect_timeout(CONNECT_TIMEOUT)
        .read_timeout(config.feed_pause)
        .redirect(reqwest::redirect::Policy::none())
        // A proxy would look up the name itself.
        .no_proxy()
        .dns_resolver(PublicOnly { is_local_allowed: false })
        .build()
}

fn headers(asked: &Condition) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let known = [
        (ACCEPT, Some("application/json, application/ld+json, application/xml, text/xml, text/csv, */*;q=0.5")),
        (ACCEPT_ENCODING, Some("gzip")),
        (IF_NONE_MATCH, asked.etag.as_deref()),
        (IF_MODIFIED_SINCE, asked.last_modified.as_deref()),
    ];
    for (name, value) in known {
        if let Some(value) = value.and_then(|value| value.parse().ok()) {
            headers.insert(name, value);
        }
    }
    headers
}

async fn read(
    config: &Config,
    mut response: Response,
    moved_to: Option<String>,
    dir: &Path,
) -> Result<Feed, FetchError> {
    let most = config.feed_bytes;
    let too_large = || FetchError::TooLarge(most / 1_000_000);
    if response.content_length().is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let encoding = text(response.headers(), &CONTENT_ENCODING).unwrap_or_default().to_lowercase();
    // Told by its first bytes, whatever the header says: some servers send files that are packed already.
    if !matches!(encoding.trim(), "" | "identity" | "gzip" | "x-gzip") {
        return Err(FetchError::Encoding(encoding.chars().take(40).collect()));
    }
    let mut feed = Feed {
        file: NamedTempFile::new_in(dir)?,
        content_type: text(response.headers(), &CONTENT_TYPE),
        condition: Condition {
            etag: text(response.headers(), &ETAG),
            last_modified: text(response.headers(), &LAST_MODIFIED),
        },
        moved_to,
    };
    let mut length = 0;
    loop {
        let chunk = response.chunk().await.map_err(|error| FetchError::BrokenOff(causes(&error.without_url())))?;
        let Some(chunk) = chunk else { break };
        length += chunk.len() as u64;
        if length > most {
            return Err(too_large());
        }
        feed.file.write_all(&chunk)?;
    }
    feed.file.flush()?;
    Ok(feed)
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// In seconds. The other form, a date, is rare with feeds.
fn retry_after(headers: &HeaderMap) -> Option<i64> {
    text(headers, &RETRY_AFTER)?.trim().parse().ok().filter(|seconds| *seconds >= 0)
}

/// An error with what caused it: the client's own words say little.
fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let words = cause.to_string();
        if !text.contains(&words) {
            text = format!("{text}: {words}");
        }
        next = cause.source();
    }
    text
}
