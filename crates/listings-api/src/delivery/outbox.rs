use store::ErrorKind;
pub use store::claim::Claim;
use tokio::sync::Notify;

use super::Backoff;
use crate::http::error::ApiError;
use crate::state::AppState;

/// What a delivery tells about its destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    Nothing,
    /// It answered, be it with a refusal.
    Reached,
    /// It said that it could not now, or (slow) said nothing in time.
    Unreached {
        is_slow: bool,
    },
    /// No destination can be reached: the mail server does not answer.
    NoWay,
}

/// What becomes of the row.
#[derive(Debug)]
pub enum Next {
    /// It is gone from the outbox.
    Done,
    Later {
        /// Without anybody's address.
        reason: String,
        /// What the destination asks for, in seconds.
        after: Option<i64>,
    },
    /// The server stops: it is put back as it was.
    Interrupted,
}

#[derive(Debug)]
pub struct Outcome {
    pub evidence: Evidence,
    pub next: Next,
}

impl Outcome {
    /// The row is gone, and nobody was asked.
    pub const POINTLESS: Self = Self { evidence: Evidence::Nothing, next: Next::Done };
    pub const INTERRUPTED: Self = Self { evidence: Evidence::Nothing, next: Next::Interrupted };
}

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

/// An outbox, and how what is in it is sent.
pub trait Outbox: 'static {
    /// Of the job.
    const NAME: &'static str;
    /// Sent at once, in all and to one destination.
    const AT_ONCE: usize;
    const AT_ONCE_TO_ONE: usize;
    /// Longest wait between two attempts, in seconds.
    const LONGEST_WAIT: i64;

    fn backoff(state: &AppState) -> &Backoff;

    /// Told when something was put into it.
    fn news(state: &AppState) -> &Notify;

    /// Claims the oldest row whose time has come (Unix seconds), but none for these destinations.
    fn claim(
        state: &AppState,
        but: &[String],
        now: i64,
        until: i64,
    ) -> impl Future<Output = Result<Option<Claim>, store::Error>> + Send;

    /// Sends it, within a time limit, and takes it out of the outbox when that is done with.
    fn deliver(state: &AppState, claim: &Claim) -> impl Future<Output = Result<Outcome, Fault>> + Send;

    /// Gives a claimed row a time (Unix seconds); `is_counted`: the attempt was one.
    fn put_back(
        state: &AppState,
        claim: &Claim,
        next_attempt_at: i64,
        is_counted: bool,
    ) -> impl Future<Output = Result<(), store::Error>> + Send;

    /// Keeps it out of the way, with the reason.
    fn set_aside(
        state: &AppState,
        claim: &Claim,
        reason: &str,
        now: i64,
    ) -> impl Future<Output = Result<(), store::Error>> + Send;
}
