use contract::{SavedJobPosting, SavedOnDevice};

use super::client::{Command, ExpectedBody, Query};
use crate::browser::network::http::Method;
use crate::route::encode;

/// The offers saved in the account, newest first.
pub fn list_saved() -> Query<Vec<SavedJobPosting>> {
    Query::new("/me/saved".to_owned())
}

/// Adds the offers saved on a device. Answers with all that the account has then, newest first.
pub fn merge_saved(device: &SavedOnDevice) -> Command {
    Command::new(Method::Post, "/me/saved", ExpectedBody::Content).with_body(device)
}

pub fn create_saved(id: &str) -> Command {
    Command::new(Method::Put, path(id), ExpectedBody::Nothing)
}

pub fn delete_saved(id: &str) -> Command {
    Command::new(Method::Delete, path(id), ExpectedBody::Nothing)
}

fn path(id: &str) -> String {
    format!("/me/saved/{}", encode(id))
}
