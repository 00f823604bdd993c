//! Whose data is kept no longer: accounts that nobody confirmed.

use chrono::TimeDelta;

use crate::erasure;
use crate::error::ApiError;
use crate::state::AppState;
use crate::store::{erasure as erasure_rows, retention as rows};

/// How long an account waits for its link to be followed: no address lies here for long whose owner never said yes.
const UNCONFIRMED_FOR: TimeDelta = TimeDelta::days(7);

/// Erases the accounts whose time has come. What the log of writes still holds of them is left to the caller.
pub async fn erase_due(state: &AppState) -> Result<(), ApiError> {
    let made = (state.clock.now() - UNCONFIRMED_FOR).timestamp();
    for account in rows::list_unconfirmed(&state.store.read, made, None).await? {
        let mut tx = state.store.begin_write().await?;
        // Its link may have been followed since.
        if rows::list_unconfirmed(&mut *tx, made, Some(&account)).await?.is_empty() {
            continue;
        }
        let files = erasure_rows::erase(&mut tx, &account).await?;
        tx.commit().await?;
        erasure::forget_files(state, &account, files).await?;
        tracing::info!("an account that nobody confirmed was erased");
    }
    Ok(())
}
