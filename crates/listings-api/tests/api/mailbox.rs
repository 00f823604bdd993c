//! The emails that a server without SMTP writes into its outbox.

use std::fs;

use crate::server::Server;

pub struct Email {
    pub label: String,
    /// Head and body as they were sent, long lines joined.
    pub text: String,
}

impl Email {
    /// Whom it is to, without a name.
    pub fn recipient(&self) -> &str {
        let to = self.text.lines().find_map(|line| line.strip_prefix("To: ")).unwrap();
        to.rsplit('<').next().unwrap().trim_end_matches('>')
    }

    /// What follows `#` in the link.
    pub fn token(&self) -> String {
        let link = self.text.split('#').nth(1).unwrap_or_else(|| panic!("no link: {}", self.text));
        link.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect()
    }
}

/// Sends what is due; all emails so far, in the order they were asked for.
pub async fn mailbox(server: &Server) -> Vec<Email> {
    listings_api::delivery::mail::send_due(&server.state).await.unwrap();
    let Ok(files) = fs::read_dir(server.dir.path().join("data/outbox")) else { return Vec::new() };
    let mut emails: Vec<_> = files
        .map(|file| {
            let path = file.unwrap().path();
            // Quoted-printable: soft line breaks, and `=` itself.
            let text = fs::read_to_string(&path).unwrap().replace("=\r\n", "").replace("=3D", "=");
            Email { label: path.file_stem().unwrap().to_str().unwrap().to_owned(), text }
        })
        .collect();
    emails.sort_by_key(|email| email.label.split('-').nth(1).unwrap().parse::<u64>().unwrap());
    emails
}

/// The last email of a kind.
pub async fn last(server: &Server, kind: &str) -> Email {
    let emails = mailbox(server).await;
    let labels: Vec<_> = emails.iter().map(|email| email.label.clone()).collect();
    emails.into_iter().rfind(|email| email.label.ends_with(kind)).unwrap_or_else(|| panic!("{kind}: {labels:?}"))
}

/// The last email of a kind to an address.
pub async fn last_to(server: &Server, address: &str, kind: &str) -> Email {
    let emails = mailbox(server).await.into_iter();
    let mut of_kind = emails.filter(|email| email.label.ends_with(kind) && email.recipient() == address);
    of_kind.next_back().unwrap_or_else(|| panic!("{kind} to {address}"))
}
