//! The offers that somebody has saved: on this device and, once there is one, in the account.
//!
//! Pages show the device's copies, which need neither an account nor a network. A change is shown first and sent
//! afterwards; a change that can't be sent waits on the device.

mod account;
mod job_postings;
mod refresh;

use std::cell::Cell;

use chrono::{DateTime, Utc};
use contract::JobPostingSummary;
use leptos::ev;
use leptos::prelude::*;

pub use self::job_postings::SavedCopy;
use self::job_postings::SavedJobPostings;
use super::api::use_api;
use super::connectivity::when_back_online;
use super::session::{Session, use_session};
use crate::api::{Api, ApiError};
use crate::browser::device::storage;
use crate::browser::page::document;
use crate::browser::timer::Timer;

const KEY: &str = "bacheca.saved";

/// What to tell the visitor about the last change.
#[derive(Debug, Clone, PartialEq)]
pub enum SaveOutcome {
    /// These were removed.
    Removed(Vec<SavedCopy>),
    NotSaved(SavedCopy, ApiError),
    NotRemoved(SavedCopy, ApiError),
    /// The limit is reached.
    Full,
    /// The browser stores nothing: what was saved is lost when the tab closes.
    OnlyHere,
    /// The account had no room for so many.
    LeftOut(usize),
}

/// State of the update of the copies.
#[derive(Debug, Clone, PartialEq)]
pub enum Refresh {
    Busy,
    Done,
    Failed(ApiError),
}

#[derive(Clone, Copy)]
pub struct Saved {
    job_postings: RwSignal<SavedJobPostings>,
    /// Did the browser store the last change?
    is_kept: RwSignal<bool>,
    outcome: RwSignal<Option<SaveOutcome>>,
    refresh: RwSignal<Refresh>,
    sending: StoredValue<Sending, LocalStorage>,
    session: Session,
    api: StoredValue<Api>,
}

/// State of the exchange with the account.
#[derive(Default)]
struct Sending {
    is_busy: Cell<bool>,
    /// Is the account's list wanted?
    wants_list: Cell<bool>,
    failures: Cell<u32>,
    /// Starts the next attempt.
    retry: Cell<Option<Timer>>,
}

/// Call it inside the owner of [`super::session::provide_session`].
pub fn provide_saved() {
    let saved = Saved::new();
    let session = saved.session;
    session.on_end(Callback::new(move |()| saved.leave()));
    // Somebody has signed in, or the account is known by now: the changes it does not know yet are sent.
    Effect::new(move || {
        if session.profile().with(Option::is_some) {
            saved.send();
        }
    });
    when_back_online(move || saved.send());
    // Another tab has written. No key means that all of the storage was cleared.
    let handle = window_event_listener(ev::storage, move |event| {
        if event.key().is_none_or(|key| key == KEY) {
            saved.reload();
        }
    });
    on_cleanup(move || handle.remove());
    provide_context(saved);
}

/// As [`use_session`]: the app provides it around every page.
pub fn use_saved() -> Saved {
    use_context().unwrap_or_else(Saved::new)
}

