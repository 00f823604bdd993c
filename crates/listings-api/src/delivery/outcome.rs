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
