//! Runs the alerts whose time has come: the very search of the list of offers, then an email and notifications about
//! what is new.

use std::time::Duration;

use chrono::{DateTime, Days, NaiveTime, Utc};
use contract::deadline::{rome_date, rome_time};
use contract::job_search::MAX_LIMIT;
use contract::{AlertFrequency, JobSearch, JobSort};

use crate::delivery::mail::Kind;
use crate::delivery::outbox::Fault;
use crate::http::error::ApiError;
use crate::jobs;
use crate::listings::search;
use crate::state::AppState;
use store::alerts::{self as rows, Row};
use store::push_subscriptions as push_rows;

const LOOK_EVERY: Duration = Duration::from_secs(60);
/// Alerts claimed at once.
const BATCH: u32 = 10;
/// How long one may take: longer than all its searches.
const LIMIT: Duration = Duration::from_secs(60);
/// How long a claim holds, in seconds: longer than a batch takes, each at its limit.
const LEASE: i64 = 15 * 60;
/// Most offers in one email; the rest comes with the next.
const MOST_IN_EMAIL: usize = 20;
/// Most pages that are looked through for new offers.
const MOST_PAGES: usize = 20;
/// When the day's emails go out, in Rome.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(7, 0, 0).expect("an hour of the day");
/// Wait after a failure, in seconds.
const AFTER_FAILURE: i64 = 3600;

/// Runs alerts until the server stops.
pub async fn run_alerts(state: AppState) {
    jobs::repeat(state, "alerts", LOOK_EVERY, |state| async move { run_due(&state).await }).await;
}

/// Runs every alert whose time has come. One that fails does not stop the others.
pub async fn run_due(state: &AppState) -> Result<(), ApiError> {
    while !state.jobs.is_stopping() {
        let now = state.clock.now();
        let due = rows::claim_due(&state.store, now.timestamp(), now.timestamp() + LEASE, BATCH).await?;
        if due.is_empty() {
            break;
        }
        for alert in due {
            let ran = tokio::time::timeout(LIMIT, run(state, &alert, now)).await;
            if let Err(fault) = ran.unwrap_or(Err(Fault::Other(ApiError::SlowSearch))) {
                failed(state, &alert, fault, now).await;
            }
        }
    }
    Ok(())
}

async fn failed(state: &AppState, alert: &str, fault: Fault, now: DateTime<Utc>) {
    let noted = match fault {
        Fault::Row(reason) => {
            tracing::error!(reason, alert, "an alert can't be run; it is set aside");
            rows::set_aside(&state.store, alert, &reason, now.timestamp()).await
        }
        Fault::Other(error) => {
            tracing::warn!(%error, alert, "an alert failed; it is run again in an hour");
            rows::schedule(&state.store, alert, now.timestamp() + AFTER_FAILURE).await
        }
    };
    if let Err(error) = noted {
        // Its lease ends by itself.
        tracing::error!(%error, alert, "that an alert failed could not be noted");
    }
}

async fn run(state: &AppState, alert: &str, now: DateTime<Utc>) -> Result<(), Fault> {
    let Some(alert) = rows::find(&state.store, alert).await? else { return Ok(()) };
    let new = find_new(state, &alert).await?;
    let next = next_run(now, &AlertFrequency::from(alert.frequency.as_str()));
    let mut tx = state.store.begin_write().await?;
    if !new.is_empty() {
        let kind = Kind::Alert.as_str();
        rows::enqueue(&mut tx, &alert, kind, &new, now.timestamp(), &now.to_rfc3339()).await?;
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
async fn find_new(state: &AppState, alert: &Row) -> Result<Vec<String>, Fault> {
    let search = JobSearch::from_query(&alert.query).map_err(|_| unanswerable())?;
    let mut search = JobSearch { sort: Some(JobSort::Newest), limit: Some(MAX_LIMIT), ..search };
    let mut found = Vec::new();
    for _ in 0..MOST_PAGES {
        let page = search::search(&state.listings, &search).await.map_err(|error| match error {
            ApiError::Query(_) => unanswerable(),
            error => Fault::Other(error),
        })?;
        let ids: Vec<_> = page.items.iter().map(|offer| offer.id.as_str()).collect();
        found.extend(rows::new_to(&state.store, alert, &ids).await?);
        search.cursor = page.next_cursor;
        if found.len() >= MOST_IN_EMAIL || search.cursor.is_none() {
            break;
        }
    }
    found.truncate(MOST_IN_EMAIL);
    Ok(found)
}

/// What it looked for is not in the taxonomies any more. What that was is its owner's affair.
fn unanswerable() -> Fault {
    Fault::Row("its search is invalid".to_owned())
}

/// Seven in the morning in Rome, on the next day or the same day of the next week.
pub fn next_run(now: DateTime<Utc>, frequency: &AlertFrequency) -> i64 {
    let days = if *frequency == AlertFrequency::Weekly { 7 } else { 1 };
    let day = rome_date(now).checked_add_days(Days::new(days)).unwrap_or_else(|| rome_date(now));
    rome_time(day.and_time(MORNING)).timestamp()
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
