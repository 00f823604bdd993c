use axum::Json;
use axum::extract::{Path, RawQuery, State};
use contract::{JobPosting, JobPostingStatus, JobPostingSummary, JobSearch, Page, Problem};

use crate::error::ApiError;
use crate::state::AppState;
use crate::store::job_postings as rows;
use crate::{posting, search};

/// How many offers an offer suggests.
const SIMILAR: usize = 4;

/// Open offers. An offer whose place is not known matches no area; a fully remote one matches every area and comes
/// last in the order by distance.
#[utoipa::path(
    get,
    path = "/job-postings",
    tag = "job postings",
    params(
        ("occupation" = Option<String>, Query, description = "Slug of an occupation", example = "magazziniere"),
        ("industry" = Option<Vec<String>>, Query, description = "Slug of an industry; repeat for more, OR between them", example = json!(["commercio"])),
        ("place" = Option<String>, Query, description = "Slug of a comune to look around", example = "milano-mi"),
        ("lat" = Option<f64>, Query, description = "Instead of `place`, with `lon`: WGS 84 degrees"),
        ("lon" = Option<f64>, Query, description = "Instead of `place`, with `lat`: WGS 84 degrees"),
        ("radius_km" = Option<u16>, Query, description = "1 to 100; 30 unless given", example = 30),
        ("sort" = Option<String>, Query, description = "`newest`, `closing` or `distance` (needs an area, and is then the default)", example = "closing"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, of the same search"),
        ("limit" = Option<u16>, Query, description = "1 to 100; 20 unless given", example = 20),
    ),
    responses(
        (status = 200, description = "One page", body = Page<JobPostingSummary>, example = json!({
            "items": [{
                "id": "mzxw6ytboi2a", "title": "Magazziniera o magazziniere", "status": "open",
                "workplace_type": "on_site", "distance_km": 4.2, "total_job_openings": 2,
                "date_posted": "2026-11-20T00:00:00+01:00", "valid_through": "2026-12-11T23:59:59+01:00",
                "excerpt": "Cerchiamo due persone per il magazzino di Segrate.", "shifts": ["day"],
                "requirements": [], "needs_own_car": false
            }],
            "total": 1
        })),
        (status = 400, description = "A parameter does not hold; each is named", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
) -> Result<Json<Page<JobPostingSummary>>, ApiError> {
    let question = JobSearch::from_query(query.as_deref().unwrap_or_default()).map_err(ApiError::Query)?;
    search::search(&state, &question).await.map(Json)
}

/// One offer. One that has ended is still there, with its `status`, without a way to apply, with others like it.
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
pub async fn find(State(state): State<AppState>, Path(id): Path<String>) -> Result<Json<JobPosting>, ApiError> {
    let row = rows::find(&state.store.read, &id).await?.ok_or(ApiError::NotFound("no offer has this id"))?;
    let now = state.clock.now();
    if posting::status(&row, now) == JobPostingStatus::Withdrawn {
        return Err(ApiError::Withdrawn);
    }
    let similar = search::similar(&state, &row, SIMILAR).await?;
    Ok(Json(posting::detail(row, &state.taxonomy, now, similar)))
}
