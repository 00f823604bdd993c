use leptos::prelude::*;

use crate::state::navigation::use_navigation;

/// Call it when a page's content is rendered: sets the title, the focus and the scroll position.
pub fn page_is_ready(title: impl Into<String>) {
    let title = title.into();
    let navigation = use_navigation();
    Effect::new(move || navigation.page_is_ready(&title));
}
