//! Drafts of applications, and sending them. The outbox outlives every page: an upload continues on other pages, and an
//! application sent without a network goes out when the network is back.

mod sending;

use std::sync::Arc;

use chrono::Utc;
use contract::{JobApplication, Profile};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::applied::{Applied, use_applied};
use super::draft::{self, ApplicationDraft, DraftCv};
use crate::api::{Api, ApiError};
use crate::browser::device::file::LocalFile;
use crate::browser::device::file_store;
use crate::browser::network::connectivity::is_online;
use crate::browser::network::upload::{Abort, Progress};
use crate::browser::random;
use crate::state::api::use_api;
use crate::state::connectivity::when_back_online;
use crate::state::session::{Session, use_session};

#[derive(Clone, Copy)]
pub struct Outbox {
    drafts: RwSignal<Vec<ApplicationDraft>>,
    /// Id of the offer whose application is being sent.
    sending: RwSignal<Option<String>>,
    progress: ReadSignal<Progress>,
    set_progress: WriteSignal<Progress>,
    /// The last application that arrived.
    sent: ReadSignal<Option<Arc<JobApplication>>>,
    set_sent: WriteSignal<Option<Arc<JobApplication>>>,
    /// The last failure, with its offer's id.
    failed: RwSignal<Option<(String, ApiError)>>,
    abort: StoredValue<Option<Abort>, LocalStorage>,
    /// Number of the current attempt: answers to earlier ones are ignored.
    attempt: StoredValue<u32>,
    /// Files by id that the device does not store, or has not stored yet.
    files: StoredValue<Vec<(String, LocalFile)>, LocalStorage>,
    api: StoredValue<Api>,
    session: Session,
    applied: Applied,
}

/// Call it inside [`super::applied::provide_applied`]'s owner.
pub fn provide_outbox() {
    let (drafts, stale) = draft::read_after_reload(Utc::now().timestamp(), random::unique_text);
    let outbox = Outbox::new(drafts);
    let session = outbox.session;
    stale.into_iter().for_each(|job_posting| outbox.forget(&job_posting));
    // Another tab has changed the drafts.
    let handle = window_event_listener(ev::storage, move |event| {
        if event.key().as_deref() == Some(draft::KEY) {
            outbox.drafts.set(draft::read());
        }
    });
    on_cleanup(move || handle.remove());
    // The account has become known, or has signed in again.
    Effect::watch(
        move || session.profile().get(),
        move |profile, _, _| {
            if let Some(profile) = profile {
                outbox.belong_to(profile);
                outbox.send_queued();
            }
        },
        false,
    );
    session.on_end(Callback::new(move |()| outbox.forget_all()));
    when_back_online(move || {
        if outbox.account().is_some() {
            outbox.send_queued();
        } else if outbox.drafts.with_untracked(|all| all.iter().any(|draft| draft.is_queued)) {
            // The page was loaded without a network, so the account is not known yet.
            session.refresh();
        }
    });
    provide_context(outbox);
}

/// As [`use_session`]: the app provides it around every page.
pub fn use_outbox() -> Outbox {
    use_context().unwrap_or_else(|| Outbox::new(draft::read()))
}

impl Outbox {
    fn new(drafts: Vec<ApplicationDraft>) -> Self {
        let (progress, set_progress) = signal(Progress::default());
        let (sent, set_sent) = signal(None);
        Self {
            drafts: RwSignal::new(drafts),
            sending: RwSignal::new(None),
            progress,
            set_progress,
            sent,
            set_sent,
            failed: RwSignal::new(None),
            abort: StoredValue::new_local(None),
            attempt: StoredValue::new(0),
            files: StoredValue::new_local(Vec::new()),
            api: StoredValue::new(use_api()),
            session: use_session(),
            applied: use_applied(),
        }
    }

    /// All drafts, queued ones first.
    pub fn drafts(self) -> Vec<ApplicationDraft> {
        let mut drafts = self.drafts.get();
        drafts.sort_by_key(|draft| !draft.is_queued);
        drafts
    }

