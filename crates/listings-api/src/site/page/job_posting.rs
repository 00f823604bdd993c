use addresses::{Route, embed};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use contract::{JobPostingStatus, JobPostingSummary, JobSearch, Language};
use structured_data::{breadcrumbs, job_posting as markup};
use wording::notice::Notice;
use wording::page_title;

use super::answer::{Page, shortened};
use crate::http::error::ApiError;
use crate::listings::posting;
use crate::site::alternate::Alternate;
use crate::site::head::{Head, Picture};
use crate::state::AppState;
use crate::syndication::offer_card::drawing::Content;
use crate::syndication::previews::drawing;

/// What the address of an offer answers with.
pub async fn status(state: &AppState, id: &str) -> Result<StatusCode, ApiError> {
    Ok(match store::job_postings::find(&state.store, id).await? {
        Some(row) if posting::status(&row, state.clock.now()) == JobPostingStatus::Withdrawn => StatusCode::GONE,
        Some(_) => StatusCode::OK,
        None => StatusCode::NOT_FOUND,
    })
}

pub async fn job_posting(state: &AppState, id: &str) -> Result<Page, ApiError> {
    let Some(row) = store::job_postings::find(&state.store, id).await? else {
        return Ok(Page::missing(StatusCode::NOT_FOUND));
    };
    let now = state.clock.now();
    let offer = posting::detail(row, &state.taxonomy, now, Vec::new());
    let summary = &offer.summary;
    if summary.status == JobPostingStatus::Withdrawn {
        return Ok(Page::missing(StatusCode::GONE));
    }
    let path = Route::JobPosting(summary.id.clone()).href();
    // Visitors with a link still read an offer that has ended, with similar ones beside it; search engines are told to
    // forget it (ADR 31).
    let is_open = summary.status == JobPostingStatus::Open;
    let site = state.config.site();
    let mut structured_data = Vec::new();
    if is_open {
        structured_data.extend(markup(&offer, &site));
        let mut trail = vec![("Offerte", site.page(&Route::JobPostings(JobSearch::default()).href()))];
        trail.extend(summary.occupation.as_ref().map(|occupation| {
            (occupation.preferred_label.as_str(), site.page(&Route::Occupation(occupation.slug.clone()).href()))
        }));
        trail.push((&summary.title, site.page(&path)));
        let trail: Vec<(&str, &str)> = trail.iter().map(|(name, url)| (*name, url.as_str())).collect();
        structured_data.extend(breadcrumbs(&trail));
    }
    let head = Head {
        title: Some(page_title::job_posting(summary)),
        description: Some(description(summary, now)),
        canonical: is_open.then_some(path),
        picture: Some(picture(summary, now, state)),
        structured_data,
        alternates: vec![Alternate::of_offer(&state.config, &summary.id, &summary.title)],
        ..Head::default()
    };
    Ok(Page::found(head))
}

fn picture(summary: &JobPostingSummary, now: DateTime<Utc>, state: &AppState) -> Picture {
    let notice = Notice::of(summary, &Language::Italian, now);
    let drawing = drawing::offer(Content::Notice(&notice), &state.config.link_host());
    let said = [notice.title, notice.organization, notice.place, notice.pay.unwrap_or_default()];
    let said: Vec<&str> = said.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let path = embed::offer_picture(&summary.id);
    Picture::drawn(&path, &drawing, format!("{}: {}", page_title::SITE_NAME, said.join(", ")), &state.config.site())
}

/// What a card says of it, and the beginning of its text. No deadline: what search engines keep must not say "domani".
fn description(summary: &JobPostingSummary, now: DateTime<Utc>) -> String {
    let notice = Notice::of(summary, &Language::Italian, now);
    let facts = [
        notice.organization,
        notice.place,
        notice.pay.unwrap_or_default(),
        notice.chips.join(", "),
        summary.excerpt.clone(),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    shortened(&facts.join(" · "))
}
