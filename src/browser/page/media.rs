use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::MediaQueryList;

use crate::browser::window::window;

/// Is the size of the window known? Not while a page is prerendered.
pub fn is_known() -> bool {
    window().is_some()
}

/// Does a media query match? Follows changes; `false` where there is no window.
pub fn matches(query: &str) -> Signal<bool> {
    let list = window().and_then(|window| window.match_media(query).ok()?);
    let holds = RwSignal::new(list.as_ref().is_some_and(MediaQueryList::matches));
    if let Some(list) = list {
        let changed = {
            let list = list.clone();
            Closure::<dyn Fn()>::new(move || holds.set(list.matches()))
        };
        let _ = list.add_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
        let watch = SendWrapper::new((list, changed));
        on_cleanup(move || {
            let (list, changed) = &*watch;
            let _ = list.remove_event_listener_with_callback("change", changed.as_ref().unchecked_ref());
        });
    }
    holds.into()
}
