//! The offers somebody has applied for. The device stores them, so that an offer's page shows it at once.

use chrono::{DateTime, FixedOffset};
use contract::{JobApplication, JobApplicationStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

use crate::api::Api;
use crate::api::job_applications::list_applications;
use crate::browser::device::storage;
use crate::state::api::use_api;
use crate::state::session::{Session, use_session};

const KEY: &str = "bacheca.applied";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Entry {
    /// Id of the offer.
    job_posting: String,
    at: DateTime<FixedOffset>,
}

#[derive(Clone, Copy)]
pub struct Applied {
    entries: RwSignal<Vec<Entry>>,
    /// Id of the account whose applications were requested since the page was loaded.
    asked_for: StoredValue<Option<String>>,
    api: StoredValue<Api>,
    session: Session,
}

/// Call it inside [`crate::state::session::provide_session`]'s owner.
pub fn provide_applied() {
    let applied = Applied::new();
    applied.session.on_end(Callback::new(move |()| applied.set(Vec::new())));
    provide_context(applied);
}

impl Applied {
    fn new() -> Self {
        let kept = storage::read(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Self {
            entries: RwSignal::new(kept),
            asked_for: StoredValue::new(None),
            api: StoredValue::new(use_api()),
            session: use_session(),
        }
    }

    /// When the current application for an offer was sent.
    pub fn when(self, job_posting: &str) -> Option<DateTime<FixedOffset>> {
        let is_signed_in = self.session.is_signed_in().get();
        self.entries
            .with(|all| all.iter().find(|entry| is_signed_in && entry.job_posting == job_posting).map(|entry| entry.at))
    }

    /// Asks the API, once for each account that signs in. Call it inside an effect, which then follows the session.
    pub fn ask(self) {
        let Some(profile) = self.session.profile().get() else { return };
        if self.asked_for.with_value(|account| account.as_ref() == Some(&profile.id)) {
            return;
        }
        self.asked_for.set_value(Some(profile.id.clone()));
        let call = self.api.with_value(|api| api.query(list_applications()));
        spawn_local(async move {
            match call.await {
                Ok(applications) => self.replace(&applications),
                // Until the next page, what the device stores has to do.
                Err(_) => self.asked_for.set_value(None),
            }
        });
    }

    /// Stores the applications that the API has just sent.
    pub fn replace(self, applications: &[JobApplication]) {
        let standing = applications.iter().filter(|application| application.status != JobApplicationStatus::Withdrawn);
        let entry = |it: &JobApplication| Entry { job_posting: it.job_posting.id.clone(), at: it.created_at };
        self.set(standing.map(entry).collect());
    }

    pub fn add(self, application: &JobApplication) {
        let mut entries = self.entries.get_untracked();
        entries.retain(|entry| entry.job_posting != application.job_posting.id);
        entries.push(Entry { job_posting: application.job_posting.id.clone(), at: application.created_at });
        self.set(entries);
    }

    /// The application was withdrawn.
    pub fn remove(self, job_posting: &str) {
        let mut entries = self.entries.get_untracked();
        entries.retain(|entry| entry.job_posting != job_posting);
        self.set(entries);
    }

    fn set(self, entries: Vec<Entry>) {
        if entries.is_empty() {
            storage::remove(KEY);
        } else if let Ok(text) = serde_json::to_string(&entries) {
            storage::write(KEY, &text);
        }
        self.entries.set(entries);
    }
}

/// As [`use_session`]: the app provides it around every page.
pub fn use_applied() -> Applied {
    use_context().unwrap_or_else(Applied::new)
}
