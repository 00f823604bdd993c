//! The built site over HTTP. The only crate that knows the app: it has it rendered.
//!
//! A request is for a file of the build ([`files`]) or for a page. What the page at an address is (status and head)
//! says whoever has the content, through [`Content`]; this crate renders it, keeps it for a minute and compresses it
//! once ([`rendered`]). Every document goes out under the policy that the build wrote, with its own style added.

pub mod entity_tag;
mod files;
mod link_tags;
mod policy;
pub mod rendered;

use std::path::Path;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use contract::PageHead;

pub use self::policy::{policy_header, security_policy};
use self::rendered::{Document, Pages, RenderError};

/// What the page at an address is.
pub enum Page {
    /// The head says the status. `is_rendered`: there is something to read before the app is there.
    Shell {
        head: Box<PageHead>,
        is_rendered: bool,
    },
    Moved(String),
}

/// Whoever knows which pages there are.
pub trait Content {
    type Error;

    /// `path` without a slash at its end.
    fn page(&self, path: &str, query: &str) -> impl Future<Output = Result<Page, Self::Error>> + Send;
}

/// Why a request for the site has no page and no file.
#[derive(Debug, thiserror::Error)]
pub enum SiteError<E> {
    #[error("no such file")]
    NoSuchFile,
    #[error("only GET and HEAD")]
    MethodNotAllowed,
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error("content")]
    Content(E),
}

/// A file or a page of the site in `site_dir`.
pub async fn respond<C: Content>(
    site_dir: &Path,
    content: &C,
    pages: &Pages,
    request: Request,
) -> Result<Response, SiteError<C::Error>> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(SiteError::MethodNotAllowed);
    }
    let path = request.uri().path().to_owned();
    let headers = request.headers().clone();
    let query = link_tags::without(request.uri().query().unwrap_or_default());
    let is_file = files::may_be_file(&path);
    // A missing file is a plain 404; but a navigation gets a page, with or without dots in the address.
    let wants_page = if is_file { is_document(&headers) } else { is_navigation(&headers) };
    if is_file {
        match files::find(site_dir, request).await {
            Some(response) => return Ok(response),
            None if !wants_page => return Err(SiteError::NoSuchFile),
            None => {}
        }
    } else if !wants_page {
        return Err(SiteError::NoSuchFile);
    }
    match content.page(path.trim_end_matches('/'), &query).await.map_err(SiteError::Content)? {
        Page::Moved(path) => Ok(Redirect::permanent(&path).into_response()),
        Page::Shell { head, is_rendered } => {
            let status = StatusCode::from_u16(head.status).unwrap_or(StatusCode::OK);
            let address = if query.is_empty() { path } else { format!("{path}?{query}") };
            let is_rendered = is_rendered && status == StatusCode::OK;
            Ok(answer(pages.document(&address, &head, is_rendered).await?, status, &headers))
        }
    }
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

fn answer(document: Document, status: StatusCode, asked: &HeaderMap) -> Response {
    let Document { html, brotli, tag, policy } = document;
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(tag) = tag {
        let is_known = entity_tag::is_known(asked, &tag);
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
}
