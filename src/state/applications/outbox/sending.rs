//! Sends an application. Few visitors do: this is in a part of its own (ADR 32).

use std::sync::Arc;

use contract::{FieldError, JobApplication, NewJobApplication, Problem};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use super::Outbox;
use crate::api::ApiError;
use crate::api::job_applications::list_applications;
use crate::browser::device::file::LocalFile;
use crate::browser::device::file_store;
use crate::browser::network::connectivity::is_online;
use crate::browser::network::upload::Progress;
use crate::browser::random;
use crate::state::applications::draft::ApplicationDraft;

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(sending, fallible)]
fn start_exchange(outbox: Outbox, draft: ApplicationDraft, attempt: u32) -> Result<(), SplitLoaderError> {
    spawn_local(outbox.attempt(draft, attempt));
    Ok(())
}

#[cfg(not(feature = "split"))]
async fn start_exchange(outbox: Outbox, draft: ApplicationDraft, attempt: u32) -> Result<(), SplitLoaderError> {
    spawn_local(outbox.attempt(draft, attempt));
    Ok(())
}

impl Outbox {
    /// Starts sending a draft.
    pub(super) fn start(self, draft: ApplicationDraft) {
        self.sending.set(Some(draft.job_posting.clone()));
        self.set_progress.set(Progress { sent: 0, total: draft.cv.as_ref().map_or(0, |cv| cv.size) });
        self.failed.set(None);
        self.attempt.update_value(|attempt| *attempt += 1);
        let attempt = self.attempt.get_value();
        spawn_local(async move {
            let id = draft.job_posting.clone();
            if start_exchange(self, draft, attempt).await.is_err() && self.attempt.get_value() == attempt {
                // The part did not load: handled like an API that can't be reached.
                self.set_queued(&id, true);
                self.failed.set(Some((id, ApiError::Unreachable)));
                self.sending.set(None);
            }
        });
    }

    async fn attempt(self, draft: ApplicationDraft, attempt: u32) {
        let file = self.file(&draft).await;
        if self.attempt.get_value() != attempt {
            return;
        }
        let answer = self.exchange(&draft, file).await;
        // Otherwise it was cancelled meanwhile, or the person has signed out.
        if self.attempt.get_value() == attempt {
            self.abort.set_value(None);
            self.settle(draft, answer).await;
            self.sending.set(None);
            self.send_queued();
        }
    }

    async fn exchange(self, draft: &ApplicationDraft, file: Option<LocalFile>) -> Result<JobApplication, ApiError> {
        let file = file.ok_or_else(|| lost_cv(draft.cv.is_some()))?;
        let application = NewJobApplication { message: draft.message.clone(), phone: draft.phone.clone() };
        let api = self.api.get_value();
        let on_progress = move |progress| self.set_progress.set(progress);
        let sending = api.apply(&draft.job_posting, &draft.key, &application, &file, on_progress);
        self.abort.set_value(sending.abort_handle());
        sending.answer(api).await
    }

    /// Prefers the stored copy: the original may have been changed or moved since it was chosen.
    async fn file(self, draft: &ApplicationDraft) -> Option<LocalFile> {
        let cv = draft.cv.as_ref()?;
        let kept = file_store::get(&draft.job_posting, &cv.id, &cv.name).await;
        kept.or_else(|| {
            self.files.with_value(|files| files.iter().find(|(id, _)| *id == cv.id).map(|(_, file)| file.clone()))
        })
    }

    async fn settle(self, draft: ApplicationDraft, answer: Result<JobApplication, ApiError>) {
        let id = draft.job_posting;
        let error = match answer {
            Ok(application) => return self.arrived(application),
            Err(error) => error,
        };
        match &error {
            ApiError::Unreachable if !is_online() => self.set_queued(&id, true),
            ApiError::SignedOut => self.session.expire(),
            ApiError::Refused(problem) => {
                self.set_queued(&id, false);
                if problem.status == 409 && self.has_applied(&id).await {
                    return self.forget(&id);
                }
                if problem.errors.iter().any(|error| error.pointer == KEY_POINTER) {
                    self.change(&id, "", |draft| draft.key = random::unique_text());
                }
            }
            ApiError::NotFound | ApiError::Gone => self.set_queued(&id, false),
            _ => {}
        }
        self.failed.set(Some((id, error)));
    }

    fn arrived(self, application: JobApplication) {
        self.applied.add(&application);
        self.forget(&application.job_posting.id);
        self.set_sent.set(Some(Arc::new(application)));
    }

    /// Does the API have an application for this offer now?
    async fn has_applied(self, job_posting: &str) -> bool {
        let call = self.api.with_value(|api| api.query(list_applications()));
        let Ok(applications) = call.await else { return false };
        self.applied.replace(&applications);
        untrack(|| self.applied.when(job_posting)).is_some()
    }
}

/// What the API names in the error if a key was used for another application.
const KEY_POINTER: &str = "Idempotency-Key";

/// The same error as if the API had found no file, with the same message and link to the field.
fn lost_cv(was_chosen: bool) -> ApiError {
    let code = if was_chosen { "lost" } else { "missing" };
    ApiError::Refused(Box::new(Problem {
        kind: "about:blank".to_owned(),
        title: String::new(),
        status: 422,
        detail: None,
        errors: vec![FieldError::new("/cv", code, "")],
    }))
}
