use axum::Json;
use axum::extract::State;
use contract::{IndustryCount, Problem};

use crate::http::error::ApiError;
use crate::http::extract::Query;
use crate::listings::{Listings, search};

/// All industries, by label, with the number of their open offers.
#[utoipa::path(
    get,
    path = "/industries",
    tag = "taxonomies",
    responses(
        (status = 200, description = "All industries", body = Vec<IndustryCount>, example = json!([
            {"industry": {"slug": "commercio", "label": "Commercio"}, "open_job_postings": 12}
        ])),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(State(listings): State<Listings>, query: Query) -> Result<Json<Vec<IndustryCount>>, ApiError> {
    let [] = query.read([])?;
    let (_, counts) = search::open_counts(&listings).await?;
    let industries = listings.taxonomy.industries.iter().cloned().zip(counts);
    Ok(Json(industries.map(|(industry, open_job_postings)| IndustryCount { industry, open_job_postings }).collect()))
}
