//! What is done once an hour: what may be kept no longer goes, and a crash at the wrong moment leaves nothing behind.

use std::time::Duration;

use chrono::{DateTime, Days, TimeDelta, Utc};
use contract::deadline::rome_date;

use crate::error::ApiError;
use crate::retention;
use crate::state::AppState;
use crate::store::{job_applications as rows, partner_days};

const EVERY: Duration = Duration::from_secs(3600);
/// Two years and a month: a month can be held against the same one two years before.
const PARTNER_DAYS_KEPT: Days = Days::new(2 * 365 + 31);
/// A file is written before its row: a younger one may be on its way.
const OLD_ENOUGH: TimeDelta = TimeDelta::hours(1);

/// Cleans up for as long as the server runs.
pub async fn follow(state: AppState) {
    loop {
        // By the machine's clock, as the times of files are.
        if let Err(error) = clean(&state, Utc::now() - OLD_ENOUGH).await {
            tracing::error!(%error, "the hourly cleaning failed");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Sees to the accounts whose time has come, deletes CVs last written before a moment that belong to no application, and
/// empties the log of writes.
pub async fn clean(state: &AppState, before: DateTime<Utc>) -> Result<(), ApiError> {
    retention::apply(state).await?;
    let today = rome_date(state.clock.now());
    partner_days::delete_before(&state.store.write, today - PARTNER_DAYS_KEPT).await?;
    let files = state.cv_files.list_before(before).await?;
    let in_use = rows::files_in_use(&state.store.read, &files).await?;
    for file in files.iter().filter(|file| !in_use.contains(file)) {
        state.cv_files.delete(file).await?;
    }
    if !state.store.empty_write_log().await? {
        tracing::debug!("the log of writes is in use");
    }
    Ok(())
}
