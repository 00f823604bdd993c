use axum::Json;
use axum::extract::State;
use contract::{Occupation, OccupationCount, Problem};

use crate::http::error::ApiError;
use crate::http::extract::Query;
use crate::listings::{Listings, search};

/// The occupations with open offers or a text about them, by label, with the number of their open offers.
///
/// Others exist too: they can be searched by, and `/occupations/{slug}` knows them.
#[utoipa::path(
    get,
    path = "/occupations",
    tag = "taxonomies",
    responses(
        (status = 200, description = "The occupations", body = Vec<OccupationCount>, example = json!([{
            "occupation": {"slug": "magazziniere", "preferred_label": "Magazziniere", "esco_uri": "http://data.europa.eu/esco/isco/C4321"},
            "open_job_postings": 9
        }])),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(State(listings): State<Listings>, query: Query) -> Result<Json<Vec<OccupationCount>>, ApiError> {
    let [] = query.read([])?;
    Ok(Json(listed(&listings).await?))
}

/// Those worth listing: an occupation without offers and without a text would be an empty page.
pub async fn listed(listings: &Listings) -> Result<Vec<OccupationCount>, ApiError> {
    let (counts, _) = search::open_counts(listings).await?;
    let with_count = |(occupation, open_job_postings): (&Occupation, u64)| OccupationCount {
        occupation: occupation.clone(),
        open_job_postings,
    };
    let all = listings.taxonomy.occupations.iter().zip(counts).map(with_count);
    let has_text = |slug: &String| listings.taxonomy.occupation_texts.contains_key(slug);
    Ok(all.filter(|count| count.open_job_postings > 0 || has_text(&count.occupation.slug)).collect())
}
