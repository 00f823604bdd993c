use contract::{AccountErasure, NewAccount};

use super::command::{Command, ExpectedBody};
use crate::browser::http::Method;

/// Asks for an account. The answer is the same whether the email was known or not.
pub fn create_account(account: &NewAccount) -> Command {
    Command::new(Method::Post, "/accounts", ExpectedBody::Accepted).with_body(account)
}

/// Erases the account of who is signed in, and everything that hangs on it.
pub fn erase_account(erasure: &AccountErasure) -> Command {
    Command::new(Method::Delete, "/me", ExpectedBody::Nothing).with_body(erasure)
}
