//! The signed-in account.

use contract::{Alert, EmailChange, NewAlert, PasswordChange, Profile, ProfileChanges};

use super::client::{Api, Command, ExpectedBody, Query};
use crate::browser::network::http::Method;
use crate::route::encode;

/// The profile of the signed-in account.
pub fn find_profile() -> Query<Profile> {
    Query::new("/me".to_owned())
}

/// Changes the given fields and answers with the changed profile.
pub fn change_profile(changes: &ProfileChanges) -> Command {
    Command::new(Method::Patch, "/me", ExpectedBody::Content).with_body(changes)
}

/// Ends the other sessions too.
pub fn change_password(change: &PasswordChange) -> Command {
    Command::new(Method::Put, "/me/password", ExpectedBody::Nothing).with_body(change)
}

/// Takes effect when the link sent to the new address is opened.
pub fn change_email(change: &EmailChange) -> Command {
    Command::new(Method::Put, "/me/email", ExpectedBody::Accepted).with_body(change)
}

/// The alerts of the signed-in account, newest first.
pub fn list_alerts() -> Query<Vec<Alert>> {
    Query::new("/me/alerts".to_owned())
}

/// For a search that has an alert already, only its frequency changes.
pub fn create_alert(alert: &NewAlert) -> Command {
    Command::new(Method::Post, "/me/alerts", ExpectedBody::Content).with_body(alert)
}

pub fn delete_alert(id: &str) -> Command {
    Command::new(Method::Delete, format!("/me/alerts/{}", encode(id)), ExpectedBody::Nothing)
}

impl Api {
    /// Address of all the account's data as an archive (`application/zip`).
    pub fn export_href(&self) -> String {
        self.endpoint("/me/export")
    }
}
