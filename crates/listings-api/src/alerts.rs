//! Runs the alerts whose time has come: the very search of the list of offers, then an email and notifications about
//! what is new.

use std::time::Duration;

use chrono::{DateTime, Days, NaiveTime, Utc};
use contract::deadline::{rome_date, rome_time};
use contract::job_search::MAX_LIMIT;
use contract::{AlertFrequency, JobSearch, JobSort};

use crate::error::ApiError;
use crate::mail::Kind;
use crate::search;
use crate::state::AppState;
use crate::store::alerts::{self as rows, Row};
use crate::store::push_subscriptions as push_rows;

const LOOK_EVERY: Duration = Duration::from_secs(60);
/// Alerts taken at once.
const BATCH: u32 = 50;
/// Most offers in one email; the rest comes with the next.
const MOST_IN_EMAIL: usize = 20;
/// Most pages that are looked through for new offers.
const MOST_PAGES: usize = 20;
/// When the day's emails go out, in Rome.
const HOUR: u32 = 7;
/// Wait after a failure, in seconds.
const AFTER_FAILURE: i64 = 3600;

/// Runs alerts for as long as the server runs.
pub async fn follow(state: AppState) {
    loop {
        if let Err(error) = run_due(&state).await {
            tracing::error!(%error, "alerts could not be run");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Runs every alert whose time has come. One that fails does not stop the others.
pub async fn run_due(state: &AppState) -> Result<(), ApiError> {
    loop {
        let now = state.clock.now();
        let due = rows::list_due(&state.store.read, now.timestamp(), BATCH).await?;
        if due.is_empty() {
            return Ok(());
        }
        for alert in due {
            if let Err(error) = run(state, &alert, now).await {
                tracing::warn!(%error, alert = alert.id, "an alert failed; it is run again in an hour");
                let mut connection = state.store.write.acquire().await?;
                rows::schedule(&mut connection, &alert.id, now.timestamp() + AFTER_FAILURE).await?;
            }
        }
    }
}

async fn run(state: &AppState, alert: &Row, now: DateTime<Utc>) -> Result<(), ApiError> {
    let new = find_new(state, alert).await?;
    let next = next_run(now, &AlertFrequency::from(alert.frequency.as_str()));
    let mut tx = state.store.begin_write().await?;
    if !new.is_empty() {
        let kind = Kind::Alert.as_str();
        rows::enqueue(&mut tx, alert, kind, &new, now.timestamp(), &now.to_rfc3339()).await?;
        push_rows::enqueue(&mut tx, &alert.id, &new, now.timestamp()).await?;
    }
    rows::schedule(&mut tx, &alert.id, next).await?;
    tx.commit().await?;
    if !new.is_empty() {
        state.outbox.notify_one();
        state.pushes.notify_one();
    }
    Ok(())
}

/// Ids of the offers that match and were never sent, newest first.
async fn find_new(state: &AppState, alert: &Row) -> Result<Vec<String>, ApiError> {
    let search = JobSearch::from_query(&alert.query).map_err(ApiError::Query)?;
    let mut search = JobSearch { sort: Some(JobSort::Newest), limit: Some(MAX_LIMIT), ..search };
    let mut found = Vec::new();
    for _ in 0..MOST_PAGES {
        let page = search::search(state, &search).await?;
        let ids: Vec<_> = page.items.iter().map(|offer| offer.id.as_str()).collect();
        found.extend(rows::new_to(&state.store.read, alert, &ids).await?);
        search.cursor = page.next_cursor;
        if found.len() >= MOST_IN_EMAIL || search.cursor.is_none() {
            break;
        }
    }
    found.truncate(MOST_IN_EMAIL);
    Ok(found)
}

/// Seven in the morning in Rome, on the next day or the same day of the next week.
pub fn next_run(now: DateTime<Utc>, frequency: &AlertFrequency) -> i64 {
    let days = if *frequency == AlertFrequency::Weekly { 7 } else { 1 };
    let day = rome_date(now).checked_add_days(Days::new(days)).unwrap_or_else(|| rome_date(now));
    let time = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default();
    rome_time(day.and_time(time)).timestamp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emails_go_out_in_the_morning_by_romes_clock() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap().to_utc();
        let next = |now: &str, frequency| next_run(at(now), &frequency);
        assert_eq!(next("2026-11-23T10:00:00Z", AlertFrequency::Daily), at("2026-11-24T07:00:00+01:00").timestamp());
        assert_eq!(next("2026-11-23T23:30:00Z", AlertFrequency::Daily), at("2026-11-25T07:00:00+01:00").timestamp());
        assert_eq!(next("2026-11-23T10:00:00Z", AlertFrequency::Weekly), at("2026-11-30T07:00:00+01:00").timestamp());
        // Summer time begins in between.
        assert_eq!(next("2027-03-27T10:00:00Z", AlertFrequency::Daily), at("2027-03-28T07:00:00+02:00").timestamp());
    }
}
