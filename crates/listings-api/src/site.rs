//! Which pages the site has, and what their heads say. The pages themselves are the work of the crate `site-server`.

pub(crate) mod alternate;
pub(crate) mod head;
pub(crate) mod page;
pub(crate) mod page_heads;

use addresses::Route;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::PageHead;
use site_server::rendered::Pages;
use site_server::{Content, SiteError};

use self::page::Page;
use crate::http::error::{ApiError, problem};
use crate::state::AppState;

/// What the page at an address (path and query) answers, for the static prerenderer.
pub async fn head(state: &AppState, address: &str) -> Result<PageHead, ApiError> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    Ok(page::find(state, path.trim_end_matches('/'), query).await?.into_head(&state.config.site()))
}

/// Everything that is no call of the API: the site, where this process serves it.
pub async fn respond(state: AppState, pages: Option<Pages>, request: Request) -> Response {
    let path = request.uri().path();
    let is_api = path == "/api" || path.starts_with("/api/");
    let (Some(site_dir), Some(pages)) = (&state.config.site_dir, pages.filter(|_| !is_api)) else {
        return ApiError::NotFound("no such call").into_response();
    };
    match site_server::respond(site_dir, &state, &pages, request).await {
        Ok(response) => response,
        Err(SiteError::NoSuchFile) => ApiError::NotFound("no such file").into_response(),
        Err(SiteError::MethodNotAllowed) => {
            let mut response = problem(StatusCode::METHOD_NOT_ALLOWED, None, Vec::new());
            response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            response
        }
        Err(SiteError::Render(error)) => ApiError::Internal(error.to_string()).into_response(),
        Err(SiteError::Content(error)) => error.into_response(),
    }
}

impl Content for AppState {
    type Error = ApiError;

    async fn page(&self, path: &str, query: &str) -> Result<site_server::Page, ApiError> {
        Ok(match page::find(self, path, query).await? {
            Page::Moved(path) => site_server::Page::Moved(path),
            Page::Shell(status, head) => site_server::Page::Shell {
                head: Box::new(head.of_page(status, &self.config.site())),
                is_rendered: Route::parse(path).is_some_and(|route| route.is_rendered()),
            },
        })
    }
}