fn read() -> SavedJobPostings {
    storage::read(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

impl Saved {
    fn new() -> Self {
        Self {
            job_postings: RwSignal::new(read()),
            is_kept: RwSignal::new(true),
            outcome: RwSignal::new(None),
            refresh: RwSignal::new(Refresh::Done),
            sending: StoredValue::new_local(Sending::default()),
            session: use_session(),
            api: StoredValue::new(use_api()),
        }
    }

    pub fn has(self, id: &str) -> bool {
        self.job_postings.with(|job_postings| job_postings.has(id))
    }

    pub fn count(self) -> usize {
        self.job_postings.with(|job_postings| job_postings.items.len())
    }

    /// Newest first.
    pub fn items(self) -> Vec<SavedCopy> {
        self.job_postings.with(|job_postings| job_postings.items.clone())
    }

    /// When the copies were made: the oldest and the newest.
    pub fn seen_between(self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        self.job_postings.with(|job_postings| {
            let seen = || job_postings.items.iter().map(|item| item.seen_at);
            Some((seen().min()?, seen().max()?))
        })
    }

    /// Do the copies belong to an account, whether or not somebody is signed in?
    pub fn is_of_account(self) -> bool {
        self.job_postings.with(|job_postings| job_postings.account.is_some())
    }

    /// Number of changes that the account does not know yet.
    pub fn unsent(self) -> usize {
        self.job_postings.with(|job_postings| job_postings.changes.len())
    }

    /// Will the copies still be there after the tab was closed?
    pub fn is_kept(self) -> bool {
        self.is_kept.get()
    }

    pub fn outcome(self) -> RwSignal<Option<SaveOutcome>> {
        self.outcome
    }

    pub fn refresh_state(self) -> Refresh {
        self.refresh.get()
    }

    /// Saves an offer as it is now, or removes it.
    pub fn toggle(self, job_posting: &JobPostingSummary) {
        self.reload();
        if self.job_postings.with_untracked(|job_postings| job_postings.has(&job_posting.id)) {
            self.remove(std::slice::from_ref(&job_posting.id));
        } else if self.job_postings.with_untracked(SavedJobPostings::is_full) {
            self.outcome.set(Some(SaveOutcome::Full));
        } else {
            let now = Utc::now();
            self.outcome.set(None);
            self.save(vec![SavedCopy::new(job_posting, now.fixed_offset(), now)]);
            if !self.is_kept.get_untracked() && !self.is_told() {
                self.outcome.set(Some(SaveOutcome::OnlyHere));
            }
        }
    }

    pub fn remove(self, ids: &[String]) {
        let is_told = self.is_told();
        let removed: Vec<SavedCopy> =
            self.update(|job_postings| ids.iter().filter_map(|id| job_postings.remove(id, is_told)).collect());
        if !removed.is_empty() {
            self.outcome.set(Some(SaveOutcome::Removed(removed)));
        }
        self.send();
    }

    /// Puts back what was removed.
    pub fn restore(self, items: Vec<SavedCopy>) {
        self.outcome.set(None);
        self.save(items);
    }

    /// Removes the copies from this device. The account's list stays.
    pub fn clear(self) {
        self.job_postings.set(SavedJobPostings::default());
        self.outcome.set(None);
        storage::remove(KEY);
        document::announce(KEY);
    }

    /// Somebody has signed out. The account's copies are removed; offers that never reached an account exist only here and
    /// stay.
    fn leave(self) {
        self.reload();
        if self.job_postings.with_untracked(|job_postings| job_postings.account.is_some()) {
            self.clear();
        } else {
            self.update(|job_postings| job_postings.changes.clear());
        }
    }

    fn save(self, items: Vec<SavedCopy>) {
        let is_told = self.is_told();
        self.update(|job_postings| items.into_iter().for_each(|item| job_postings.save(item, is_told)));
        self.send();
    }

    /// Does an account have to be told of changes? If its session has ended, it is told after the next sign-in.
    fn is_told(self) -> bool {
        self.session.is_signed_in().get_untracked()
            || self.job_postings.with_untracked(|job_postings| job_postings.account.is_some())
    }

    /// Changes the saved offers, on top of what other tabs have changed meanwhile.
    fn update<T>(self, change: impl FnOnce(&mut SavedJobPostings) -> T) -> T {
        self.reload();
        let mut job_postings = self.job_postings.get_untracked();
        let outcome = change(&mut job_postings);
        let is_kept = serde_json::to_string(&job_postings).is_ok_and(|text| storage::write(KEY, &text));
        self.is_kept.set(is_kept);
        self.job_postings.set(job_postings);
        // src/scripts/device/saved.js has the worker store their pages.
        document::announce(KEY);
        outcome
    }

    /// Reads what other tabs have written. What the browser did not store exists in this tab alone, and stays.
    fn reload(self) {
        if !self.is_kept.get_untracked() {
            return;
        }
        let job_postings = read();
        if self.job_postings.with_untracked(|known| *known != job_postings) {
            self.job_postings.set(job_postings);
        }
    }
}
