//! Is somebody signed in? The session itself is in a cookie that no script can read; the device keeps a note that there
//! is one, so that who never signed in pays for no request, and no page flickers.

use std::sync::Arc;

use contract::{JobSearch, Profile};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::use_api;
use crate::api::me::find_profile;
use crate::api::{Api, ApiError};
use crate::browser::{document, storage};

const KEY: &str = "bacheca.signed-in";
/// What the profile looks for, for src/scripts/device/badge.js.
const NEAR_KEY: &str = "bacheca.near";

/// Whether notifications were wanted here, for src/scripts/device/push.js. A no is the device's.
const PUSH_KEY: &str = "bacheca.push";

#[derive(Clone, Copy)]
pub struct Session {
    is_signed_in: ReadSignal<bool>,
    set_signed_in: WriteSignal<bool>,
    profile: ReadSignal<Option<Arc<Profile>>>,
    set_profile: WriteSignal<Option<Arc<Profile>>>,
    /// Did the API say, in the middle of something, that the session is over?
    has_expired: RwSignal<bool>,
    /// Is `profile` of the session that is going on?
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
    // Signed in or out in another tab of this browser.
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

    /// Somebody is looking at what there is for their profile: from now on newer offers count as new.
    pub fn note_near(self, search: &JobSearch) {
        storage::write(NEAR_KEY, &search.to_query());
        document::announce(NEAR_KEY);
    }

    /// Absent while signed out, and until it has come.
    pub fn profile(self) -> ReadSignal<Option<Arc<Profile>>> {
        self.profile
    }

    /// Must somebody sign in again to go on with what they are doing?
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

    /// The API has just signed out who was there: what this device holds of theirs goes.
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

    /// The session is over, though nobody has signed out here.
    fn lapse(self) {
        storage::remove(KEY);
        storage::remove(NEAR_KEY);
        document::announce(KEY);
        self.has_expired.set(false);
        self.is_identified.set_value(false);
        self.set_profile.set(None);
        self.note(false);
    }

    /// Tells only of a change: a page is made anew when it hears of one, and what was typed in it is lost.
    fn note(self, is_signed_in: bool) {
        if self.is_signed_in.get_untracked() != is_signed_in {
            self.set_signed_in.set(is_signed_in);
        }
    }

    /// The session ended by itself. What is being typed stays where it is, so the page is told apart from [`Self::end`].
    pub fn expire(self) {
        self.has_expired.set(true);
    }

    /// Id of the account, which what the device keeps of somebody is marked with. None until the API has said who is
    /// signed in.
    pub fn account(self) -> Option<String> {
        let profile = self.profile.get_untracked().filter(|_| self.is_identified.get_value())?;
        Some(profile.id.clone())
    }

    /// As [`Self::account`], by the mark that saved offers had before accounts had an id.
    pub fn former_account(self) -> Option<String> {
        Some(self.profile.get_untracked()?.created_at.to_rfc3339())
    }

    /// The profile as the API has just given it.
    pub fn set_profile(self, profile: Profile) {
        self.is_identified.set_value(true);
        self.set_profile.set(Some(Arc::new(profile)));
    }

    /// Asks who is signed in. Not reaching the API changes nothing.
    pub fn refresh(self) {
        spawn_local(async move {
            let _ = self.identify().await;
        });
    }

    /// As [`Self::refresh`], for who waits for the answer.
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
        // Who signed out there has the device's copies removed from there.
        if is_signed_in { self.begin() } else { self.lapse() }
    }
}

/// The app provides the session around every page, so the one made here is for a view that stands outside of the app.
pub fn use_session() -> Session {
    use_context().unwrap_or_else(Session::new)
}
