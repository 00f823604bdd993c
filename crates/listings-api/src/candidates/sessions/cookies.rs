//! The cookies of candidates: what all of them have in common.

use axum::http::{HeaderMap, HeaderValue, header};
use chrono::TimeDelta;
use cookie::{Cookie, SameSite};

use crate::http::error::ApiError;

/// `Set-Cookie` that no script reads and no other host gets.
pub fn set(name: &str, value: &str, kept_for: TimeDelta) -> Result<HeaderValue, ApiError> {
    let kept_for = cookie::time::Duration::seconds(kept_for.num_seconds());
    let cookie = Cookie::build((name, value)).path("/").max_age(kept_for).http_only(true).secure(true);
    let text = cookie.same_site(SameSite::Lax).to_string();
    HeaderValue::try_from(text).map_err(|error| ApiError::Internal(format!("cookie: {error}")))
}

/// `Set-Cookie` that takes a cookie away.
pub fn take_away(name: &str) -> Result<HeaderValue, ApiError> {
    set(name, "", TimeDelta::zero())
}

/// The value of a cookie that a request carries.
pub fn carried(headers: &HeaderMap, name: &str) -> Option<String> {
    let texts = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = texts.flat_map(Cookie::split_parse).flatten();
    cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("theme=dark; x__Host-bacheca=no"));
        assert_eq!(carried(&headers, "__Host-bacheca"), None);
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; __Host-bacheca=token"));
        assert_eq!(carried(&headers, "__Host-bacheca").as_deref(), Some("token"));
    }

    #[test]
    fn no_script_and_no_other_host_gets_a_cookie() {
        let set = set("__Host-bacheca", "a_-.9", TimeDelta::days(1)).unwrap();
        assert_eq!(set, "__Host-bacheca=a_-.9; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=86400");
    }
}
