use axum::Json;
use axum::extract::{Path, State};
use contract::{OccupationCount, OccupationDetail, PlaceCount, Problem, TypicalPay};

use crate::error::ApiError;
use crate::extract::Query;
use crate::search;
use crate::state::AppState;
use crate::store::articles;

/// Comuni an occupation names.
const TOP_PLACES: usize = 10;
/// Articles an occupation names.
const ARTICLES: u32 = 6;

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
    let (counts, _) = search::open_counts(&state).await?;
    let occupations = state.taxonomy.occupations.iter().cloned().zip(counts);
    let with_count = |(occupation, open_job_postings)| OccupationCount { occupation, open_job_postings };
    Ok(Json(occupations.map(with_count).collect()))
}

/// An occupation: what one does, where it is wanted, what it pays, what to read.
#[utoipa::path(
    get,
    path = "/occupations/{slug}",
    tag = "taxonomies",
    params(("slug" = String, Path, description = "Slug", example = "magazziniere")),
    responses(
        (status = 200, description = "The occupation", body = OccupationDetail, example = json!({
            "occupation": {"slug": "magazziniere", "preferred_label": "Magazziniere"},
            "summary": "Il magazziniere riceve, sistema e spedisce la merce.",
            "tasks": ["Ricevere la merce"], "requirements": ["Patentino del muletto"], "open_job_postings": 9,
            "top_places": [{"place": {
                "slug": "milano-mi", "name": "Milano", "province": "MI", "region": "Lombardia",
                "postal_codes": ["20121"], "latitude": 45.4642, "longitude": 9.19
            }, "count": 4}],
            "typical_pay": {"low_month_minor": 150000, "high_month_minor": 180000, "job_postings": 7},
            "articles": []
        })),
        (status = 404, description = "No such occupation", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(State(state): State<AppState>, Path(slug): Path<String>) -> Result<Json<OccupationDetail>, ApiError> {
    let occupation = state.taxonomy.occupation(&slug).ok_or(ApiError::NotFound("no occupation has this slug"))?;
    let figures = search::role_figures(&state, &slug).await?;
    let filter = articles::Filter { topic: None, occupation: Some(&slug) };
    let rows = articles::list(&state.store.read, filter, None, ARTICLES).await?;
    let places = figures.top_places(TOP_PLACES).into_iter().filter_map(|(code, count)| {
        let record = state.taxonomy.places.records().get(code.checked_sub(1)?)?;
        Some(PlaceCount { place: record.place.clone(), count })
    });
    let text = state.occupation_texts.get(&slug).cloned();
    let (summary, tasks, requirements) =
        text.map(|text| (Some(text.summary), text.tasks, text.requirements)).unwrap_or_default();
    Ok(Json(OccupationDetail {
        occupation: occupation.clone(),
        summary,
        tasks,
        requirements,
        open_job_postings: figures.total,
        top_places: places.collect(),
        articles: rows.into_iter().map(super::articles::summary).collect::<Result<_, _>>()?,
        typical_pay: figures.middle_half().map(|(low_month_minor, high_month_minor, job_postings)| TypicalPay {
            low_month_minor,
            high_month_minor,
            job_postings,
        }),
    }))
}
