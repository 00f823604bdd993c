use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use contract::{JobPosting, JobPostingPage, JobPostingStatus, JobSearch, Problem};

use crate::calendar::{self, DeadlineEvent};
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::job_postings as rows;
use crate::{posting, search};

/// How many offers an offer suggests.
const SIMILAR: usize = 4;

/// Open offers that fit, with how many each value of every filter would bring. Values of one filter are OR, filters are
/// AND. An offer whose place is not known matches no area; a fully remote one matches every area and comes last in the
/// order by distance. Text: words are AND, "quoted" ones stand together, `-word` must not be there; stems, so that
/// "magazzinieri" finds "magazziniere"; accents and case do not count; one typo is forgiven in words of five letters or
/// more that few or no offers have as typed.
#[utoipa::path(
    get,
    path = "/job-postings",
    tag = "job postings",
    params(
        ("q" = Option<String>, Query, description = "Text, at most 200 characters", example = "\"addetto vendite\" -stage"),
        ("occupation" = Option<String>, Query, description = "Slug of an occupation", example = "magazziniere"),
        ("industry" = Option<Vec<String>>, Query, description = "Slug of an industry; repeat for more, at most 20", example = json!(["commercio"])),
        ("place" = Option<String>, Query, description = "Slug of a comune to look around", example = "milano-mi"),
        ("lat" = Option<f64>, Query, description = "Instead of `place`, with `lon`: WGS 84 degrees, plain decimals"),
        ("lon" = Option<f64>, Query, description = "Instead of `place`, with `lat`: WGS 84 degrees, plain decimals"),
        ("radius_km" = Option<u16>, Query, description = "1 to 100; 30 unless given", example = 30),
        ("employment_type" = Option<Vec<String>>, Query, description = "`FULL_TIME`, `PART_TIME`; repeat for more", example = json!(["PART_TIME"])),
        ("contract_term" = Option<Vec<String>>, Query, description = "`permanent`, `fixed_term`, `agency_work`, `apprenticeship`, `internship`, `seasonal`, `on_call`; repeat for more", example = json!(["permanent"])),
        ("shift" = Option<Vec<String>>, Query, description = "`weekday`, `weekend`, `day`, `evening`, `night`, `rotating`; repeat for more", example = json!(["day", "weekday"])),
        ("remote" = Option<bool>, Query, description = "`true`: only fully remote ones"),
        ("salary_min" = Option<u32>, Query, description = "Gross pay the offer must reach, whole euros, 1 to 1000000; compared after normalising by the agreement's instalments (13 unless stated) and 173 hours a month. Offers that state none are left out", example = 1500),
        ("salary_period" = Option<String>, Query, description = "Unit of `salary_min`: `hour`, `month` (unless given) or `year`", example = "month"),
        ("posted_within_days" = Option<u16>, Query, description = "1 to 365: since the start of that day in Rome", example = 7),
        ("closing_within_days" = Option<u16>, Query, description = "1 to 365: until the end of that day in Rome"),
        ("agency" = Option<bool>, Query, description = "`true`: only what an agency publishes; `false`: only what none does"),
        ("sort" = Option<String>, Query, description = "`relevance` (needs `q`, and is then the default), `distance` (needs an area, and is then the default), `newest`, `closing`, `salary` (highest a month first, unstated last)", example = "closing"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before, of the same search"),
        ("limit" = Option<u16>, Query, description = "1 to 100; 20 unless given", example = 20),
    ),
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
        (status = 400, description = "A parameter does not hold; each is named", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The search took too long", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn list(State(state): State<AppState>, RawQuery(query): RawQuery) -> Result<Json<JobPostingPage>, ApiError> {
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

/// The deadline of an offer as a calendar file (RFC 5545), with a reminder a day before.
#[utoipa::path(
    get,
    path = "/job-postings/{id}/deadline.ics",
    tag = "job postings",
    params(("id" = String, Path, description = "Id", example = "mzxw6ytboi2a")),
    responses(
        (status = 200, description = "The event", body = String, content_type = "text/calendar", example = json!("BEGIN:VCALENDAR\r\n…")),
        (status = 404, description = "No such offer, or it has no deadline", body = Problem, content_type = "application/problem+json"),
        (status = 410, description = "The offer was withdrawn", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find_deadline(State(state): State<AppState>, Path(id): Path<String>) -> Result<Response, ApiError> {
    let row = rows::find(&state.store.read, &id).await?.ok_or(ApiError::NotFound("no offer has this id"))?;
    if posting::status(&row, state.clock.now()) == JobPostingStatus::Withdrawn {
        return Err(ApiError::Withdrawn);
    }
    let valid_through = row.facts.valid_through.ok_or(ApiError::NotFound("this offer has no deadline"))?;
    let place = row.place.as_deref().and_then(|slug| state.taxonomy.places.find(slug)).map(contract::Place::label);
    let facts = &row.facts;
    let employer = facts.hiring_organization.as_ref().map(|organization| organization.name.as_str());
    let agency = facts.posting_agency.as_ref().map(|agency| agency.name.as_str());
    let event = DeadlineEvent {
        id: &row.id,
        title: &facts.title,
        organisation: employer.or(agency),
        location: place.as_deref().or(facts.location_label.as_deref()),
        url: facts.apply_url.as_deref(),
        valid_through,
        modified: facts.date_modified,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"scadenza.ics\""),
    ];
    Ok((headers, calendar::calendar(&event)).into_response())
}
