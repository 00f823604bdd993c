//! What a notification says. The words are written here, so that the worker in the browser needs none of its own. Nothing
//! in it names the person or their search; the push service reads none of it.

use addresses::Route;
use chrono::{DateTime, Utc};
use contract::{JobSearch, JobSort, Language};
use serde_json::json;

use crate::delivery::outbox::Fault;
use crate::listings::posting;
use crate::state::AppState;
use store::job_postings;
use store::push_subscriptions::Outgoing;

/// Offers named in it; phones show two lines.
const NAMED: usize = 3;
const LONGEST_TITLE: usize = 80;
/// Filled up to multiples of this, so that the length of what is encrypted tells little.
const BLOCK: usize = 512;

/// `None`: none of the offers is open any more.
pub async fn of(state: &AppState, push: &Outgoing, now: DateTime<Utc>) -> Result<Option<String>, Fault> {
    let ids: Vec<String> =
        serde_json::from_str(&push.job_postings).map_err(|error| Fault::Row(format!("its list of offers: {error}")))?;
    let mut open = job_postings::list_by_id(&state.store, &ids).await?;
    open.retain(|row| posting::is_open(row, now));
    let count = open.len();
    let mut offers = open.into_iter().map(|row| posting::summary(row, &state.taxonomy, now, None));
    let Some(first) = offers.next() else { return Ok(None) };
    let is_english = Language::from(push.language.as_str()) == Language::English;
    let url = if count == 1 { Route::JobPosting(first.id.clone()).href() } else { search_address(&push.query)? };
    let titles = std::iter::once(&first).map(title).chain(offers.take(NAMED - 1).map(|offer| title(&offer)));
    let body = titles.collect::<Vec<_>>().join("\n");
    let title = match (count, is_english) {
        (1, false) => "Un’offerta nuova per te".to_owned(),
        (1, true) => "A new job for you".to_owned(),
        (count, false) => format!("{count} offerte nuove per te"),
        (count, true) => format!("{count} new jobs for you"),
    };
    let language = if is_english { "en" } else { "it" };
    let message =
        json!({ "alert": push.alert, "title": title, "body": body, "url": url, "count": count, "lang": language });
    let mut message = message.to_string();
    let filled = message.len().next_multiple_of(BLOCK);
    message.extend(std::iter::repeat_n(' ', filled - message.len()));
    Ok(Some(message))
}

fn title(offer: &contract::JobPostingSummary) -> String {
    let place = offer.job_location.as_ref().map(|location| location.label.as_str());
    let text = std::iter::once(offer.title.as_str()).chain(place).collect::<Vec<_>>().join(", ");
    match text.char_indices().nth(LONGEST_TITLE) {
        Some((end, _)) => format!("{}…", text.split_at(end).0.trim_end()),
        None => text,
    }
}

/// The page of the search, the newest first.
fn search_address(query: &str) -> Result<String, Fault> {
    let search = JobSearch::from_query(query).map_err(|_| Fault::Row("its search is invalid".to_owned()))?;
    Ok(Route::JobPostings(JobSearch { sort: Some(JobSort::Newest), ..search }).href())
}
