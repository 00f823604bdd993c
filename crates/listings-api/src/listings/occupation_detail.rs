use std::cmp::Reverse;

use axum::Json;
use axum::extract::{Path, State};
use contract::{OccupationDetail, PlaceCount, Problem, TypicalPay};

use super::articles::summary;
use crate::http::error::ApiError;
use crate::listings::{Listings, search};
use ::search::RoleFigures;
use store::articles;
use taxonomy::{OccupationText, Taxonomy};

const TOP_PLACES: usize = 12;
const ARTICLES: u32 = 3;

/// One occupation: the work, its open offers and where they are, their pay, articles about it.
///
/// `typical_pay` has the quartiles of monthly pay over all open offers. Each offer that states its pay counts once,
/// with the upper figure of its range or its only one. It is absent when fewer than five do. An occupation without a
/// text of its own has a summary of one sentence, and empty `tasks`, `requirements` and `contracts`.
#[utoipa::path(
    get,
    path = "/occupations/{slug}",
    tag = "taxonomies",
    params(("slug" = String, Path, description = "Slug", example = "magazziniere")),
    responses(
        (status = 200, description = "The occupation", body = OccupationDetail, example = json!({
            "occupation": {"slug": "magazziniere", "preferred_label": "Magazziniere", "esco_uri": "http://data.europa.eu/esco/isco/C4321"},
            "summary": "Il magazziniere riceve le merci, le sistema e prepara quelle che partono.",
            "tasks": ["Scaricare e controllare le merci in arrivo"],
            "requirements": ["Patentino per il muletto"],
            "contracts": "È comune il CCNL Logistica, trasporto merci e spedizione.",
            "open_job_postings": 9,
            "top_places": [{"slug": "milano-mi", "label": "Milano (MI)", "open_job_postings": 4}],
            "typical_pay": {"low_month_minor": 150_000, "high_month_minor": 175_000, "job_postings": 7},
            "articles": [{
                "slug": "magazziniere", "headline": "Magazziniere: cosa fa", "standfirst": "Guida al mestiere.",
                "topic": {"slug": "ruoli", "label": "Ruoli"}, "date_published": "2026-10-03",
                "date_modified": "2026-11-02", "reading_minutes": 5
            }]
        })),
        (status = 404, description = "No such occupation", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn find(
    State(listings): State<Listings>,
    Path(slug): Path<String>,
) -> Result<Json<OccupationDetail>, ApiError> {
    let occupation = listings.taxonomy.occupation(&slug).ok_or(ApiError::NotFound("no occupation has this slug"))?;
    let figures = search::role_figures(&listings, &slug).await?;
    let about = articles::Filter { occupation: Some(&slug), ..articles::Filter::default() };
    let articles = articles::list(&listings.store, about, None, ARTICLES).await?;
    // Most occupations have no text of their own: then there is one sentence, and the offers.
    let text = listings.taxonomy.occupation_texts.get(&slug).cloned().unwrap_or_else(|| OccupationText {
        summary: summary_without_text(&occupation.preferred_label),
        ..OccupationText::default()
    });
    Ok(Json(OccupationDetail {
        occupation: occupation.clone(),
        summary: text.summary,
        tasks: text.tasks,
        requirements: text.requirements,
        contracts: text.contracts,
        open_job_postings: figures.total,
        top_places: top_places(&listings.taxonomy, &figures),
        articles: articles.into_iter().map(summary).collect::<Result<_, _>>()?,
        typical_pay: figures.middle_half().map(|(low_month_minor, high_month_minor, job_postings)| TypicalPay {
            low_month_minor,
            high_month_minor,
            job_postings,
        }),
    }))
}

fn summary_without_text(label: &str) -> String {
    format!("{label}: le offerte aperte, con paga, contratto e scadenza scritti in chiaro.")
}

/// Most offers first; by label among equals, so that the answer and its ETag stay.
fn top_places(taxonomy: &Taxonomy, figures: &RoleFigures) -> Vec<PlaceCount> {
    let records = taxonomy.places.records();
    let place_count = |(code, open_job_postings): (usize, u64)| {
        let place = &records.get(code.checked_sub(1)?)?.place;
        Some(PlaceCount { slug: place.slug.clone(), label: place.label(), open_job_postings })
    };
    let mut places: Vec<_> = figures.places().filter_map(place_count).collect();
    places.sort_unstable_by(|a, b| {
        (Reverse(a.open_job_postings), &a.label).cmp(&(Reverse(b.open_job_postings), &b.label))
    });
    places.truncate(TOP_PLACES);
    places
}
