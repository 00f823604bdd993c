//! One letter over one connection. lettre's own transport waits for answers without end, and does not say whether it was
//! the server or the letter that failed.

use std::borrow::Cow;
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::{Category, Code, Detail, Severity};
use lettre::transport::smtp::{Error, SMTP_PORT, SUBMISSION_PORT, SUBMISSIONS_PORT};
use percent_encoding::percent_decode_str;
use url::Url;

use super::transport_error::TransportError;

/// "Service not available, closing transmission channel" (RFC 5321 §4.2.3): about no letter.
const CLOSING: Code =
    Code { severity: Severity::TransientNegativeCompletion, category: Category::Connections, detail: Detail::One };

pub struct Smtp {
    host: String,
    port: u16,
    tls: Tls,
    credentials: Option<Credentials>,
    hello: ClientId,
    /// Until the server is ready for a letter.
    connect_timeout: Duration,
    /// For the whole delivery, the connection included.
    delivery_timeout: Duration,
}

enum Tls {
    None,
    /// From the first byte.
    Wrapper(TlsParameters),
    /// After asking for it.
    Required(TlsParameters),
    Opportunistic(TlsParameters),
}

impl Smtp {
    /// Of a URL as lettre takes it: `smtps://user:password@host`, `smtp://host:port?tls=required`; its path is what we call
    /// ourselves.
    pub fn new(url: &str, connect_timeout: Duration, delivery_timeout: Duration) -> Result<Self, TransportError> {
        let wrong = |reason: &'static str| TransportError::Url(reason);
        let url = Url::parse(url).map_err(|_| wrong("not a URL"))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("no host"))?.to_owned();
        let parameters = || TlsParameters::new(host.clone());
        let asked = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value);
        let (tls, port) = match (url.scheme(), asked.as_deref()) {
            ("smtps", _) => (Tls::Wrapper(parameters()?), SUBMISSIONS_PORT),
            ("smtp", None) => (Tls::None, SMTP_PORT),
            ("smtp", Some("required")) => (Tls::Required(parameters()?), SUBMISSION_PORT),
            ("smtp", Some("opportunistic")) => (Tls::Opportunistic(parameters()?), SUBMISSION_PORT),
            ("smtp", Some(_)) => return Err(wrong("tls is neither required nor opportunistic")),
            _ => return Err(wrong("neither smtp nor smtps")),
        };
        let decoded = |text: &str| {
            percent_decode_str(text).decode_utf8().map(Cow::into_owned).map_err(|_| wrong("credentials are not UTF-8"))
        };
        let credentials = match url.password() {
            Some(password) => Some(Credentials::new(decoded(url.username())?, decoded(password)?)),
            None => None,
        };
        let hello = match url.path().trim_matches('/') {
            "" => ClientId::default(),
            name => ClientId::Domain(name.to_owned()),
        };
        let port = url.port().unwrap_or(port);
        Ok(Self { host, port, tls, credentials, hello, connect_timeout, delivery_timeout })
    }

    pub async fn send(&self, message: &Message) -> Result<(), TransportError> {
        let (envelope, content) = (message.envelope(), message.formatted());
        let delivery = async {
            let connecting = tokio::time::timeout(self.connect_timeout, self.connect());
            let mut connection =
                connecting.await.map_err(|_| TransportError::SilentServer)?.map_err(TransportError::Server)?;
            // Over non-ASCII addresses and the like: nothing was asked.
            connection.send(envelope, &content).await.map(|_| connection).map_err(|error| match error.status() {
                Some(CLOSING) => TransportError::Server(error),
                _ => TransportError::Smtp(error),
            })
        };
        let delivered = tokio::time::timeout(self.delivery_timeout, delivery).await;
        let mut connection = delivered.map_err(|_| TransportError::SlowAnswer)??;
        // The letter is the server's by now: that it says goodbye late must not send it again.
        tokio::spawn(async move { tokio::time::timeout(Duration::from_secs(5), connection.abort()).await });
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let wrapper = match &self.tls {
            Tls::Wrapper(parameters) => Some(parameters.clone()),
            _ => None,
        };
        let server = (self.host.as_str(), self.port);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, Some(self.connect_timeout), &self.hello, wrapper, None).await?;
        match &self.tls {
            Tls::Required(parameters) => connection.starttls(parameters.clone(), &self.hello).await?,
            Tls::Opportunistic(parameters) if connection.can_starttls() => {
                connection.starttls(parameters.clone(), &self.hello).await?;
            }
            Tls::None | Tls::Wrapper(_) | Tls::Opportunistic(_) => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn smtp(url: &str) -> Result<Smtp, TransportError> {
        Smtp::new(url, Duration::from_secs(1), Duration::from_secs(1))
    }

    #[test]
    fn an_address_says_how() {
        for (url, host, port, is_encrypted) in [
            ("smtp://posta.example", "posta.example", 25, false),
            ("smtp://posta.example:2525", "posta.example", 2525, false),
            ("smtp://posta.example?tls=required", "posta.example", 587, true),
            ("smtp://posta.example:25?tls=opportunistic", "posta.example", 25, true),
            ("smtps://anna:p%40ss@posta.example", "posta.example", 465, true),
        ] {
            let smtp = smtp(url).unwrap_or_else(|error| panic!("{url}: {error}"));
            let found = (smtp.host.as_str(), smtp.port, !matches!(smtp.tls, Tls::None));
            assert_eq!(found, (host, port, is_encrypted), "{url}");
            assert_eq!(smtp.credentials, url.contains('@').then(|| Credentials::new("anna".into(), "p@ss".into())));
        }
        for url in ["posta.example", "http://posta.example", "smtp://posta.example?tls=maybe", "smtp:///"] {
            assert!(smtp(url).is_err(), "{url}");
        }
    }
}
