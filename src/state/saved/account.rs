//! Telling the account what was saved and removed, one call after the other, one tab at a time.

use std::time::Duration;

use chrono::Utc;
use contract::{SavedJobPosting, SavedOnDevice, SavedOnDeviceItem};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use super::job_postings::{Change, SavedJobPostings};
use super::{Refresh, SaveOutcome, Saved, SavedCopy};
use crate::api::ApiError;
use crate::api::saved::{create_saved, delete_saved, list_saved, merge_saved};
use crate::browser::lock;
use crate::browser::timer::Timer;

/// Held by the tab that talks to the account.
const LOCK: &str = "bacheca.saved";
/// Seconds until what could not be sent is tried again by itself; twice as long after every failure, up to 16 times.
const RETRY_SECONDS: u64 = 30;
/// How long a tab shows the others that it has sent a change: longer than `localStorage` takes to tell them.
const SHOWN_MILLISECONDS: i32 = 10_000;

/// Only who has an account needs all this: it comes in a part of its own (ADR 32).
#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(sending, fallible)]
fn start_sending(saved: Saved) -> Result<(), SplitLoaderError> {
    send_alone(saved);
    Ok(())
}

#[cfg(not(feature = "split"))]
async fn start_sending(saved: Saved) -> Result<(), SplitLoaderError> {
    send_alone(saved);
    Ok(())
}

fn send_alone(saved: Saved) {
    spawn_local(lock::alone(LOCK, async move {
        let outcome = saved.send_all().await;
        saved.finish(outcome);
    }));
}

impl Saved {
    /// Asks for the account's list, after sending what it has not heard of.
    pub(super) fn refresh_account(self) {
        self.refresh.set(Refresh::Busy);
        self.sending.with_value(|sending| sending.wants_list.set(true));
        self.send();
    }

    /// Sends what the account has not heard of. Does nothing when there is nothing to do.
    pub(super) fn send(self) {
        if !self.session.is_signed_in().get_untracked() || !self.is_behind() {
            return;
        }
        if self.sending.with_value(|sending| sending.is_busy.replace(true)) {
            return;
        }
        spawn_local(async move {
            if start_sending(self).await.is_err() {
                self.finish(Err(ApiError::Unreachable));
            }
        });
    }

    fn is_behind(self) -> bool {
        let account = self.session.account();
        self.sending.with_value(|sending| sending.wants_list.get())
            || self.job_postings.with_untracked(|job_postings| {
                !job_postings.changes.is_empty() || account.is_some() && job_postings.account != account
            })
    }

    fn finish(self, outcome: Result<(), ApiError>) {
        self.sending.with_value(|sending| sending.is_busy.set(false));
        let wants_list = self.sending.with_value(|sending| sending.wants_list.replace(false));
        match outcome {
            Ok(()) => {
                self.sending.with_value(|sending| {
                    sending.failures.set(0);
                    sending.retry.set(None);
                });
                if self.refresh.get_untracked() == Refresh::Busy {
                    self.refresh.set(Refresh::Done);
                }
            }
            Err(error) => {
                if wants_list {
                    self.refresh.set(Refresh::Failed(error.clone()));
                }
                match error {
                    ApiError::SignedOut if self.session.is_signed_in().get_untracked() => self.session.expire(),
                    ApiError::SignedOut => {}
                    _ => self.retry_later(),
                }
            }
        }
    }

    fn retry_later(self) {
        self.sending.with_value(|sending| {
            let failures = sending.failures.get();
            sending.failures.set(failures + 1);
            let delay = Duration::from_secs(RETRY_SECONDS << failures.min(4));
            sending.retry.set(Some(Timer::start(delay, move || self.send())));
        });
    }

    async fn send_all(self) -> Result<(), ApiError> {
        while self.session.is_signed_in().get_untracked() {
            let Some(account) = self.session.account() else {
                self.session.identify().await?;
                continue;
            };
            // Another tab may have sent some while this one waited for its turn. It may get here before what it wrote to
            // `localStorage`, but not before its locks: sent once more, an old change could undo a later one.
            let sent = lock::names_in_use().await;
            self.reload();
            let (is_merged, change) = self.job_postings.with_untracked(|job_postings| {
                let unsent = job_postings.changes.iter().find(|change| !sent.contains(&change.lock_name()));
                (job_postings.account.as_ref() == Some(&account), unsent.cloned())
            });
            match change {
                _ if !is_merged => self.merge(&account).await?,
                Some(change) => self.send_one(&account, &change).await?,
                None if self.sending.with_value(|sending| sending.wants_list.get()) => {
                    let list = self.list().await?;
                    self.take_over(&account, &list);
                }
                None => return Ok(()),
            }
        }
        Ok(())
    }

