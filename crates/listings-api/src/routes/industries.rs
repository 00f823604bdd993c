use axum::Json;
use axum::extract::State;
use contract::{IndustryCount, Problem};

use crate::error::ApiError;
use crate::extract::Query;
use crate::state::AppState;
use crate::store;

/// All industries, by label, with how many open offers each has now.
#[utoipa::path(
    get,
    path = "/industries",
    tag = "taxonomies",
    responses(
        (status = 200, description = "All industries", body = Vec<IndustryCount>, example = json!([
            {"industry": {"slug": "commercio", "label": "Commercio"}, "open_job_postings": 12}
        ])),
        (status = 400, description = "A parameter does not hold", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(State(state): State<AppState>, query: Query) -> Result<Json<Vec<IndustryCount>>, ApiError> {
    let [] = query.read([])?;
    let counts = store::industries::open_counts(&state.store.read, state.clock.now().timestamp()).await?;
    let with_count = |industry: &contract::Industry| IndustryCount {
        open_job_postings: counts.get(&industry.slug).copied().unwrap_or(0),
        industry: industry.clone(),
    };
    Ok(Json(state.taxonomy.industries.iter().map(with_count).collect()))
}
