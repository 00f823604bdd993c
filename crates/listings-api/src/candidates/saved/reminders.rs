//! Every morning, to candidates with saved offers that close soon and without an application: one email with all of
//! them.

use std::time::Duration;

use chrono::{DateTime, Days, Utc};
use contract::AlertFrequency;
use contract::deadline::{end_of_last_day, rome_date};

use crate::candidates::alerts::due::next_run;
use crate::delivery::mail::Kind;
use crate::http::error::ApiError;
use crate::jobs;
use crate::state::AppState;
use store::{emails, saved_reminders as rows, settings};

const LOOK_EVERY: Duration = Duration::from_secs(60);
/// An offer is about to close when its last day, in Rome, is at most this many days away.
const DAYS_AHEAD: u64 = 3;
/// Wait after a failure, in seconds.
const AFTER_FAILURE: i64 = 3600;
/// The setting that holds when the next emails go out: Unix seconds.
const NEXT_RUN: &str = "saved_reminders_next_run";

/// Sends reminders until the server stops.
pub async fn run_reminders(state: AppState) {
    jobs::repeat(state, "saved_reminders", LOOK_EVERY, |state| async move { run_due(&state).await }).await;
}

/// Puts the reminders into the outbox, if it is time: seven in the morning in Rome, once a day. Nobody gets anything
/// twice, whichever process runs it: what is reminded of is marked in the same transaction. One account that fails does
/// not stop the others; it is tried again in an hour.
pub async fn run_due(state: &AppState) -> Result<(), ApiError> {
    let now = state.clock.now();
    let mut next = next_run(now, &AlertFrequency::Daily);
    let due: Option<i64> = settings::find(&state.store, NEXT_RUN).await?.and_then(|due| due.parse().ok());
    if due.is_some_and(|due| now.timestamp() < due) {
        return Ok(());
    }
    let mut failed = 0;
    // The very first time it is not morning: tomorrow's are the first.
    if due.is_some() {
        let until = last_moment(now).timestamp();
        for account in rows::list_accounts(&state.store, now.timestamp(), until).await? {
            if state.jobs.is_stopping() {
                // The next start goes on.
                return Ok(());
            }
            if let Err(error) = remind(state, &account, now, until).await {
                tracing::error!(%error, "somebody could not be reminded of offers that close");
                failed += 1;
                next = next.min(now.timestamp() + AFTER_FAILURE);
            }
        }
    }
    let mut tx = state.store.begin_write().await?;
    settings::put(&mut tx, NEXT_RUN, &next.to_string()).await?;
    tx.commit().await?;
    match failed {
        0 => Ok(()),
        failed => Err(ApiError::Internal(format!("{failed} accounts were not reminded"))),
    }
}

async fn remind(state: &AppState, account: &str, now: DateTime<Utc>, until: i64) -> Result<(), ApiError> {
    let mut tx = state.store.begin_write().await?;
    let offers = rows::list_closing(&mut tx, account, now.timestamp(), until).await?;
    if offers.is_empty() {
        return Ok(());
    }
    rows::record(&mut tx, account, &offers, now.timestamp()).await?;
    emails::enqueue_about(&mut tx, Kind::SavedReminder.as_str(), account, &offers, now.timestamp()).await?;
    tx.commit().await?;
    state.outbox.notify_one();
    Ok(())
}

fn last_moment(now: DateTime<Utc>) -> DateTime<Utc> {
    let today = rome_date(now);
    end_of_last_day(today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today)).to_utc()
}
