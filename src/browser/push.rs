//! Notifications of this browser. Nothing here asks by itself: a person must have pressed a button.

use std::future::Future;

use js_sys::{JSON, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Notification, NotificationPermission, PushManager, PushSubscription, PushSubscriptionOptionsInit,
    ServiceWorkerRegistration,
};

/// Has the browser all that notifications need? On an iPhone only an app on the home screen has.
pub fn is_supported() -> bool {
    let Some(window) = web_sys::window() else { return false };
    let has = |object: &JsValue, name: &str| Reflect::has(object, &JsValue::from_str(name)).unwrap_or(false);
    has(&window, "PushManager") && has(&window, "Notification") && has(&window.navigator(), "serviceWorker")
}

/// Has the person said no, so that the browser asks no more?
pub fn is_denied() -> bool {
    Notification::permission() == NotificationPermission::Denied
}

/// Has the person said yes?
pub fn is_granted() -> bool {
    Notification::permission() == NotificationPermission::Granted
}

/// Asks for leave, at once: browsers want it to be the answer to a press. Whether there is leave then.
pub fn ask() -> impl Future<Output = bool> {
    let asked = Notification::request_permission();
    async move {
        if let Ok(promise) = asked {
            let _ = JsFuture::from(promise).await;
        }
        is_granted()
    }
}

/// The subscription for a server's key, as JSON. `None`: there is no service worker, or the browser would not.
pub async fn subscribe(key: &str) -> Option<String> {
    let manager = manager().await?;
    let options = PushSubscriptionOptionsInit::new();
    options.set_application_server_key_opt_str(Some(key));
    options.set_user_visible_only(true);
    let made = match settled(manager.subscribe_with_options(&options)).await {
        Some(made) => made,
        None => {
            // One for another key is in the way.
            end(&manager).await;
            settled(manager.subscribe_with_options(&options)).await?
        }
    };
    JSON::stringify(&made).ok()?.as_string()
}

/// Ends what there is of it.
pub async fn unsubscribe() {
    if let Some(manager) = manager().await {
        end(&manager).await;
    }
}

async fn manager() -> Option<PushManager> {
    let registrations = web_sys::window()?.navigator().service_worker();
    // Not `ready`: without a worker that never comes.
    let registration = JsFuture::from(registrations.get_registration()).await.ok()?;
    registration.unchecked_ref::<JsValue>().is_object().then_some(())?;
    registration.unchecked_into::<ServiceWorkerRegistration>().push_manager().ok()
}

async fn end(manager: &PushManager) {
    if let Some(held) = settled(manager.get_subscription()).await.filter(JsValue::is_object) {
        settled(held.unchecked_into::<PushSubscription>().unsubscribe()).await;
    }
}

async fn settled(promise: Result<Promise, JsValue>) -> Option<JsValue> {
    JsFuture::from(promise.ok()?).await.ok()
}