    pub fn draft(self, job_posting: &str) -> Option<ApplicationDraft> {
        self.drafts.with(|all| all.iter().find(|draft| draft.job_posting == job_posting).cloned())
    }

    pub fn is_queued(self, job_posting: &str) -> bool {
        self.drafts.with(|all| all.iter().any(|draft| draft.is_queued && draft.job_posting == job_posting))
    }

    /// Is the application for this offer being sent now?
    pub fn is_sending(self, job_posting: &str) -> bool {
        self.sending.with(|sending| sending.as_deref() == Some(job_posting))
    }

    pub fn progress(self) -> ReadSignal<Progress> {
        self.progress
    }

    /// The last application that has arrived since the page was loaded.
    pub fn sent(self) -> ReadSignal<Option<Arc<JobApplication>>> {
        self.sent
    }

    /// Why the last attempt for this offer failed.
    pub fn failure(self, job_posting: &str) -> Option<ApiError> {
        self.failed.with(|failed| failed.as_ref().filter(|(of, _)| of == job_posting).map(|(_, error)| error.clone()))
    }

    /// Stores what is typed. `title` names the offer.
    pub fn keep_texts(self, job_posting: &str, title: &str, message: String, phone: String) {
        self.change(job_posting, title, |draft| draft.change_texts(message, phone, random::unique_text()));
    }

    /// Stores the chosen file and replaces the one before.
    pub fn keep_cv(self, job_posting: &str, title: &str, file: LocalFile) {
        let id = random::unique_text();
        let cv = DraftCv { id: id.clone(), name: file.name.clone(), size: file.size(), is_kept: true };
        self.change(job_posting, title, |draft| draft.change_cv(Some(cv), random::unique_text()));
        self.drop_unused_files();
        self.files.update_value(|files| files.push((id.clone(), file.clone())));
        let job_posting = job_posting.to_owned();
        spawn_local(async move {
            if !file_store::put(&job_posting, &id, &file).await {
                self.update(|all| {
                    let cv = all.iter_mut().filter_map(|draft| draft.cv.as_mut()).find(|cv| cv.id == id);
                    cv.into_iter().for_each(|cv| cv.is_kept = false);
                });
            }
        });
    }

    /// Removes the chosen file.
    pub fn drop_cv(self, job_posting: &str) {
        self.change(job_posting, "", |draft| draft.change_cv(None, random::unique_text()));
        self.forget_file(job_posting);
    }

    /// Sends the draft, now or when the network is back.
    pub fn send(self, job_posting: &str) {
        if !is_online() || self.sending.with_untracked(Option::is_some) {
            // A new request: an earlier failure must not hold it back.
            self.failed.set(None);
            return self.set_queued(job_posting, true);
        }
        let draft =
            self.drafts.with_untracked(|all| all.iter().find(|draft| draft.job_posting == job_posting).cloned());
        if let Some(draft) = draft {
            self.start(draft);
        }
    }

    /// Stops sending, or waiting to send. The draft stays. If the API has the application already, sending it again finds
    /// that out.
    pub fn cancel(self, job_posting: &str) {
        self.set_queued(job_posting, false);
        if self.sending.with_untracked(|sending| sending.as_deref() == Some(job_posting)) {
            self.stop();
        }
    }

    /// Deletes a draft with its file.
    pub fn forget(self, job_posting: &str) {
        self.update(|all| all.retain(|draft| draft.job_posting != job_posting));
        self.forget_file(job_posting);
    }

    fn forget_all(self) {
        self.stop();
        self.update(Vec::clear);
        self.files.set_value(Vec::new());
        self.failed.set(None);
        self.set_sent.set(None);
        spawn_local(file_store::remove_all());
    }

