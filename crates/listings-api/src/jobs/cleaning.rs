//! What is done once an hour: what may be kept no longer goes, and a crash at the wrong moment leaves nothing behind.

use std::time::Duration;

use chrono::{DateTime, Days, TimeDelta, Utc};
use contract::deadline::rome_date;

use crate::candidates::erasure::retention;
use crate::http::error::ApiError;
use crate::jobs;
use crate::state::AppState;
use store::{emails, job_applications as rows, partner_days, push_subscriptions};

const EVERY: Duration = Duration::from_secs(3600);
/// Two years and a month: a month can be held against the same one two years before.
const PARTNER_DAYS_KEPT: Days = Days::new(2 * 365 + 31);
/// Rows that could not be sent stay this long, for the operator.
const SET_ASIDE_FOR: TimeDelta = TimeDelta::days(30);
/// A file is written before its row: a younger one may be on its way.
const OLD_ENOUGH: TimeDelta = TimeDelta::hours(1);

/// Cleans up until the server stops.
pub async fn run_cleaning(state: AppState) {
    // By the machine's clock, as the times of files are.
    jobs::repeat(state, "housekeeping", EVERY, |state| async move { clean(&state, Utc::now() - OLD_ENOUGH).await })
        .await;
}

/// Sees to the accounts whose time has come, forgets what was set aside long ago, deletes CVs last written before a
/// moment that belong to no application, and empties the log of writes. What fails does not stop the rest; the first
/// error is given.
pub async fn clean(state: &AppState, before: DateTime<Utc>) -> Result<(), ApiError> {
    let mut outcome = retention::apply(state).await;
    let mut note = |done: Result<(), ApiError>| {
        if let (Err(error), Err(_)) = (&done, &outcome) {
            tracing::error!(%error, "a part of the hourly cleaning failed too");
        }
        outcome = std::mem::replace(&mut outcome, Ok(())).and(done);
    };
    note(forget_old_rows(state).await);
    note(delete_unused_files(state, before).await);
    match state.store.empty_write_log().await {
        Ok(true) => {}
        Ok(false) => tracing::debug!("the log of writes is in use"),
        Err(error) => note(Err(error.into())),
    }
    outcome
}

async fn forget_old_rows(state: &AppState) -> Result<(), ApiError> {
    let now = state.clock.now();
    partner_days::delete_before(&state.store, rome_date(now) - PARTNER_DAYS_KEPT).await?;
    let month_ago = (now - SET_ASIDE_FOR).timestamp();
    emails::OUTBOX.delete_set_aside_before(&state.store, month_ago).await?;
    push_subscriptions::OUTBOX.delete_set_aside_before(&state.store, month_ago).await?;
    Ok(())
}

async fn delete_unused_files(state: &AppState, before: DateTime<Utc>) -> Result<(), ApiError> {
    let files = state.cv_files.list_before(before).await?;
    let in_use = rows::files_in_use(&state.store, &files).await?;
    let mut outcome = Ok(());
    for file in files.iter().filter(|file| !in_use.contains(file)) {
        outcome = outcome.and(state.cv_files.delete(file).await);
    }
    outcome
}
