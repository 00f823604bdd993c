//! What happens when a page is ready: the title, the focus and the scroll position.
//!
//! The focus moves to the page's `<h1>`, which screen readers read out. That is the only announcement of a navigation.

use leptos::ev;
use leptos::prelude::*;

use super::takeover::{Takeover, use_takeover};
use crate::browser::device::storage;
use crate::browser::page::{document, scroll};
use crate::i18n::page_title;

/// Id of every page's `<h1>`.
pub const HEADING_ID: &str = "titolo";
/// Id of `<main>`.
pub const MAIN_ID: &str = "contenuto";

#[derive(Clone, Copy)]
pub struct Navigation {
    /// Path of the last page that was ready; `None` until the first one is.
    shown: StoredValue<Option<String>>,
    /// Address whose scroll position is stored next.
    address: StoredValue<String>,
    /// Is the current navigation by Back, Forward or a reload?
    is_traversal: StoredValue<bool>,
    /// Address that the server wrote the document's head for, while the head still has it.
    served: StoredValue<Option<String>>,
    /// `None` where nothing is taken over, such as while prerendering.
    takeover: Option<Takeover>,
}

pub fn provide_navigation() {
    let navigation = Navigation::new();
    scroll::take_over_restoration();
    let handles = [
        // Links and forms, also those sent with Enter, start with a click. This runs before anything scrolls.
        scroll::on_click_capture(move || {
            navigation.keep_position();
            navigation.is_traversal.set_value(false);
            request_animation_frame(move || navigation.follow_fragment());
        }),
        scroll::on_page_hide(move || navigation.keep_position()),
    ];
    let popstate = window_event_listener(ev::popstate, move |_| {
        // The address bar has the new address already, but the window still shows the old page.
        navigation.keep_position();
        navigation.is_traversal.set_value(true);
        // Another page or search settles when it is ready. Another fragment of the same page has no such moment.
        if navigation.is_same_document() {
            navigation.settle(true);
        }
        navigation.address.set_value(document::address());
    });
    on_cleanup(move || {
        popstate.remove();
        drop(handles);
    });
    provide_context(navigation);
}

impl Navigation {
    fn new() -> Self {
        Self {
            shown: StoredValue::new(None),
            address: StoredValue::new(document::address()),
            is_traversal: StoredValue::new(scroll::is_reload_or_traversal()),
            served: StoredValue::new(Some(document::address())),
            takeover: use_takeover(),
        }
    }

    fn keep_position(self) {
        let key = position_key(&self.address.get_value());
        storage::write_for_tab(&key, &scroll::position().to_string());
    }

    /// Does the address differ only in its fragment?
    fn is_same_document(self) -> bool {
        self.address.with_value(|address| without_fragment(address) == without_fragment(&document::address()))
    }

    fn follow_fragment(self) {
        if self.is_same_document() {
            self.address.set_value(document::address());
        }
    }

    /// Is the page being shown because of Back, Forward or a reload? False once it is ready.
    pub fn is_traversal(self) -> bool {
        self.is_traversal.get_value()
    }

    /// Call it when a page's content is rendered, and again when its title changes.
    pub fn page_is_ready(self, title: &str) {
        let title = page_title::full(title);
        // A page that renders at once is ready before the router has updated the address bar.
        request_animation_frame(move || match self.takeover {
            Some(takeover) => takeover.take_over(Callback::new(move |is_touched: bool| {
                document::set_title(&title);
                self.settle(!is_touched);
            })),
            None => {
                document::set_title(&title);
                self.settle(true);
            }
        });
    }

    /// Browsers share the canonical address in the head: it must not be the one of the page before.
    fn forget_head_of_other_page(self, address: &str) {
        let is_other = |served: &String| without_fragment(served) != without_fragment(address);
        if self.served.with_value(|served| served.as_ref().is_some_and(is_other)) {
            self.served.set_value(None);
            document::forget_served_head();
        }
    }

    fn settle(self, may_scroll: bool) {
        let address = document::address();
        let path = address.split(['?', '#']).next().unwrap_or_default().to_owned();
        self.address.set_value(address.clone());
        self.forget_head_of_other_page(&address);
        let kept = self.is_traversal.get_value().then(|| storage::read_for_tab(&position_key(&address))).flatten();
        self.is_traversal.set_value(false);
        let before = self.shown.get_value();
        let is_same_page = before.as_deref() == Some(path.as_str());
        self.shown.set_value(Some(path));
        if !may_scroll {
            return;
        }
        if let Some(top) = kept.and_then(|text| text.parse().ok()) {
            scroll::restore_later(top);
        } else if let Some(id) = document::fragment().filter(|_| !is_same_page) {
            scroll::to_element_later(&id);
        }
        // Does not move the focus of someone who is already using the page.
        if before.is_some() && !is_same_page && !document::has_focus_within(MAIN_ID) {
            document::focus_later(HEADING_ID, false);
        }
    }
}

/// The app provides it around every page.
pub fn use_navigation() -> Navigation {
    use_context().unwrap_or_else(Navigation::new)
}

fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

fn position_key(address: &str) -> String {
    format!("bacheca.scroll:{address}")
}
