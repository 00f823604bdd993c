use axum::Json;
use axum::extract::State;
use contract::{OccupationCount, Problem};

use crate::error::ApiError;
use crate::extract::Query;
use crate::state::AppState;
use crate::store;

/// All occupations, by label, with how many open offers each has now.
#[utoipa::path(
    get,
    path = "/occupations",
    tag = "taxonomies",
    responses(
        (status = 200, description = "All occupations", body = Vec<OccupationCount>, example = json!([{
            "occupation": {"slug": "magazziniere", "preferred_label": "Magazziniere", "esco_uri": "http://data.europa.eu/esco/isco/C4321"},
            "open_job_postings": 9
        }])),
        (status = 400, description = "A parameter does not hold", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(State(state): State<AppState>, query: Query) -> Result<Json<Vec<OccupationCount>>, ApiError> {
    let [] = query.read([])?;
    let counts = store::occupations::open_counts(&state.store.read, state.clock.now().timestamp()).await?;
    let with_count = |occupation: &contract::Occupation| OccupationCount {
        open_job_postings: counts.get(&occupation.slug).copied().unwrap_or(0),
        occupation: occupation.clone(),
    };
    Ok(Json(state.taxonomy.occupations.iter().map(with_count).collect()))
}
