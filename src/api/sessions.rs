//! Signing in and out, and the links of emails.

use contract::{NewPassword, NewPasswordReset, NewSession};

use super::client::{Command, ExpectedBody};
use crate::browser::network::http::Method;
use crate::route::encode;

pub fn sign_in(session: &NewSession) -> Command {
    Command::new(Method::Post, "/sessions", ExpectedBody::Nothing).with_body(session)
}

/// Signs out in this browser.
pub fn sign_out() -> Command {
    Command::new(Method::Delete, "/sessions/current", ExpectedBody::Nothing)
}

/// Signs out everywhere, here too.
pub fn sign_out_everywhere() -> Command {
    Command::new(Method::Delete, "/sessions", ExpectedBody::Nothing)
}

/// Confirms an email address with the link's token. The first time, this also signs in.
pub fn confirm_email(token: &str) -> Command {
    Command::new(Method::Put, format!("/email-confirmations/{}", encode(token)), ExpectedBody::Nothing)
}

/// Requests a link to choose a new password. The answer is the same for known and unknown addresses.
pub fn request_password_reset(reset: &NewPasswordReset) -> Command {
    Command::new(Method::Post, "/password-resets", ExpectedBody::Accepted).with_body(reset)
}

/// Sets a new password with the link's token, and signs in.
pub fn reset_password(token: &str, password: &NewPassword) -> Command {
    Command::new(Method::Put, format!("/password-resets/{}", encode(token)), ExpectedBody::Nothing).with_body(password)
}

/// Unsubscribes with the token of an email's link. Needs no session.
pub fn unsubscribe(token: &str) -> Command {
    Command::new(Method::Post, format!("/alerts/unsubscribe/{}", encode(token)), ExpectedBody::Nothing)
}
