//! Is somebody signed in? The session is in a cookie that no script can read. The device only notes that there is one:
//! visitors who never signed in make no session request, and no page flickers.

use std::sync::Arc;

use contract::{JobSearch, Profile};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::use_api;
use crate::api::me::find_profile;
use crate::api::{Api, ApiError};
use crate::browser::device::storage;
use crate::browser::page::document;

const KEY: &str = "bacheca.signed-in";
/// The search of the profile, for src/scripts/device/badge.js.
const NEAR_KEY: &str = "bacheca.near";

/// Whether notifications were accepted here, for src/scripts/device/push.js. A refusal outlives the session.
const PUSH_KEY: &str = "bacheca.push";

#[derive(Clone, Copy)]
pub struct Session {
    is_signed_in: ReadSignal<bool>,
    set_signed_in: WriteSignal<bool>,
    profile: ReadSignal<Option<Arc<Profile>>>,
    set_profile: WriteSignal<Option<Arc<Profile>>>,
    /// Has the API answered that the session has ended?
    has_expired: RwSignal<bool>,
    /// Does `profile` belong to the current session?
    is_identified: StoredValue<bool>,
    on_end: StoredValue<Vec<Callback<()>>>,
    api: StoredValue<Api>,
}

/// Call it inside [`super::api::provide_api`]'s owner.
pub fn provide_session() {
    let session = Session::new();
    if session.is_signed_in.get_untracked() {
        session.refresh();
    }
    // Somebody has signed in or out in another tab.
    let handle = window_event_listener(ev::storage, move |event| {
        if event.key().as_deref() == Some(KEY) {
            session.follow_note();
        }
    });
    on_cleanup(move || handle.remove());
    provide_context(session);
}

impl Session {
    fn new() -> Self {
        let (is_signed_in, set_signed_in) = signal(storage::read(KEY).is_some());
        let (profile, set_profile) = signal(None);
        Self {
            is_signed_in,
            set_signed_in,
            profile,
            set_profile,
            has_expired: RwSignal::new(false),
            is_identified: StoredValue::new(false),
            on_end: StoredValue::new(Vec::new()),
            api: StoredValue::new(use_api()),
        }
    }

    pub fn is_signed_in(self) -> ReadSignal<bool> {
        self.is_signed_in
    }

    /// Somebody has seen the offers for their profile: from now on the badge counts newer ones.
    pub fn note_near(self, search: &JobSearch) {
        storage::write(NEAR_KEY, &search.to_query());
        document::announce(NEAR_KEY);
    }

    /// `None` while signed out, and until the API has answered.
    pub fn profile(self) -> ReadSignal<Option<Arc<Profile>>> {
        self.profile
    }

    /// Does somebody have to sign in again to continue?
    pub fn has_expired(self) -> RwSignal<bool> {
        self.has_expired
    }

    /// The API has just signed somebody in.
    pub fn begin(self) {
        storage::write(KEY, "1");
        self.has_expired.set(false);
        self.is_identified.set_value(false);
        self.note(true);
        self.refresh();
    }

    /// The API has just signed somebody out: their data on this device is deleted.
    pub fn end(self) {
        self.lapse();
        if storage::read(PUSH_KEY).as_deref() == Some("on") {
            storage::remove(PUSH_KEY);
        }
        self.on_end.get_value().into_iter().for_each(|run| run.run(()));
    }

    /// Runs when somebody signs out here.
    pub fn on_end(self, run: Callback<()>) {
        self.on_end.update_value(|all| all.push(run));
    }

    /// The session has ended, but nobody has signed out here.
    fn lapse(self) {
        storage::remove(KEY);
        storage::remove(NEAR_KEY);
        document::announce(KEY);
        self.has_expired.set(false);
        self.is_identified.set_value(false);
        self.set_profile.set(None);
        self.note(false);
    }

    /// Notifies only of changes: a page that is notified renders again, and what was typed in it is lost.
    fn note(self, is_signed_in: bool) {
        if self.is_signed_in.get_untracked() != is_signed_in {
            self.set_signed_in.set(is_signed_in);
        }
    }

    /// The session has ended by itself. Unlike [`Self::end`] this keeps the page, and what is being typed in it.
    pub fn expire(self) {
        self.has_expired.set(true);
    }

    /// Id of the account, which marks its data on the device. `None` until the API has answered who is signed in.
    pub fn account(self) -> Option<String> {
        let profile = self.profile.get_untracked().filter(|_| self.is_identified.get_value())?;
        Some(profile.id.clone())
    }

    /// The mark of saved offers in earlier releases, when accounts had no id.
    pub fn former_account(self) -> Option<String> {
        Some(self.profile.get_untracked()?.created_at.to_rfc3339())
    }

    /// Stores the profile that the API has just sent.
    pub fn set_profile(self, profile: Profile) {
        self.is_identified.set_value(true);
        self.set_profile.set(Some(Arc::new(profile)));
    }

    /// Asks the API who is signed in. If it can't be reached, nothing changes.
    pub fn refresh(self) {
        spawn_local(async move {
            let _ = self.identify().await;
        });
    }

    /// As [`Self::refresh`], but returns when the answer is there.
    pub async fn identify(self) -> Result<(), ApiError> {
        let call = self.api.with_value(|api| api.query(find_profile()));
        let answer = call.await.map(|profile| self.set_profile(profile));
        if answer == Err(ApiError::SignedOut) {
            self.lapse();
        }
        answer
    }

    fn follow_note(self) {
        let is_signed_in = storage::read(KEY).is_some();
        if is_signed_in == self.is_signed_in.get_untracked() {
            return;
        }
        // After a sign-out the other tab deletes the data on the device.
        if is_signed_in { self.begin() } else { self.lapse() }
    }
}

/// The app provides the session around every page, so the one made here is for a view that stands outside of the app.
pub fn use_session() -> Session {
    use_context().unwrap_or_else(Session::new)
}
