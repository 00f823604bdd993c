use contract::{AccountErasure, NewAccount};

use super::client::{Command, ExpectedBody};
use crate::browser::network::http::Method;

/// Requests an account. The answer is the same for known and unknown addresses.
pub fn create_account(account: &NewAccount) -> Command {
    Command::new(Method::Post, "/accounts", ExpectedBody::Accepted).with_body(account)
}

/// Erases the account that is signed in, with everything that belongs to it.
pub fn erase_account(erasure: &AccountErasure) -> Command {
    Command::new(Method::Delete, "/me", ExpectedBody::Nothing).with_body(erasure)
}
