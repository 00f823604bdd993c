//! Does this device get notifications of alerts? The browser knows whether it may, the API where to send them; the device
//! keeps what its owner said, so that nobody is asked twice, and who signs in next has not said it.

use std::future::Future;

use crate::api::Api;
use crate::api::me::{delete_push_subscription, find_push_key, put_push_subscription};
use crate::browser::{push, storage};

const KEY: &str = "bacheca.push";
const ON: &str = "on";
const DECLINED: &str = "no";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PushState {
    /// The browser has no notifications, or not in this window.
    Unsupported,
    /// The person has told the browser to let none through.
    Denied,
    /// Nobody has said anything yet.
    Unasked,
    Declined,
    On,
}

impl PushState {
    pub fn now() -> Self {
        if !push::is_supported() {
            return Self::Unsupported;
        }
        if push::is_denied() {
            return Self::Denied;
        }
        match storage::read(KEY).as_deref() {
            Some(ON) if push::is_granted() => Self::On,
            Some(DECLINED) => Self::Declined,
            _ => Self::Unasked,
        }
    }
}

/// No, thank you.
pub fn decline() {
    storage::write(KEY, DECLINED);
}

/// Whoever was signed in got notifications here, not who comes next.
pub fn forget() {
    if storage::read(KEY).as_deref() == Some(ON) {
        storage::remove(KEY);
    }
}

/// Asks the browser at once, so call it where a button is pressed. `false`: it could not be done.
pub fn turn_on(api: &Api) -> impl Future<Output = bool> + use<> {
    let asked = push::ask();
    let api = api.clone();
    async move {
        // A no is an answer too.
        !asked.await || renew(&api).await
    }
}

/// Tells the API where this device gets notifications. Told again it changes nothing, unless browser or server have
/// changed their minds meanwhile.
pub async fn renew(api: &Api) -> bool {
    let Ok(key) = api.load(find_push_key()).await else { return false };
    let Some(subscription) = push::subscribe(&key.key).await else { return false };
    let is_told = api.run(&put_push_subscription(subscription)).await.is_ok();
    if is_told {
        storage::write(KEY, ON);
    }
    is_told
}

/// `false`: the API could not be told; the browser lets none through any more all the same.
pub async fn turn_off(api: &Api) -> bool {
    decline();
    push::unsubscribe().await;
    api.run(&delete_push_subscription()).await.is_ok()
}
