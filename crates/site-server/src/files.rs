//! The files of a build, as the build and its names say they may be kept.

use std::path::Path;

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use tower::ServiceExt;
use tower_http::services::ServeDir;

/// Header that says which origins may embed an answer without CORS.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Longest address of a file, in bytes: of the site's there is none a tenth as long.
const LONGEST_FILE: usize = 1_000;

/// Whether a file of the site could have this address: the build gives them plain names. What has escapes in it, or any
/// other odd sign, never gets near the disk.
pub fn may_be_file(path: &str) -> bool {
    let is_plain = |name: &str| {
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
            && name.bytes().any(|byte| byte != b'.')
    };
    path.len() <= LONGEST_FILE
        && path.strip_prefix('/').is_some_and(|names| names.split('/').all(is_plain))
        && path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// `None`: there is no such file.
pub async fn find(site_dir: &Path, request: Request) -> Option<Response> {
    let is_hashed = is_hashed(request.uri().path());
    let is_loader = request.uri().path() == addresses::embed::LOADER;
    let files = ServeDir::new(site_dir).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let Ok(response) = files.oneshot(request).await;
    // Every reason that a file cannot be read is a 404 to the client; conditional and range requests keep their
    // answers.
    let is_answer = response.status().is_success()
        || matches!(
            response.status(),
            StatusCode::NOT_MODIFIED | StatusCode::PRECONDITION_FAILED | StatusCode::RANGE_NOT_SATISFIABLE
        );
    if !is_answer {
        return None;
    }
    let mut response = response.map(Body::new);
    let is_picture =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"image/"));
    let caching = match (is_hashed, is_loader) {
        (true, _) => "public, max-age=31536000, immutable",
        // A partner's page must not wait for us on every visit, and gets a new one within the day.
        (false, true) => "public, max-age=3600, stale-while-revalidate=86400",
        (false, false) => "no-cache",
    };
    if is_loader || is_picture {
        // Pages that isolate themselves (COEP) may have it; readers of feeds show our icon.
        response.headers_mut().insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    }
    if is_loader {
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    // The same address gives different bytes to clients that take br or gzip.
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    Some(response)
}

/// Whether the name carries the hash of the content, as in `bacheca-0f3a9c1b2d4e5f60_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split(['-', '_', '.']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_may_be_files() {
        for path in ["/sw.js", "/assets/index-1a2b3c4d5e6f7a8b.css", "/icons/icon-192.png", "/.env", "/a/..b"] {
            assert!(may_be_file(path), "{path}");
        }
        let long = format!("/{}.js", "a".repeat(LONGEST_FILE));
        for path in [
            "/%F0%9F%8D%95/..%2Fx", "/%2e%2e/listings.db", "/a\\b.js", "/a b.js", "/è.js", "/articoli", "/", "//a.b",
            "/./..", "/...", &long,
        ] {
            assert!(!may_be_file(path), "{path}");
        }
    }

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        for name in ["/bacheca-0f3a9c1b2d4e5f60_bg.wasm", "/index-1a2b3c4d5e6f7a8b.css", "/assets/app.0f3a9c1b.js"] {
            assert!(is_hashed(name), "{name}");
        }
        for name in
            ["/sw.js", "/index.html", "/favicon.svg", "/manifest.webmanifest", "/icons/icon-192.png", "/facade.css"]
        {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
