use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use url::{Host, Url};

use crate::public_addresses::is_public;

/// Longest address.
const LONGEST: usize = 2_000;

/// Where a feed is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    Address(Url),
    File(PathBuf),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LocationError {
    #[error("not an address: {0}")]
    Malformed(String),
    #[error("{0}: addresses are asked for; only http and https are")]
    Scheme(String),
    #[error("{0} is not a public address")]
    Inside(String),
}

impl Location {
    /// An address of the web, or else a path. `local` is for tests, whose feeds are here.
    pub fn parse(text: &str, local: Option<SocketAddr>) -> Result<Self, LocationError> {
        if !text.contains("://") {
            return Ok(Self::File(PathBuf::from(text)));
        }
        if text.len() > LONGEST {
            return Err(LocationError::Malformed(format!("longer than {LONGEST} characters")));
        }
        let url = Url::parse(text).map_err(|error| LocationError::Malformed(error.to_string()))?;
        check(&url, local)?;
        Ok(Self::Address(url))
    }

    /// For people: without a password.
    pub fn shown(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Address(url) => without_password(url),
        }
    }
}

/// The same of text as it was stored.
pub fn shown(text: &str) -> String {
    Url::parse(text).map_or_else(|_| text.to_owned(), |url| without_password(&url))
}

fn without_password(url: &Url) -> String {
    let mut url = url.clone();
    if url.password().is_some() {
        // Fails only where there can be none.
        let _ = url.set_password(Some("***"));
    }
    url.to_string()
}

/// Whether an address may be asked. What its name leads to is looked at with every connection
/// ([`crate::public_addresses::PublicOnly`]); an address in numbers is never looked up, so it is looked at here.
pub fn check(url: &Url, local: Option<SocketAddr>) -> Result<(), LocationError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(LocationError::Scheme(url.scheme().to_owned()));
    }
    let is_allowed = |address: IpAddr| {
        let port = url.port_or_known_default().unwrap_or_default();
        is_public(address) || local == Some(SocketAddr::new(address, port))
    };
    let is_outside = match url.host() {
        Some(Host::Domain(name)) => name.contains('.') && !name.ends_with('.'),
        Some(Host::Ipv4(address)) => is_allowed(address.into()),
        Some(Host::Ipv6(address)) => is_allowed(address.into()),
        None => false,
    };
    let host = || url.host_str().unwrap_or_default().to_owned();
    if is_outside { Ok(()) } else { Err(LocationError::Inside(host())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_and_paths_are_locations() {
        for good in ["https://feed.example/jobs.xml", "http://feed.example:8080/a?b=c", "https://8.8.8.8/feed"] {
            assert!(matches!(Location::parse(good, None), Ok(Location::Address(_))), "{good}");
        }
        for bad in [
            "http://127.0.0.1/a", "http://[::1]/a", "http://localhost/a", "https://2130706433/", "http://0x7f.1/",
            "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/", "ftp://feed.example/", "http://intranet/",
            "file:///etc/passwd", "gopher://feed.example/", "http://localhost./", "https://",
        ] {
            assert!(Location::parse(bad, None).is_err(), "{bad}");
        }
        let local = Some("127.0.0.1:81".parse().unwrap());
        assert!(Location::parse("http://127.0.0.1:81/a", local).is_ok());
        assert!(Location::parse("http://127.0.0.1:82/a", local).is_err());
        assert_eq!(Location::parse("/srv/feed.json", None), Ok(Location::File("/srv/feed.json".into())));
    }

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(shown("https://anna:segreto@feed.example/a"), "https://anna:***@feed.example/a");
        assert_eq!(shown("/srv/feed.json"), "/srv/feed.json");
    }
}
