//! The search, and the pages of roles and comuni, which are searches with words around them.

use addresses::Route;
use axum::http::StatusCode;
use contract::job_search::DEFAULT_RADIUS_KM;
use contract::{JobPostingPage, JobSearch, SearchArea};
use structured_data::breadcrumbs;
use wording::{job_search, labels, page_title};

use super::answer::{Page, shortened};
use crate::http::error::ApiError;
use crate::listings::search;
use crate::site::alternate::Alternate;
use crate::site::head::Head;
use crate::state::AppState;

pub async fn job_postings(state: &AppState, query: &str) -> Head {
    let Ok(asked) = JobSearch::from_query(query) else { return Head::unlisted(page_title::JOB_POSTINGS) };
    // Where one stands in a list, and in what order, is no other content.
    let asked = JobSearch { cursor: None, limit: None, sort: None, ..asked };
    let alternates = Alternate::of_search(&state.config, query);
    let is_plain =
        asked == JobSearch { occupation: asked.occupation.clone(), area: plain_area(&asked), ..JobSearch::default() };
    let path = Route::JobPostings(asked.clone()).href();
    match answer(state, &asked).await {
        Ok(page) => Head {
            title: Some(page_title::job_postings(&asked, &page)),
            description: Some(description(&asked, &page)),
            canonical: (is_plain && page.total > 0).then_some(path),
            alternates,
            ..Head::default()
        },
        // It names what does not exist: the app says so under this title.
        Err(ApiError::Query(_)) => Head::unlisted(page_title::JOB_POSTINGS),
        // That the search is slow just now is no reason to be forgotten.
        Err(_) => Head { canonical: is_plain.then_some(path), alternates, ..Head::unlisted(page_title::JOB_POSTINGS) },
    }
}

/// The area, if it is a comune with the radius that nobody chose.
fn plain_area(search: &JobSearch) -> Option<SearchArea> {
    search.area.clone().filter(|area| matches!(area, SearchArea::Place { radius_km: DEFAULT_RADIUS_KM, .. }))
}

pub async fn occupation(state: &AppState, slug: &str, place: Option<&str>) -> Page {
    let Some(occupation) = state.taxonomy.occupation(slug) else { return Page::missing(StatusCode::NOT_FOUND) };
    let label = occupation.preferred_label.as_str();
    let mut asked = JobSearch::for_occupation(slug);
    let mut place_name = None;
    let mut path = Route::Occupation(slug.to_owned()).href();
    let site = state.config.site();
    let mut trail =
        vec![("Offerte", site.page(&Route::JobPostings(JobSearch::default()).href())), (label, site.page(&path))];
    if let Some(place) = place {
        let Some(comune) = state.taxonomy.places.find(place) else { return Page::missing(StatusCode::NOT_FOUND) };
        asked.area = JobSearch::near_place(place).area;
        path = Route::OccupationInPlace(slug.to_owned(), place.to_owned()).href();
        trail.push((&comune.name, site.page(&path)));
        place_name = Some(comune.name.as_str());
    }
    let text = state.taxonomy.occupation_texts.get(slug).map(|text| text.summary.as_str());
    let title = page_title::occupation(label, place_name);
    Page::found(landing(state, &asked, title, path, text, &trail).await)
}

pub async fn place(state: &AppState, slug: &str) -> Page {
    let Some(comune) = state.taxonomy.places.find(slug) else { return Page::missing(StatusCode::NOT_FOUND) };
    let path = Route::Place(slug.to_owned()).href();
    let site = state.config.site();
    let title = page_title::place(Some(&comune.name));
    let trail =
        [("Offerte", site.page(&Route::JobPostings(JobSearch::default()).href())), (title.as_str(), site.page(&path))];
    Page::found(landing(state, &JobSearch::near_place(slug), title.clone(), path, None, &trail).await)
}

/// A page with offers. Without any it is as good as empty, and left out, unless it is about a role that has a text.
async fn landing(
    state: &AppState,
    asked: &JobSearch,
    title: String,
    path: String,
    text: Option<&str>,
    trail: &[(&str, String)],
) -> Head {
    let page = answer(state, asked).await.ok();
    let is_about_offers = asked.area.is_some() || text.is_none();
    let is_empty = is_about_offers && page.as_ref().is_some_and(|page| page.total == 0);
    let offers = page.map(|page| description(asked, &page));
    let description: Vec<&str> = [offers.as_deref(), text].into_iter().flatten().collect();
    let trail: Vec<(&str, &str)> = trail.iter().map(|(name, url)| (*name, url.as_str())).collect();
    Head {
        title: Some(title),
        description: Some(description.join(" ")).filter(|text| !text.is_empty()).map(|text| shortened(&text)),
        canonical: (!is_empty).then_some(path),
        structured_data: breadcrumbs(&trail).into_iter().collect(),
        ..Head::default()
    }
}

/// The search with one offer: what is wanted of it is how many there are, and the names of what it asks for.
async fn answer(state: &AppState, asked: &JobSearch) -> Result<JobPostingPage, ApiError> {
    search::search(&state.listings, &JobSearch { limit: Some(1), ..asked.clone() }).await
}

/// "38 offerte entro 30 km da Milano, con paga, contratto e scadenza scritti in chiaro."
fn description(asked: &JobSearch, page: &JobPostingPage) -> String {
    let area = job_search::area_words(asked, Some(page)).map_or_else(String::new, |area| format!(" {area}"));
    format!("{}{area}, con paga, contratto e scadenza scritti in chiaro.", labels::job_postings(page.total))
}
