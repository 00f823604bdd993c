//! Is somebody signed in? The session itself is in a cookie that no script can read; the device keeps a note that there
//! is one, so that who never signed in pays for no request, and no page flickers.

use std::sync::Arc;

use contract::Profile;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::api::use_api;
use crate::api::me::find_profile;
use crate::api::{Api, ApiError};
use crate::browser::storage;

const KEY: &str = "bacheca.signed-in";

#[derive(Clone, Copy)]
pub struct Session {
    is_signed_in: RwSignal<bool>,
    profile: RwSignal<Option<Arc<Profile>>>,
    /// Did the API say, in the middle of something, that the session is over?
    has_expired: RwSignal<bool>,
    sign_outs: RwSignal<u32>,
    api: StoredValue<Api>,
}

/// Call it inside [`super::api::provide_api`]'s owner.
pub fn provide_session() {
    let session = Session {
        is_signed_in: RwSignal::new(storage::read(KEY).is_some()),
        profile: RwSignal::new(None),
        has_expired: RwSignal::new(false),
        sign_outs: RwSignal::new(0),
        api: StoredValue::new(use_api()),
    };
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
    pub fn is_signed_in(self) -> Signal<bool> {
        self.is_signed_in.into()
    }

    /// Absent while signed out, and until it has come.
    pub fn profile(self) -> Signal<Option<Arc<Profile>>> {
        self.profile.into()
    }

    /// Must somebody sign in again to go on with what they are doing?
    pub fn has_expired(self) -> RwSignal<bool> {
        self.has_expired
    }

    /// The API has just signed somebody in.
    pub fn begin(self) {
        storage::write(KEY, "1");
        self.has_expired.set(false);
        self.is_signed_in.set(true);
        self.refresh();
    }

    /// The API has just signed out who was there.
    pub fn end(self) {
        self.lapse();
        self.sign_outs.update(|count| *count += 1);
    }

    /// How often somebody signed out here, for what the device then has to forget. A session that ended by itself is no
    /// reason to: its owner comes back for what they began.
    pub fn sign_outs(self) -> Signal<u32> {
        self.sign_outs.into()
    }

    /// Nobody is signed in any more.
    fn lapse(self) {
        storage::remove(KEY);
        self.has_expired.set(false);
        self.profile.set(None);
        self.is_signed_in.set(false);
    }

    /// The session ended by itself. What is being typed stays where it is, so the page is told apart from [`Self::end`].
    pub fn expire(self) {
        self.has_expired.set(true);
    }

    /// The profile as the API has just given it.
    pub fn set_profile(self, profile: Profile) {
        self.profile.set(Some(Arc::new(profile)));
    }

    /// Asks who is signed in. Not reaching the API changes nothing.
    pub fn refresh(self) {
        let call = self.api.with_value(|api| api.load(find_profile()));
        spawn_local(async move {
            match call.await {
                Ok(profile) => self.set_profile(profile),
                Err(ApiError::SignedOut) => self.lapse(),
                Err(_) => {}
            }
        });
    }

    fn follow_note(self) {
        let is_signed_in = storage::read(KEY).is_some();
        if is_signed_in == self.is_signed_in.get_untracked() {
            return;
        }
        if is_signed_in { self.begin() } else { self.lapse() }
    }
}

/// There is one on every page; `None` only outside the app.
pub fn use_session() -> Option<Session> {
    use_context()
}
