//! One tab at a time (Web Locks).

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{JSON, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::window::window;

/// Does the work when no other tab is at work under the same name. At once where the browser has no locks: older ones,
/// and pages without TLS.
pub async fn alone(name: &str, work: impl Future<Output = ()> + 'static) {
    // Kept outside of the callback: whether or not the browser calls it, the work is done once.
    let work = Rc::new(RefCell::new(Some(work)));
    let taken = {
        let work = Rc::clone(&work);
        Closure::<dyn FnMut() -> Promise>::new(move || {
            let work = work.borrow_mut().take();
            future_to_promise(async move {
                if let Some(work) = work {
                    work.await;
                }
                Ok(JsValue::UNDEFINED)
            })
        })
    };
    if let Ok(done) = request(name, &taken) {
        let _ = JsFuture::from(done).await;
    }
    let left = work.borrow_mut().take();
    if let Some(work) = left {
        work.await;
    }
}

/// Holds a lock of this name for so long, for [`names_in_use`] to show.
pub fn hold(name: &str, milliseconds: i32) {
    let Some(window) = window() else { return };
    let end = Promise::new(&mut |resolve, _| {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let taken = Closure::<dyn FnMut() -> Promise>::new(move || end.clone());
    let _ = request(name, &taken);
    // The browser calls it later.
    taken.forget();
}

/// A text that holds the names of all locks that are held, by this tab or another. Empty where the browser has no locks.
pub async fn names_in_use() -> String {
    let Ok(state) = query() else { return String::new() };
    let state = JsFuture::from(state).await.unwrap_or_default();
    JSON::stringify(&state).map(String::from).unwrap_or_default()
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["navigator", "locks"], catch)]
    fn request(name: &str, taken: &Closure<dyn FnMut() -> Promise>) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["navigator", "locks"], catch)]
    fn query() -> Result<Promise, JsValue>;
}
