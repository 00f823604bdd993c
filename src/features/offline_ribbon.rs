use leptos::prelude::*;

use crate::state::connectivity::use_connectivity;
use crate::ui::icon::{Icon, IconView};

/// Says that there is no network, for as long as there is none.
#[component]
pub fn OfflineRibbon() -> impl IntoView {
    let online = use_connectivity();
    view! {
        // The element is always there: screen readers announce what changes in it.
        <div role="status">
            <Show when=move || !online.get()>
                <p class="offline-ribbon">
                    <IconView icon=Icon::Offline />
                    "Sei senza rete: vedi quello che era già caricato."
                </p>
            </Show>
        </div>
    }
}
