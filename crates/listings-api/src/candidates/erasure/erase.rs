//! Erasing an account so that no byte of it is left: by its owner, or because nobody confirmed or uses it.

use crate::http::error::ApiError;
use crate::state::AppState;
use store::Store;
use store::erasure as rows;

/// Erases an account from database and folders. What the log of writes still holds of it goes with
/// [`empty_write_log`].
pub async fn erase(state: &AppState, account: &str) -> Result<(), ApiError> {
    let mut tx = state.store.begin_write().await?;
    let files = rows::erase(&mut tx, account).await?;
    tx.commit().await?;
    forget_files(state, account, files).await
}

/// Deletes what lies outside the database, once the rows are gone: its CVs and the files of its emails. All that can be,
/// whatever fails; `housekeeping` tries the CVs again.
pub async fn forget_files(state: &AppState, account: &str, files: Vec<String>) -> Result<(), ApiError> {
    let mut outcome = state.mail.forget(account).await.map_err(ApiError::from);
    for file in files {
        outcome = outcome.and(state.cv_files.delete(&file).await);
    }
    outcome
}

/// Empties the log of writes; where readers are in the way, `housekeeping` does so later.
pub async fn empty_write_log(store: &Store) -> Result<(), ApiError> {
    if !store.empty_write_log().await? {
        tracing::warn!("the log of writes is in use; what was erased leaves it within the hour");
    }
    Ok(())
}
