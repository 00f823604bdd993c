use std::future::Future;
use std::time::Duration;

use js_sys::Promise;
use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};
use send_wrapper::SendWrapper;
use wasm_bindgen_futures::JsFuture;

use super::window::window;

/// Runs a closure once after a delay; dropping the timer cancels it.
#[derive(Debug)]
pub struct Timer(Option<TimeoutHandle>);

impl Timer {
    pub fn start(delay: Duration, run: impl FnOnce() + 'static) -> Self {
        Self(set_timeout_with_handle(run, delay).ok())
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.clear();
        }
    }
}

/// Yields to the browser, for input and painting. Ready at once outside a browser.
pub fn next_task() -> impl Future<Output = ()> + Send {
    let turn = window().map(|window| {
        Promise::new(&mut |resolve, _| {
            let _ = window.set_timeout_with_callback(&resolve);
        })
    });
    SendWrapper::new(async move {
        if let Some(turn) = turn {
            let _ = JsFuture::from(turn).await;
        }
    })
}
