use store::ErrorKind;
pub use store::outbox::Claim;
use store::outbox::OutboxTable;
use tokio::sync::Notify;

use super::backoff::Backoff;
use super::outcome::Outcome;
use crate::http::error::ApiError;
use crate::state::AppState;

/// Why nothing could be sent of a row.
#[derive(Debug)]
pub enum Fault {
    /// Nothing can be made of it, now or later.
    Row(String),
    /// Not the row's fault, as far as one can tell.
    Other(ApiError),
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        match error.kind() {
            ErrorKind::Unreadable => Self::Row(error.to_string()),
            _ => Self::Other(error.into()),
        }
    }
}

impl From<ApiError> for Fault {
    fn from(error: ApiError) -> Self {
        Self::Other(error)
    }
}

/// An outbox, and how its rows are sent.
pub trait Outbox: 'static {
    /// Of the job.
    const NAME: &'static str;
    /// Sent at once, in all and to one destination.
    const AT_ONCE: usize;
    const AT_ONCE_TO_ONE: usize;
    /// Longest wait between two attempts, in seconds.
    const LONGEST_WAIT: i64;
    /// Where its rows are.
    const ROWS: OutboxTable;

    fn backoff(state: &AppState) -> &Backoff;

    /// Told when something was put into it.
    fn news(state: &AppState) -> &Notify;

    /// Sends it, within a time limit, and takes it out of the outbox when that is done with.
    fn deliver(state: &AppState, claim: &Claim) -> impl Future<Output = Result<Outcome, Fault>> + Send;

    /// Keeps it out of the way, with the reason.
    fn set_aside(
        state: &AppState,
        claim: &Claim,
        reason: &str,
        now: i64,
    ) -> impl Future<Output = Result<(), store::Error>> + Send;
}
