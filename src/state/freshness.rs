//! The age of what the page shows: answers may be copies stored by the service worker (src/scripts/service_worker).

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::browser::network::http;

#[derive(Clone, Copy)]
pub struct Freshness(RwSignal<Option<i64>>);

/// Call it inside the router: it starts again with every address.
pub fn provide_freshness() {
    // Seconds since 1970.
    let oldest = RwSignal::new(None::<i64>);
    http::on_stored_copy(move |stored_at| {
        oldest.update(|oldest| *oldest = Some(oldest.map_or(stored_at, |oldest| oldest.min(stored_at))));
    });
    let location = use_location();
    Effect::watch(
        move || {
            location.pathname.track();
            location.search.track();
        },
        move |(), _, _| oldest.set(None),
        false,
    );
    provide_context(Freshness(oldest));
}

impl Freshness {
    /// When the oldest copy on the page was stored; `None` while everything came from the network.
    pub fn oldest(self) -> Option<DateTime<Utc>> {
        self.0.get().and_then(|seconds| DateTime::from_timestamp(seconds, 0))
    }
}

/// The app provides it around every page, so the one made here is for a view that stands outside of the app.
pub fn use_freshness() -> Freshness {
    use_context().unwrap_or_else(|| Freshness(RwSignal::new(None)))
}
