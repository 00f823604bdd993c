//! How an email leaves: through an SMTP server, or into a folder.

use std::path::PathBuf;
use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

use super::letter::Letter;
use crate::config::Config;

/// Longest wait for one answer of the SMTP server.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Transport {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>),
    /// One `.eml` per email, for machines without an SMTP server.
    Folder(PathBuf),
}

#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    #[error("address: {0}")]
    Address(#[from] lettre::address::AddressError),
    #[error("message: {0}")]
    Message(#[from] lettre::error::Error),
    #[error("random numbers: {0}")]
    Random(String),
    #[error("SMTP: {0}")]
    Smtp(#[from] smtp::Error),
    #[error("outbox folder: {0}")]
    Folder(#[from] std::io::Error),
}

impl TransportError {
    /// Whether trying again is of no use: the server said so, or no message can be made of it.
    pub fn is_permanent(&self) -> bool {
        match self {
            Self::Address(_) | Self::Message(_) => true,
            Self::Smtp(error) => error.is_permanent(),
            Self::Random(_) | Self::Folder(_) => false,
        }
    }
}

impl Transport {
    pub fn new(config: &Config) -> Result<Self, TransportError> {
        let from = config.mail_from.parse()?;
        let way = match &config.smtp_url {
            None => Way::Folder(config.outbox_dir()),
            Some(url) => {
                let smtp = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)?.timeout(Some(PATIENCE)).build();
                Way::Smtp(Box::new(smtp))
            }
        };
        Ok(Self { from, way })
    }

    /// Hands one email over. `label` names its file.
    pub async fn send(&self, letter: &Letter<'_>, label: &str) -> Result<(), TransportError> {
        let message = letter.message(&self.from)?;
        match &self.way {
            Way::Smtp(smtp) => {
                smtp.send(message).await?;
            }
            Way::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await?;
                let file = folder.join(format!("{label}.eml"));
                tokio::fs::write(&file, message.formatted()).await?;
                // This way is for development: the link is what one wants to follow there.
                let link = letter.wording.action.as_ref().map_or("", |action| action.link.as_str());
                tracing::info!(file = %file.display(), link, "no SMTP server is configured: the email is a file");
            }
        }
        Ok(())
    }
    /// Deletes the files of all emails to an account.
    pub async fn forget(&self, account: &str) -> Result<(), TransportError> {
        let Way::Folder(folder) = &self.way else { return Ok(()) };
        let mut files = match tokio::fs::read_dir(folder).await {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            files => files?,
        };
        let prefix = format!("{account}-");
        while let Some(file) = files.next_entry().await? {
            if file.file_name().to_string_lossy().starts_with(&prefix) {
                tokio::fs::remove_file(file.path()).await?;
            }
        }
        Ok(())
    }
}
