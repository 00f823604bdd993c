//! Applying for an offer, and the list of one's applications.

use contract::{JobApplication, NewJobApplication};

use super::client::{Api, ApiError, Command, ExpectedBody, Query, body};
use crate::browser::device::file::LocalFile;
use crate::browser::network::http::{Method, TransportError};
use crate::browser::network::upload::{self, Abort, OutgoingForm, Progress};
use crate::route::encode;

/// All applications of the signed-in account, newest first.
pub fn list_applications() -> Query<Vec<JobApplication>> {
    Query::new("/me/applications".to_owned())
}

/// Withdraws an application; its CV is deleted.
pub fn withdraw_application(id: &str) -> Command {
    Command::new(Method::Put, format!("/me/applications/{}/withdrawal", encode(id)), ExpectedBody::Nothing)
}

/// An application that is being sent.
pub struct Sending {
    upload: Option<upload::Upload>,
}

impl Sending {
    pub fn abort_handle(&self) -> Option<Abort> {
        self.upload.as_ref().map(upload::Upload::abort_handle)
    }

    /// The application as the API has stored it.
    pub async fn answer(self, api: Api) -> Result<JobApplication, ApiError> {
        let upload = self.upload.ok_or(TransportError::Unreachable)?;
        api.parse(&body(upload.reply().await?)?)
    }
}

impl Api {
    /// Applies. The idempotency key is the same for every attempt to send this application, so that lost answers never
    /// lead to a second one.
    pub fn apply(
        &self,
        job_posting: &str,
        key: &str,
        application: &NewJobApplication,
        cv: &LocalFile,
        on_progress: impl Fn(Progress) + 'static,
    ) -> Sending {
        let url = self.endpoint(&format!("/job-postings/{}/applications", encode(job_posting)));
        let form = OutgoingForm {
            url: &url,
            headers: &[("Accept", "application/json"), ("Idempotency-Key", key), ("X-Bacheca", "1")],
            texts: &[("message", &application.message), ("phone", &application.phone)],
            file: ("cv", cv),
        };
        Sending { upload: upload::start(form, on_progress) }
    }

    /// Download address of an application's CV.
    pub fn cv_href(&self, application: &str) -> String {
        self.endpoint(&format!("/me/applications/{}/cv", encode(application)))
    }
}
