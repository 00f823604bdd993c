//! What the address of a page answers, so that search engines and link previews hear the truth although the shell is the
//! same. The titles are those that the app sets.

mod answer;
pub(crate) mod job_posting;
pub(crate) mod magazine;
pub(crate) mod search;

use addresses::Route;
use axum::http::StatusCode;
use wording::page_title;

pub use self::answer::Page;
use super::head::{Head, Picture};
use crate::http::error::ApiError;
use crate::state::AppState;

const HOME_DESCRIPTION: &str =
    "Articoli sui mestieri e offerte di lavoro vicino a te, con paga e contratto scritti in chiaro.";

/// `path` without its query, and without a slash at its end.
pub async fn find(state: &AppState, path: &str, query: &str) -> Result<Page, ApiError> {
    let mut page = match Route::parse(path) {
        Some(route) => of_route(state, route, query).await?,
        None => Page::missing(StatusCode::NOT_FOUND),
    };
    if let Page::Shell(_, head) = &mut page
        && head.title.is_some()
        && head.picture.is_none()
    {
        head.picture = Some(Picture::of_site(&state.config));
    }
    Ok(page)
}

/// `query` as it came: what a search cannot read of it, its page says.
async fn of_route(state: &AppState, route: Route, query: &str) -> Result<Page, ApiError> {
    let listed = |title: &str| Page::found(Head::listed(title, route.href()));
    Ok(match &route {
        Route::Home => Page::found(Head {
            description: Some(HOME_DESCRIPTION.to_owned()),
            ..Head::listed(page_title::SITE_NAME, route.href())
        }),
        Route::ArticleIndex | Route::ArticleTopic(_) => Page::found(magazine::index(state, query).await?),
        Route::Article(slug) => magazine::article(state, slug).await?,
        Route::JobPostings(_) => Page::found(search::job_postings(state, query).await),
        Route::JobPosting(id) => job_posting::job_posting(state, id).await?,
        Route::Apply(id) => match job_posting::status(state, id).await? {
            StatusCode::OK => Page::found(Head::default()),
            status => Page::missing(status),
        },
        Route::Occupation(occupation) => search::occupation(state, occupation, None).await,
        Route::OccupationInPlace(occupation, place) => search::occupation(state, occupation, Some(place)).await,
        Route::Place(place) => search::place(state, place).await,
        Route::SignUp => listed(page_title::SIGN_UP),
        Route::Privacy => listed(page_title::PRIVACY),
        Route::Partner(_) => listed(page_title::PARTNER),
        // What is somebody's own, and where emails lead.
        Route::SignIn
        | Route::ForgottenPassword
        | Route::NewPassword
        | Route::ConfirmEmail
        | Route::Unsubscribe
        | Route::Saved
        | Route::Applications
        | Route::Alerts
        | Route::Profile
        | Route::Settings => Page::found(Head::default()),
    })
}
