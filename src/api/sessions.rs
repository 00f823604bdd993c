//! Signing in and out, and the links of emails.

use contract::{NewPassword, NewPasswordReset, NewSession};

use super::command::{Command, ExpectedBody};
use crate::browser::http::Method;
use crate::route::encode;

pub fn sign_in(session: &NewSession) -> Command {
    Command::new(Method::Post, "/sessions", ExpectedBody::Nothing).with_body(session)
}

/// Signs out in this browser.
pub fn sign_out() -> Command {
    Command::new(Method::Delete, "/sessions/current", ExpectedBody::Nothing)
}

/// Signs out wherever the account is signed in, here too.
pub fn sign_out_everywhere() -> Command {
    Command::new(Method::Delete, "/sessions", ExpectedBody::Nothing)
}

/// Follows the link that proves an address; the first time, it signs in too.
pub fn confirm_email(token: &str) -> Command {
    Command::new(Method::Put, format!("/email-confirmations/{}", encode(token)), ExpectedBody::Nothing)
}

/// Asks for a link to choose another password. The answer is the same whether the email was known or not.
pub fn request_password_reset(reset: &NewPasswordReset) -> Command {
    Command::new(Method::Post, "/password-resets", ExpectedBody::Accepted).with_body(reset)
}

/// Chooses another password with the link's token, and signs in.
pub fn reset_password(token: &str, password: &NewPassword) -> Command {
    Command::new(Method::Put, format!("/password-resets/{}", encode(token)), ExpectedBody::Nothing).with_body(password)
}

/// Ends the emails that a link in one of them is about. Needs no session.
pub fn unsubscribe(token: &str) -> Command {
    Command::new(Method::Post, format!("/alerts/unsubscribe/{}", encode(token)), ExpectedBody::Nothing)
}
