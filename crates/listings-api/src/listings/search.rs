//! Answers a [`JobSearch`]: the list endpoint, the job postings inside articles, similar ones and the counts of the
//! taxonomies run this same code. The crate `search` finds them; their texts are in the database.

pub(crate) mod source;

use std::time::Duration;

use chrono::{DateTime, Utc};
use contract::{JobPostingPage, JobPostingSummary, JobSearch};
use search::{Found, IndexError, Position, RoleFigures, question};
use store::job_postings::{self as rows, Row};

use super::posting;
use crate::http::error::ApiError;
use crate::jobs;
use crate::listings::Listings;
use crate::state::AppState;

/// How often a running server looks whether another process has imported something.
const UPDATE_EVERY: Duration = Duration::from_secs(1);

/// One page of open job postings with the facets. What the search names must exist: an unknown slug is named in the error.
pub async fn search(listings: &Listings, search: &JobSearch) -> Result<JobPostingPage, ApiError> {
    let now = listings.clock.now();
    let question = question(search, &search.effective_sort());
    let after = match &search.cursor {
        None => None,
        Some(cursor) => {
            let position = listings.cursor_key.verify(&question, cursor).and_then(|text| Position::from_text(&text));
            if position.is_none() {
                // A search that names what isn't there has no cursor: say that first.
                listings.searcher.check(search, now)?;
                return Err(ApiError::parameter("cursor", "invalid", "not a cursor of this search"));
            }
            position
        }
    };
    let limit = usize::from(search.limit.unwrap_or(contract::job_search::DEFAULT_LIMIT));
    let found = listings.searcher.search(search, after, limit, now).await?;
    let last = found.page.last().filter(|_| found.has_more);
    let next_cursor = last.map(|position| listings.cursor_key.sign(&question, &position.to_text()));
    Ok(JobPostingPage {
        items: summaries(listings, &found.page, now, Some(&found)).await?,
        total: found.total,
        next_cursor,
        facets: found.facets,
        place: found.place,
        suggestions: found.suggestions,
    })
}

/// Open job postings of the same role, the nearest first, then the newest.
pub async fn similar(listings: &Listings, row: &Row, limit: usize) -> Result<Vec<JobPostingSummary>, ApiError> {
    let now = listings.clock.now();
    let nearest =
        listings.searcher.similar(row.seq, row.occupation.as_deref(), row.place.as_deref(), limit, now).await?;
    summaries(listings, &nearest, now, None).await
}

/// Open job postings per occupation and per industry, in the order of the taxonomy.
pub async fn open_counts(listings: &Listings) -> Result<(Vec<u64>, Vec<u64>), ApiError> {
    Ok(listings.searcher.open_counts(listings.clock.now()).await?)
}

/// Where the open job postings of a role are and what they pay.
pub async fn role_figures(listings: &Listings, occupation: &str) -> Result<RoleFigures, ApiError> {
    Ok(listings.searcher.role_figures(occupation, listings.clock.now()).await?)
}

/// Brings the index up to date, now.
pub async fn update_index(listings: &Listings) -> Result<(), IndexError> {
    listings.searcher.catch_up(&source::Stored(&listings.store), listings.clock.now().timestamp()).await
}

/// Keeps the index up to date with what other processes import, and mends it, until the server stops.
pub async fn run_index_updates(state: AppState) {
    jobs::repeat(state, "search_index", UPDATE_EVERY, |state| async move {
        match update_index(&state.listings).await {
            Err(error) if error.is_busy() => {
                tracing::debug!("another process is writing the search index");
                Ok(())
            }
            done => done,
        }
    })
    .await;
}

/// The job postings at these positions, as lists show them.
async fn summaries(
    listings: &Listings,
    page: &[Position],
    now: DateTime<Utc>,
    found: Option<&Found>,
) -> Result<Vec<JobPostingSummary>, ApiError> {
    let seqs: Vec<i64> = page.iter().map(|position| position.seq).collect();
    let stored = rows::list_by_seq(&listings.store, &seqs).await?;
    // The index may lag behind an import by a moment: what has ended meanwhile is left out.
    let open = stored.into_iter().filter(|row| posting::is_open(row, now));
    let with_distance = open.map(|row| {
        let place = found.filter(|_| row.workplace_type != "remote").zip(row.place.as_deref());
        let metres = place.and_then(|(found, slug)| found.distance_metres(&listings.taxonomy, slug));
        let km = metres.map(|metres| (f64::from(metres) / 100.0).round() / 10.0);
        posting::summary(row, &listings.taxonomy, now, km)
    });
    Ok(with_distance.collect())
}
