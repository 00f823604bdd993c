//! On which devices someone has signed in before: a cookie that outlives the session, after OWASP's "device cookies".
//! It lets the owner go on while strangers guess at the password ([`crate::candidates::sessions::throttle`]); it signs
//! nobody in.
//!
//! Nothing about it is stored here. The cookie holds a random number, signed for the email of the account: it does not
//! reveal whose it is.

use axum::http::{HeaderMap, HeaderValue};
use chrono::TimeDelta;

use crate::candidates::sessions::cookies;
use crate::candidates::sessions::token::Token;
use crate::http::cursor::CursorKey;
use crate::http::error::ApiError;

const COOKIE: &str = "__Host-bacheca-device";
/// The longest that browsers keep a cookie (RFC 6265bis §5.5). Each sign-in renews it.
const KEPT_FOR: TimeDelta = TimeDelta::days(400);

/// What tells this device apart, if the account with this email has signed in on it.
pub fn known(headers: &HeaderMap, email_key: &str, key: &CursorKey) -> Option<String> {
    key.verify(&question(email_key), &cookies::carried(headers, COOKIE)?)
}

/// `Set-Cookie` for a device on which the account has just signed in. A device that is known stays the same.
pub fn remember(headers: &HeaderMap, email_key: &str, key: &CursorKey) -> Result<HeaderValue, ApiError> {
    let device = match known(headers, email_key, key) {
        Some(device) => device,
        None => Token::new()?.as_str().to_owned(),
    };
    cookies::set(COOKIE, &key.sign(&question(email_key), &device), KEPT_FOR)
}

/// `Set-Cookie` that takes the cookie away.
pub fn forget() -> Result<HeaderValue, ApiError> {
    cookies::take_away(COOKIE)
}

/// What the signature is for, besides the device. No search and no other purpose begins like this.
fn question(email_key: &str) -> String {
    format!("device of {email_key}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    fn carrying(set_cookie: &HeaderValue) -> HeaderMap {
        let pair = set_cookie.to_str().unwrap().split(';').next().unwrap();
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::try_from(format!("__Host-bacheca=x; {pair}")).unwrap())])
    }

    #[test]
    fn a_device_is_known_to_its_own_account_alone_and_stays_the_same() {
        let key = CursorKey::new("secret");
        let set = remember(&HeaderMap::new(), "a@b.it", &key).unwrap();
        assert!(set.to_str().unwrap().ends_with("; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=34560000"));
        let headers = carrying(&set);
        let device = known(&headers, "a@b.it", &key).unwrap();
        assert_eq!(known(&headers, "c@d.it", &key), None);
        assert_eq!(known(&headers, "a@b.it", &CursorKey::new("other")), None);
        assert_eq!(known(&HeaderMap::new(), "a@b.it", &key), None);
        let again = carrying(&remember(&headers, "a@b.it", &key).unwrap());
        assert_eq!(known(&again, "a@b.it", &key), Some(device.clone()));
        let elsewhere = carrying(&remember(&HeaderMap::new(), "a@b.it", &key).unwrap());
        assert_ne!(known(&elsewhere, "a@b.it", &key), Some(device));
    }
}
