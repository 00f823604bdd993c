use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::page::document;
use crate::browser::timer;

/// Makes a view in a task of its own while the served page is still shown, so that the browser can respond to input in
/// between. At any other time the view is made at once.
pub fn view_in_own_task(view: impl Into<ViewFn>) -> AnyView {
    let view = view.into();
    if !document::is_served_page_shown() {
        return view.run();
    }
    let is_due = RwSignal::new(false);
    spawn_local(async move {
        timer::next_task().await;
        // The page may be gone by then.
        let _ = is_due.try_set(true);
    });
    // This class says that something is missing: state/takeover.rs waits until it has gone.
    let missing = || view! { <span class="skeleton" hidden></span> };
    (move || if is_due.get() { view.run() } else { missing().into_any() }).into_any()
}
