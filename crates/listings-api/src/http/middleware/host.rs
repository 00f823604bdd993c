//! A request must name its host, once (RFC 9112 §3.2): otherwise proxy and server could disagree about it.

use axum::extract::Request;
use axum::http::{Version, header};

use crate::http::error::ApiError;

/// HTTP/1.0 may leave it out. Looked at where there is a socket: what calls the router directly is no stranger.
pub fn check(request: &Request) -> Result<(), ApiError> {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (None, _) if request.version() < Version::HTTP_11 => Ok(()),
        (Some(host), None) if is_authority(host.as_bytes()) => Ok(()),
        _ => Err(ApiError::Malformed("one Host header is needed, with a host".to_owned())),
    }
}

/// A host and perhaps a port, by their letters (RFC 3986 §3.2.2).
fn is_authority(host: &[u8]) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~%!$&'()*+,;=:[]".contains(byte);
    !host.is_empty() && host.iter().all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn is_fine(version: Version, hosts: &[&str]) -> bool {
        let request =
            hosts.iter().fold(Request::builder().version(version), |request, host| request.header("host", *host));
        check(&request.body(Body::empty()).unwrap()).is_ok()
    }

    #[test]
    fn one_host_is_named() {
        assert!(is_fine(Version::HTTP_11, &["bacheca.example:8080"]) && is_fine(Version::HTTP_11, &["[::1]:80"]));
        assert!(is_fine(Version::HTTP_10, &[]));
        for wrong in [&[][..], &["a", "a"], &[""], &["a/b"], &["a b"], &["user@a"]] {
            assert!(!is_fine(Version::HTTP_11, wrong), "{wrong:?}");
        }
        assert!(!is_fine(Version::HTTP_10, &["a", "b"]));
    }
}
