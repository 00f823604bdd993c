use axum::Json;
use axum::extract::{Path, RawQuery, State};
use contract::{JobPosting, JobPostingPage, JobPostingStatus, JobSearch, Problem};

use crate::http::error::ApiError;
use crate::http::openapi::SearchParameters;
use crate::listings::posting;
use crate::listings::{Listings, search};
use store::job_postings as rows;

/// How many offers an offer suggests.
const SIMILAR: usize = 4;

/// Open offers that match, with the number of matches for each value of every filter. Values of one filter are OR, filters are
/// AND. An offer whose place is not known matches no area; a fully remote one matches every area and comes last in the
/// order by distance. Text: words are AND, "quoted" ones must be adjacent, `-word` excludes; words are stemmed, so that
/// "magazzinieri" finds "magazziniere"; accents and case do not count; one typo is forgiven in words of five letters or
/// more that few or no offers have as typed.
#[utoipa::path(
    get,
    path = "/job-postings",
    tag = "job postings",
    params(SearchParameters),
    responses(
        (status = 200, description = "One page", body = JobPostingPage, example = json!({
            "items": [{
                "id": "mzxw6ytboi2a", "title": "Magazziniera o magazziniere", "status": "open",
                "workplace_type": "on_site", "distance_km": 4.2, "total_job_openings": 2,
                "date_posted": "2026-11-20T00:00:00+01:00", "valid_through": "2026-12-11T23:59:59+01:00",
                "excerpt": "Cerchiamo due persone per il magazzino di Segrate.", "shifts": ["day"],
                "requirements": [], "needs_own_car": false
            }],
            "total": 1,
            "facets": {
                "occupation": [{"value": "magazziniere", "label": "Magazziniere", "count": 1}],
                "industry": [{"value": "logistica", "label": "Logistica e trasporti", "count": 1}],
                "employment_type": [{"value": "FULL_TIME", "count": 1}],
                "contract_term": [{"value": "permanent", "count": 1}],
                "shift": [{"value": "day", "count": 1}], "remote": [],
                "agency": [{"value": "false", "count": 1}],
                "posted_within_days": [{"value": "3", "count": 1}, {"value": "7", "count": 1}, {"value": "30", "count": 1}],
                "closing_within_days": []
            },
            "place": {
                "slug": "milano-mi", "name": "Milano", "province": "MI", "region": "Lombardia",
                "postal_codes": ["20121"], "latitude": 45.4642, "longitude": 9.19
            }
        })),
        (status = 400, description = "Invalid parameters; each is listed", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(
    State(listings): State<Listings>,
    RawQuery(query): RawQuery,
) -> Result<Json<JobPostingPage>, ApiError> {
    let question = JobSearch::from_query(query.as_deref().unwrap_or_default()).map_err(ApiError::Query)?;
    search::search(&listings, &question).await.map(Json)
}

/// One offer, with similar ones. An offer that has ended stays, with its `status` and without a way to apply.
#[utoipa::path(
    get,
    path = "/job-postings/{id}",
    tag = "job postings",
    params(("id" = String, Path, description = "Id", example = "mzxw6ytboi2a")),
    responses(
        (status = 200, description = "The offer", body = JobPosting, example = json!({
            "summary": {
                "id": "mzxw6ytboi2a", "title": "Magazziniera o magazziniere", "status": "open",
                "workplace_type": "on_site", "total_job_openings": 2, "date_posted": "2026-11-20T00:00:00+01:00",
                "excerpt": "Cerchiamo due persone per il magazzino di Segrate.", "shifts": ["day"],
                "requirements": [], "needs_own_car": false
            },
            "description_html": "<p>Cerchiamo due persone per il magazzino di Segrate.</p>",
            "job_benefits": ["Buoni pasto"], "date_modified": "2026-11-20T00:00:00+01:00", "similar": []
        })),
        (status = 404, description = "No such offer", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The offer was withdrawn", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(State(listings): State<Listings>, Path(id): Path<String>) -> Result<Json<JobPosting>, ApiError> {
    let row = rows::find(&listings.store, &id).await?.ok_or(ApiError::NotFound("no offer has this id"))?;
    let now = listings.clock.now();
    if posting::status(&row, now) == JobPostingStatus::Withdrawn {
        return Err(ApiError::Withdrawn);
    }
    let similar = search::similar(&listings, &row, SIMILAR).await?;
    Ok(Json(posting::detail(row, &listings.taxonomy, now, similar)))
}
