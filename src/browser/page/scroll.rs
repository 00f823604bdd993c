use std::time::Duration;

use super::{document, layout};
use crate::browser::window::window;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IntersectionObserver, IntersectionObserverInit};

/// How often to check whether the app is shown.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// Vertical position in whole CSS pixels.
pub fn position() -> i32 {
    window().and_then(|window| window.scroll_y().ok()).unwrap_or_default().round() as i32
}

/// Scrolls there after the next frame, without animation.
pub fn restore_later(top: i32) {
    request_animation_frame(move || {
        if let Some(window) = window() {
            window.scroll_to_with_x_and_y(0.0, f64::from(top));
        }
    });
}

/// Scrolls an element to the top after the next frame; its `scroll-margin-top` keeps it clear of the header.
pub fn to_element_later(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(element) = document::element(&id) {
            element.scroll_into_view();
        }
    });
}

/// Scrolls as little as possible to make an element visible, after the next frame.
pub fn into_sight_later(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(element) = document::element(&id) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// The app restores the position itself when the content is there; the browser would do it too early.
pub fn take_over_restoration() {
    if let Some(history) = window().and_then(|window| window.history().ok()) {
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
}

/// Calls `on_current` with the id of the section being read, whenever that changes, until the current owner goes away.
/// That is the last section whose heading is in the top quarter of the window, or above.
///
/// Starts after the next frame, when what is being rendered now is in the document.
pub fn watch_sections_later(ids: Vec<String>, on_current: impl Fn(String) + 'static) {
    if window().is_none() {
        return;
    }
    start_when_shown(StoredValue::new_local(None::<SectionWatch>), ids, Box::new(on_current));
}

/// Until the app is shown, the headings in the document are those of the served page.
fn start_when_shown(
    watch: StoredValue<Option<SectionWatch>, LocalStorage>,
    ids: Vec<String>,
    on_current: Box<dyn Fn(String)>,
) {
    request_animation_frame(move || {
        // The page has been left meanwhile.
        if watch.is_disposed() {
            return;
        }
        if document::is_served_page_shown() {
            set_timeout(move || start_when_shown(watch, ids, on_current), LOOK_AGAIN);
        } else {
            watch.try_set_value(SectionWatch::start(ids, on_current));
        }
    });
}

/// Stops when dropped.
struct SectionWatch {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
}

impl SectionWatch {
    fn start(ids: Vec<String>, on_current: impl Fn(String) + 'static) -> Option<Self> {
        let headings: Vec<_> = ids.iter().filter_map(|id| document::element(id)).collect();
        let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |_entries: js_sys::Array| {
            // A heading has crossed the line. The positions are read from the page: entries only say what changed.
            if let Some(id) = last_above_line(&ids) {
                on_current(id);
            }
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin("0px 0px -75% 0px");
        options.set_threshold(&JsValue::from_f64(0.0));
        let observer = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options).ok()?;
        headings.iter().for_each(|heading| observer.observe(heading));
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for SectionWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// A heading counts as reached in the top 1/4 of the window; the observer's margin says the same.
const READING_LINE: i32 = 4;

fn last_above_line(ids: &[String]) -> Option<String> {
    let line = layout::window_height()? / READING_LINE;
    let is_above = |id: &&String| layout::top(id).is_some_and(|top| top <= line);
    ids.iter().rfind(is_above).cloned()
}

/// Was this document opened by a reload, Back or Forward?
pub fn is_reload_or_traversal() -> bool {
    let entry = window()
        .and_then(|window| window.performance())
        .map(|performance| performance.get_entries_by_type("navigation").get(0));
    let kind = entry.and_then(|entry| js_sys::Reflect::get(&entry, &JsValue::from_str("type")).ok());
    kind.and_then(|kind| kind.as_string()).is_some_and(|kind| kind == "reload" || kind == "back_forward")
}

/// A listener on the window; removed when dropped.
pub struct WindowListener {
    event: &'static str,
    is_capturing: bool,
    /// `None` outside a browser.
    callback: Option<SendWrapper<Closure<dyn Fn()>>>,
}

impl WindowListener {
    fn start(event: &'static str, is_capturing: bool, run: impl Fn() + 'static) -> Self {
        let callback = window().map(|window| {
            let callback = SendWrapper::new(Closure::<dyn Fn()>::new(run));
            let function = callback.as_ref().unchecked_ref();
            let _ = window.add_event_listener_with_callback_and_bool(event, function, is_capturing);
            callback
        });
        Self { event, is_capturing, callback }
    }
}

impl Drop for WindowListener {
    fn drop(&mut self) {
        if let (Some(window), Some(callback)) = (window(), &self.callback) {
            let function = callback.as_ref().unchecked_ref();
            let _ = window.remove_event_listener_with_callback_and_bool(self.event, function, self.is_capturing);
        }
    }
}

/// Runs before any other handler of a click.
pub fn on_click_capture(run: impl Fn() + 'static) -> WindowListener {
    WindowListener::start("click", true, run)
}

/// Runs when the document is left or put into the back/forward cache.
pub fn on_page_hide(run: impl Fn() + 'static) -> WindowListener {
    WindowListener::start("pagehide", false, run)
}

/// Runs at most once a frame while the window is scrolled or its size changes.
pub fn on_view_change(run: impl Fn() + Clone + 'static) -> [WindowListener; 2] {
    let is_waiting = StoredValue::new(false);
    ["scroll", "resize"].map(|event| {
        let run = run.clone();
        WindowListener::start(event, false, move || {
            if is_waiting.try_get_value() == Some(false) {
                is_waiting.set_value(true);
                let run = run.clone();
                request_animation_frame(move || {
                    // Disposed: the view has gone meanwhile.
                    if is_waiting.try_set_value(false).is_none() {
                        run();
                    }
                });
            }
        })
    })
}

/// Scroll positions below this count as the top of the page, in pixels.
const TOP: i32 = 80;
/// Movements up to this are ignored, in pixels.
const JITTER: i32 = 6;

/// Is the window being scrolled down, away from its top?
pub fn is_scrolling_down() -> Signal<bool> {
    let last = StoredValue::new(position());
    let is_down = RwSignal::new(false);
    let listener = WindowListener::start("scroll", false, move || {
        let (top, before) = (position(), last.get_value());
        if top < TOP {
            is_down.set(false);
        } else if (top - before).abs() > JITTER && is_down.get_untracked() != (top > before) {
            is_down.set(top > before);
        }
        if (top - before).abs() > JITTER {
            last.set_value(top);
        }
    });
    on_cleanup(move || drop(listener));
    is_down.into()
}
