use lettre::transport::smtp;

use crate::delivery::outcome::Evidence;
use crate::http::error::ApiError;

#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    #[error("address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("message: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("random numbers: {0}")]
    Random(String),
    #[error("SMTP address: {0}")]
    Url(&'static str),
    /// About this letter.
    #[error("SMTP: {0}")]
    Smtp(#[from] smtp::Error),
    /// Whatever the letter.
    #[error("SMTP server: {0}")]
    Server(smtp::Error),
    #[error("SMTP server: it does not answer")]
    SilentServer,
    #[error("SMTP: the letter was not taken in time")]
    SlowAnswer,
    #[error("outbox folder: {0}")]
    Folder(#[from] std::io::Error),
}

impl TransportError {
    /// Whether no message can be made, now or later.
    pub fn is_of_the_row(&self) -> bool {
        matches!(self, Self::Address(_) | Self::Message(_))
    }

    /// Whether the server refuses this letter for good, or can't be given it: an address that it has no letters for.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Smtp(error) if error.is_permanent() || error.is_client())
    }

    pub fn evidence(&self) -> Evidence {
        match self {
            Self::Address(_) | Self::Message(_) | Self::Random(_) | Self::Url(_) => Evidence::Nothing,
            Self::Server(_) | Self::SilentServer | Self::Folder(_) => Evidence::NoWay,
            Self::Smtp(_) if self.is_refusal() => Evidence::Reached,
            Self::Smtp(_) => Evidence::Unreached { is_slow: false },
            Self::SlowAnswer => Evidence::Unreached { is_slow: true },
        }
    }
}

impl From<TransportError> for ApiError {
    fn from(error: TransportError) -> Self {
        Self::of("mail", &error)
    }
}
