use axum::Json;
use axum::extract::State;
use contract::{PageHead, Problem};

use crate::http::error::ApiError;
use crate::http::extract::Query;
use crate::site;
use crate::state::AppState;

/// What the address of a page on the site answers and what its head says: for the static prerenderer.
#[utoipa::path(
    get,
    path = "/page-heads",
    tag = "site",
    params(("path" = String, Query, description = "Path of a page, with its query", min_length = 1, pattern = r"\S", example = "/articoli")),
    responses(
        (status = 200, description = "The head; its `status` is the status of the page", body = PageHead, example = json!({
            "status": 200, "title": "Magazine – Bacheca", "elements": "<link rel=\"canonical\" href=\"https://bacheca.example/articoli\">"
        })),
        (status = 400, description = "Not a path", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(State(state): State<AppState>, query: Query) -> Result<Json<PageHead>, ApiError> {
    let [path] = query.read(["path"])?;
    let path = path.ok_or_else(|| ApiError::parameter("path", "missing", "which page"))?;
    Ok(Json(site::head(&state, &path).await?))
}
