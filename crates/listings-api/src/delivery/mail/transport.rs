//! How an email leaves: through an SMTP server, or into a folder.

use std::io::ErrorKind;
use std::path::PathBuf;

use lettre::message::Mailbox;

use super::letter::Letter;
use super::smtp::Smtp;
use super::transport_error::TransportError;
use crate::config::Config;
use disk::private_files;

pub struct Transport {
    from: Mailbox,
    way: Way,
}

enum Way {
    Smtp(Box<Smtp>),
    /// One `.eml` per email, for machines without an SMTP server.
    Folder {
        folder: PathBuf,
        are_links_logged: bool,
    },
}

impl Transport {
    pub fn new(config: &Config) -> Result<Self, TransportError> {
        let from = config.mail_from.parse()?;
        let way = match &config.smtp_url {
            None => Way::Folder { folder: config.outbox_dir(), are_links_logged: config.are_links_logged },
            Some(url) => Way::Smtp(Box::new(Smtp::new(url, config.smtp_connect_timeout, config.delivery_timeout)?)),
        };
        Ok(Self { from, way })
    }

    /// Hands one email over, within the time limit of a delivery. `label` names its file.
    pub async fn send(&self, letter: &Letter<'_>, label: &str) -> Result<(), TransportError> {
        let message = letter.message(&self.from)?;
        match &self.way {
            Way::Smtp(smtp) => smtp.send(&message).await?,
            Way::Folder { folder, are_links_logged } => {
                let file = folder.join(format!("{label}.eml"));
                write_private(folder.clone(), file.clone(), message.formatted()).await?;
                let link = letter.wording.action.as_ref().filter(|_| *are_links_logged);
                let link = link.map(|action| action.link.as_str());
                tracing::info!(file = %file.display(), link, "no SMTP server is configured: the email is a file");
            }
        }
        Ok(())
    }

    /// Deletes the files of all emails to an account.
    pub async fn forget(&self, account: &str) -> Result<(), TransportError> {
        let Way::Folder { folder, .. } = &self.way else { return Ok(()) };
        let mut files = match tokio::fs::read_dir(folder).await {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            files => files?,
        };
        let prefix = format!("{account}-");
        while let Some(file) = files.next_entry().await? {
            if file.file_name().to_string_lossy().starts_with(&prefix) {
                match tokio::fs::remove_file(file.path()).await {
                    // Somebody else was faster.
                    Err(error) if error.kind() == ErrorKind::NotFound => {}
                    removed => removed?,
                }
            }
        }
        Ok(())
    }
}

/// Emails contain links that sign in: only the account that the server runs under may read them.
async fn write_private(folder: PathBuf, file: PathBuf, content: Vec<u8>) -> Result<(), std::io::Error> {
    let writing = tokio::task::spawn_blocking(move || {
        private_files::create_own_dir(&folder)?;
        private_files::write(&file, &content)
    });
    writing.await.map_err(std::io::Error::other)?
}
