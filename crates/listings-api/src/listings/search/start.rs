use chrono::{DateTime, Utc};
use search::{IndexError, Searcher};
use store::Store;

use super::source;

/// Brings the index of a server that starts up to date. What can't be written now is tried again while it runs.
pub async fn update_index_at_start(searcher: &Searcher, store: &Store, now: DateTime<Utc>) -> Result<(), IndexError> {
    match searcher.catch_up(&source::Stored(store), now.timestamp()).await {
        Err(error @ IndexError::Source(_)) => Err(error),
        Err(error) => {
            tracing::warn!(%error, "the search index is not up to date");
            Ok(())
        }
        Ok(()) => Ok(()),
    }
}
