use std::time::Duration;

use leptos::leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle};

/// Runs a closure once after a delay; dropping it first cancels.
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