    /// Adds what the device kept to the account.
    async fn merge(self, account: &str) -> Result<(), ApiError> {
        if self.job_postings.with_untracked(|job_postings| job_postings.account.is_some()) {
            // Left by somebody whose session ran out: no business of who signs in now.
            self.update(|job_postings| *job_postings = SavedJobPostings::default());
        }
        let items = self.job_postings.with_untracked(SavedJobPostings::on_device);
        let mut left_out = 0;
        let list = match self.post(items).await {
            Err(ApiError::Refused(problem)) if problem.status == 422 => {
                let list = self.list().await?;
                let fitting = self.job_postings.with_untracked(|job_postings| job_postings.fitting(&list));
                let known = |id: &str| list.iter().any(|saved| saved.job_posting.id == id);
                let new = self
                    .job_postings
                    .with_untracked(|job_postings| job_postings.items.iter().filter(|item| !known(&item.id)).count());
                left_out = new.saturating_sub(fitting.len());
                self.post(fitting).await?
            }
            answer => answer?,
        };
        self.take_over(account, &list);
        if left_out > 0 {
            self.outcome.set(Some(SaveOutcome::LeftOut(left_out)));
        }
        Ok(())
    }

    async fn post(self, items: Vec<SavedOnDeviceItem>) -> Result<Vec<SavedJobPosting>, ApiError> {
        let call = self.api.with_value(|api| api.execute(&merge_saved(&SavedOnDevice { items })));
        let text = call.await?;
        self.api.with_value(|api| api.parse(&text))
    }

    async fn list(self) -> Result<Vec<SavedJobPosting>, ApiError> {
        self.api.with_value(|api| api.query(list_saved())).await
    }

    fn take_over(self, account: &str, list: &[SavedJobPosting]) {
        self.sending.with_value(|sending| sending.wants_list.set(false));
        if self.is_still(account) {
            self.update(|job_postings| job_postings.replace(account, list, Utc::now()));
            self.refresh.set(Refresh::Done);
        }
    }

    async fn send_one(self, account: &str, change: &Change) -> Result<(), ApiError> {
        let command = if change.removed.is_none() { create_saved(&change.id) } else { delete_saved(&change.id) };
        let answer = self.api.with_value(|api| api.execute(&command)).await;
        if !self.is_still(account) {
            return Ok(());
        }
        match answer {
            Ok(_) => {
                lock::hold(&change.lock_name(), SHOWN_MILLISECONDS);
                self.update(|job_postings| job_postings.settle(change));
            }
            Err(error) if is_passing(&error) => return Err(error),
            Err(error) => {
                let item = self.job_postings.with_untracked(|job_postings| {
                    job_postings.items.iter().find(|item| item.id == change.id).cloned()
                });
                if self.update(|job_postings| job_postings.undo(change)) {
                    self.say_refusal(change, item, error);
                }
            }
        }
        Ok(())
    }

    fn say_refusal(self, change: &Change, item: Option<SavedCopy>, error: ApiError) {
        let said = match (&change.removed, item) {
            (Some(item), _) => SaveOutcome::NotRemoved(item.clone(), error),
            (None, _) if matches!(&error, ApiError::Refused(problem) if matches!(problem.status, 409 | 422)) => {
                SaveOutcome::Full
            }
            (None, Some(item)) => SaveOutcome::NotSaved(item, error),
            (None, None) => return,
        };
        self.outcome.set(Some(said));
    }

    /// Has nobody signed out, or in as somebody else, while a call was under way?
    fn is_still(self, account: &str) -> bool {
        self.session.is_signed_in().get_untracked() && self.session.account().as_deref() == Some(account)
    }
}

/// Did the account not get to hear of it? Then it is to be sent again, as it is.
fn is_passing(error: &ApiError) -> bool {
    match error {
        ApiError::Unreachable | ApiError::TimedOut | ApiError::SignedOut | ApiError::TooManyRequests(_) => true,
        // The API always says why it refuses: this is somebody between it and us.
        ApiError::Malformed => true,
        ApiError::Server(status) => matches!(status, 502..=504),
        ApiError::NotFound | ApiError::Gone | ApiError::Refused(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_did_not_arrive_is_sent_again() {
        let passing = [
            ApiError::Unreachable,
            ApiError::TimedOut,
            ApiError::SignedOut,
            ApiError::Server(503),
            ApiError::Malformed,
        ];
        assert!(passing.iter().all(is_passing));
        assert!(![ApiError::NotFound, ApiError::Server(500)].iter().any(is_passing));
    }
}