    fn stop(self) {
        self.attempt.update_value(|attempt| *attempt += 1);
        self.sending.set(None);
        let abort = self.abort.try_update_value(Option::take).flatten();
        abort.into_iter().for_each(|abort| abort.abort());
    }

    fn forget_file(self, job_posting: &str) {
        self.drop_unused_files();
        let job_posting = job_posting.to_owned();
        spawn_local(async move { file_store::remove(&job_posting).await });
    }

    fn drop_unused_files(self) {
        self.drafts.with_untracked(|all| {
            let is_used = |id: &str| all.iter().any(|draft| draft.cv.as_ref().is_some_and(|cv| cv.id == id));
            self.files.update_value(|files| files.retain(|(id, _)| is_used(id)));
        });
    }

    fn set_queued(self, job_posting: &str, is_queued: bool) {
        self.update(|all| {
            let found = all.iter_mut().find(|draft| draft.job_posting == job_posting);
            found.into_iter().for_each(|draft| draft.is_queued = is_queued);
        });
    }

    /// Id of the signed-in account, once it is known.
    fn account(self) -> Option<String> {
        self.session.profile().get_untracked().map(|profile| profile.id.clone())
    }

    /// Could the draft for this offer belong to somebody else? Only until the account is known. Without a network it can't
    /// become known, so the draft is shown.
    pub fn is_unclaimed(self, job_posting: &str) -> bool {
        let is_known = self.session.profile().with(Option::is_some);
        !is_known
            && is_online()
            && self.drafts.with(|all| all.iter().any(|it| it.job_posting == job_posting && it.is_claimed()))
    }

    /// The drafts on a device belong to one person: those of another account are deleted.
    fn belong_to(self, profile: &Profile) {
        let is_others = |draft: &ApplicationDraft| draft.is_claimed() && !draft.is_of(profile);
        let others = self.drafts.with_untracked(|all| {
            all.iter().filter(|draft| is_others(draft)).map(|draft| draft.job_posting.clone()).collect::<Vec<_>>()
        });
        others.iter().for_each(|job_posting| self.forget(job_posting));
        if self.drafts.with_untracked(|all| all.iter().any(|draft| draft.account != profile.id)) {
            self.update(|all| all.iter_mut().for_each(|draft| draft.claim(profile.id.clone())));
        }
    }

    /// Sends the first queued draft; the next one follows when it has arrived.
    fn send_queued(self) {
        if self.account().is_none() || !is_online() || self.sending.with_untracked(Option::is_some) {
            return;
        }
        // After a failure that is not the network's, only a person tries again.
        let has_failed = |id: &str| {
            self.failed.with_untracked(|failed| {
                failed.as_ref().is_some_and(|(of, error)| {
                    of == id && !matches!(error, ApiError::Unreachable | ApiError::SignedOut)
                })
            })
        };
        let next = self
            .drafts
            .with_untracked(|all| all.iter().find(|draft| draft.is_queued && !has_failed(&draft.job_posting)).cloned());
        if let Some(draft) = next {
            self.start(draft);
        }
    }

    /// Changes a draft, and creates it with its first content.
    fn change(self, job_posting: &str, title: &str, change: impl FnOnce(&mut ApplicationDraft)) {
        let account = self.account();
        self.update(|all| {
            let at = all.iter().position(|draft| draft.job_posting == job_posting);
            let mut draft = at.map(|at| all.remove(at)).unwrap_or_default();
            let before = draft.clone();
            change(&mut draft);
            if draft != before {
                draft.job_posting = job_posting.to_owned();
                draft.changed_at = Utc::now().timestamp();
                account.into_iter().for_each(|account| draft.claim(account));
                if !title.is_empty() {
                    draft.title = title.to_owned();
                }
            }
            if !draft.is_empty() {
                all.push(draft);
            }
        });
    }

    fn update(self, update: impl FnOnce(&mut Vec<ApplicationDraft>)) {
        self.drafts.update(update);
        self.drafts.with_untracked(|drafts| draft::keep(drafts));
    }
}
