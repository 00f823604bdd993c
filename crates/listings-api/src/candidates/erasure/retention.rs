//! Whose data is kept no longer: accounts that nobody confirmed, and accounts that nobody uses, after telling them.

use chrono::{DateTime, Months, TimeDelta, Utc};

use crate::candidates::erasure::erase as erasure;
use crate::delivery::mail::Kind;
use crate::http::error::ApiError;
use crate::state::AppState;
use store::erasure as erasure_rows;
use store::retention::{self as rows, Limits, Told};

/// How long an account waits for its link to be followed: no address is stored for long without its owner's consent.
const UNCONFIRMED_FOR: TimeDelta = TimeDelta::days(7);
/// How long before its account goes someone is told.
const NOTICE: TimeDelta = TimeDelta::days(30);
/// Candidates who were here more recently are not told, however few months are configured: a month less the notice is nothing.
const LEAST_QUIET: TimeDelta = TimeDelta::days(7);

/// Warns owners whose account will be erased, and erases accounts whose time has come. What the log of writes still
/// holds of them is left to the caller.
pub async fn apply(state: &AppState) -> Result<(), ApiError> {
    let now = state.clock.now();
    let unused = now.checked_sub_months(Months::new(state.config.inactive_months));
    let unused = unused.ok_or_else(|| ApiError::Internal("the months of an unused account are too many".to_owned()))?;
    let mut tx = state.store.begin_write().await?;
    let kind = Kind::InactiveAccount.as_str();
    let quiet_since = (unused + NOTICE).min(now - LEAST_QUIET);
    let told = rows::tell(&mut tx, kind, quiet_since.timestamp(), now.timestamp()).await?;
    tx.commit().await?;
    if told > 0 {
        state.outbox.notify_one();
        tracing::info!(accounts = told, "owners of accounts that are not used are told");
    }
    let limits = Limits {
        unconfirmed: (now - UNCONFIRMED_FOR).timestamp(),
        unused: unused.timestamp(),
        told: (now - NOTICE).timestamp(),
    };
    let mut outcome = Ok(());
    for account in rows::list_due(&state.store, limits, None).await? {
        // One that can't be erased keeps no other.
        outcome = outcome.and(erase_if_due(state, &account, limits).await);
    }
    outcome
}

async fn erase_if_due(state: &AppState, account: &str, limits: Limits) -> Result<(), ApiError> {
    let mut tx = state.store.begin_write().await?;
    // It may have been used, or its link followed, since.
    if rows::list_due(&mut tx, limits, Some(account)).await?.is_empty() {
        return Ok(());
    }
    let files = erasure_rows::erase(&mut tx, account).await?;
    tx.commit().await?;
    tracing::info!("an account that nobody confirmed or uses was erased");
    erasure::forget_files(state, account, files).await
}

/// When an account goes, unless it is used. `None`: its row holds times that no calendar has.
pub fn goes_at(told: Told, inactive_months: u32) -> Option<DateTime<Utc>> {
    let at = |seconds| DateTime::from_timestamp(seconds, 0);
    let unused_for_long = at(told.seen_at)?.checked_add_months(Months::new(inactive_months))?;
    let warned_for_long = at(told.inactive_told_at)?.checked_add_signed(NOTICE)?;
    Some(unused_for_long.max(warned_for_long))
}
