use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::route::Route;
use crate::state::saved::use_saved;
use crate::ui::icon::{Icon, IconView};

/// Link to the saved offers, with their number, in the header.
#[component]
pub fn SavedLink() -> impl IntoView {
    let saved = use_saved();
    let path = use_location().pathname;
    let href = Route::Saved.href();
    let current = {
        let href = href.clone();
        move || path.with(|path| *path == href).then_some("page")
    };
    let count = Memo::new(move |_| saved.count());
    view! {
        <a class="site-header__link saved-link" href=href aria-current=current>
            <IconView icon=Icon::Bookmark />
            <span class="saved-link__word" aria-hidden="true">
                "Salvate"
            </span>
            <span class="saved-link__count" aria-hidden="true">
                {move || Some(count.get()).filter(|count| *count > 0)}
            </span>
            <span class="visually-hidden">{move || format!("Offerte salvate: {}", count.get())}</span>
        </a>
    }
}
