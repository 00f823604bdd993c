//! What the address of a page answers, so that search engines and link previews hear the truth although the shell is the
//! same. The titles are those that the app sets.

pub(crate) mod job_posting;
pub(crate) mod magazine;
pub(crate) mod search;

use addresses::Route;
use axum::http::StatusCode;
use contract::PageHead;
use structured_data::Site;
use wording::page_title;

use super::head::{Head, Picture};
use crate::http::error::ApiError;
use crate::state::AppState;

/// Longest description, in characters: search engines and chats cut what is longer.
const DESCRIPTION_CHARACTERS: usize = 200;
const HOME_DESCRIPTION: &str =
    "Articoli sui mestieri e offerte di lavoro vicino a te, con paga e contratto scritti in chiaro.";

pub enum Page {
    Shell(StatusCode, Box<Head>),
    Moved(String),
}

impl Page {
    /// For the static prerenderer.
    pub fn into_head(self, site: &Site) -> PageHead {
        match self {
            Self::Shell(status, head) => head.of_page(status, site),
            Self::Moved(path) => PageHead {
                status: StatusCode::PERMANENT_REDIRECT.as_u16(),
                moved_to: Some(path),
                ..PageHead::default()
            },
        }
    }

    fn found(head: Head) -> Self {
        Self::Shell(StatusCode::OK, Box::new(head))
    }

    fn missing(status: StatusCode) -> Self {
        Self::Shell(status, Box::new(Head::unlisted(page_title::NOT_FOUND)))
    }
}

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

/// Cut between words.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(DESCRIPTION_CHARACTERS) else { return text.to_owned() };
    let start = text.get(..end).unwrap_or(text);
    let words = start.rsplit_once(char::is_whitespace).map_or(start, |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', '.', ';', ':', ' ', '\u{a0}', '·']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shortened("Breve."), "Breve.");
        let long = "però, ".repeat(60);
        let cut = shortened(&long);
        assert!(cut.ends_with("però…") && cut.chars().count() <= DESCRIPTION_CHARACTERS + 1, "{cut}");
        assert_eq!(shortened(&"è".repeat(300)).chars().count(), DESCRIPTION_CHARACTERS + 1);
    }
}
