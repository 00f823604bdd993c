//! The built site, when this process serves it too: assets as files, the shell for the addresses of pages.

pub(crate) mod alternate;
pub(crate) mod head;
pub(crate) mod link_tags;
pub(crate) mod page;
pub(crate) mod page_heads;
pub(crate) mod rendered;

use std::path::Path;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use contract::PageHead;

use self::page::Page;
use self::rendered::{Document, Pages};
use crate::config::Config;
use crate::http::error::ApiError;
use crate::http::middleware::conditional;
use crate::http::middleware::security::RESOURCE_POLICY;
use crate::state::AppState;

const STRICT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// The policy that the build wrote beside the site (it knows the hashes of its inline scripts), else a strict one.
pub fn content_security_policy(config: &Config) -> HeaderValue {
    config.site_dir.as_deref().map_or(HeaderValue::from_static(STRICT_POLICY), policy_of)
}

fn policy_of(site_dir: &Path) -> HeaderValue {
    std::fs::read_to_string(site_dir.join("csp.txt"))
        .ok()
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|text| !text.is_empty())
        .and_then(|text| HeaderValue::try_from(text).ok())
        .unwrap_or_else(|| HeaderValue::from_static(STRICT_POLICY))
}

/// What the page at an address (path and query) answers, for who renders it elsewhere.
pub async fn head(state: &AppState, address: &str) -> Result<PageHead, ApiError> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Ok(page::find(state, path.trim_end_matches('/'), query).await?.into_head(&state.config.site()))
}

/// Everything that is no call of the API.
pub async fn respond(state: AppState, pages: Pages, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let headers = request.headers().clone();
    let query = link_tags::without(request.uri().query().unwrap_or_default());
    let is_api = path == "/api" || path.starts_with("/api/");
    let Some(site_dir) = state.config.site_dir.clone().filter(|_| !is_api) else {
        return ApiError::NotFound("no such call").into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = crate::http::error::problem(StatusCode::METHOD_NOT_ALLOWED, None, Vec::new());
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let is_file = may_be_file(&path);
    // A missing file is a plain 404; but a person who follows a link gets a page, dots in its address or not.
    let wants_page = if is_file { is_document(request.headers()) } else { is_navigation(request.headers()) };
    if is_file {
        let response = asset(&site_dir, request).await;
        if response.status() != StatusCode::NOT_FOUND || !wants_page {
            return response;
        }
    } else if !wants_page {
        return ApiError::NotFound("no such file").into_response();
    }
    match page::find(&state, path.trim_end_matches('/'), &query).await {
        Ok(Page::Moved(path)) => Redirect::permanent(&path).into_response(),
        Ok(Page::Shell(status, head)) => {
            let head = head.of_page(status, &state.config.site());
            let is_rendered = status == StatusCode::OK && page::is_rendered(path.trim_end_matches('/'));
            let address = if query.is_empty() { path } else { format!("{path}?{query}") };
            document(pages.document(&address, &head, is_rendered).await, status, &headers)
        }
        Err(error) => error.into_response(),
    }
}

/// Whether a file of the site could have this address: the build gives them plain names. What has escapes in it, or any
/// other odd sign, never gets near the disk.
fn may_be_file(path: &str) -> bool {
    let is_plain = |name: &str| {
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
            && name.bytes().any(|byte| byte != b'.')
    };
    path.len() <= LONGEST_FILE
        && path.strip_prefix('/').is_some_and(|names| names.split('/').all(is_plain))
        && path.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// A browser that says it is about to show what comes as a page.
fn is_document(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-dest").is_some_and(|value| value == "document")
}

/// A person following a link, not a script looking for a file. Browsers say so; tools that say nothing get the page.
fn is_navigation(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-dest") {
        Some(destination) => matches!(destination, "document" | "iframe" | "empty"),
        None => text("accept").is_none_or(|accept| accept.contains("text/html") || accept.contains("*/*")),
    }
}

/// Longest address of a file, in bytes: of the site's there is none a tenth as long.
const LONGEST_FILE: usize = 1_000;

/// The script that partners put into their pages.
const LOADER: &str = "/embed.js";

async fn asset(site_dir: &Path, request: Request) -> Response {
    let is_hashed = is_hashed(request.uri().path());
    let is_loader = request.uri().path() == LOADER;
    let files = ServeDir::new(site_dir).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let Ok(response) = files.oneshot(request).await;
    // Whatever keeps it from being read, to who asks it is not there; what was asked of one that is there is answered.
    let is_answer = response.status().is_success()
        || matches!(
            response.status(),
            StatusCode::NOT_MODIFIED | StatusCode::PRECONDITION_FAILED | StatusCode::RANGE_NOT_SATISFIABLE
        );
    if !is_answer {
        return ApiError::NotFound("no such file").into_response();
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
    response
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

fn document(document: Result<Document, ApiError>, status: StatusCode, asked: &HeaderMap) -> Response {
    let Document { html, brotli, tag, policy } = match document {
        Ok(document) => document,
        Err(error) => return error.into_response(),
    };
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(tag) = tag {
        let is_known = conditional::is_known(asked, &tag);
        headers.insert(header::ETAG, tag);
        if is_known {
            return (StatusCode::NOT_MODIFIED, headers).into_response();
        }
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    match brotli.filter(|_| takes_brotli(asked)) {
        Some(brotli) => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
            (status, headers, brotli).into_response()
        }
        None => (status, headers, html).into_response(),
    }
}

/// Others get what the layer around all answers makes of it.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let is_refused = weight.trim().strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0));
        name.trim().eq_ignore_ascii_case("br") && !is_refused
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_for_those_who_take_it() {
        for (accepted, is_taken) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=0.5", true),
            ("BR", true),
            ("gzip", false),
            ("br;q=0", false),
            ("br; q=0.000, gzip", false),
            ("", false),
            ("brotli", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            assert_eq!(takes_brotli(&headers), is_taken, "{accepted}");
        }
    }

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
