use axum::Json;
use axum::extract::State;
use contract::{OccupationCount, Problem};

use crate::http::error::ApiError;
use crate::http::extract::Query;
use crate::listings::{Listings, search};

/// All occupations, by label, with the number of their open offers.
#[utoipa::path(
    get,
    path = "/occupations",
    tag = "taxonomies",
    responses(
        (status = 200, description = "All occupations", body = Vec<OccupationCount>, example = json!([{
            "occupation": {"slug": "magazziniere", "preferred_label": "Magazziniere", "esco_uri": "http://data.europa.eu/esco/isco/C4321"},
            "open_job_postings": 9
        }])),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(State(listings): State<Listings>, query: Query) -> Result<Json<Vec<OccupationCount>>, ApiError> {
    let [] = query.read([])?;
    let (counts, _) = search::open_counts(&listings).await?;
    let occupations = listings.taxonomy.occupations.iter().cloned().zip(counts);
    let with_count = |(occupation, open_job_postings)| OccupationCount { occupation, open_job_postings };
    Ok(Json(occupations.map(with_count).collect()))
}
