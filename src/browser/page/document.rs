use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser::window::{document, window};

/// The element with this id.
pub(super) fn element(id: &str) -> Option<web_sys::Element> {
    document()?.get_element_by_id(id)
}

/// Content of `<meta name=…>`; `None` when absent or blank.
pub fn meta(name: &str) -> Option<String> {
    #[cfg(not(target_arch = "wasm32"))]
    return super::served::meta(name).filter(|content| !content.trim().is_empty());
    #[cfg(target_arch = "wasm32")]
    meta_of_document(name)
}

#[cfg(target_arch = "wasm32")]
fn meta_of_document(name: &str) -> Option<String> {
    let element = document()?.query_selector(&format!("meta[name='{name}']")).ok()??;
    element.get_attribute("content").filter(|content| !content.trim().is_empty())
}

pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// What the server writes into the head for the page that it serves, for crawlers and previews.
const SERVED_HEAD: &str = "link[rel=canonical], link[rel=alternate], meta[name=robots], meta[property^='og:'], \
    meta[name^='twitter:'], script[type='application/ld+json']";

/// Removes what the server wrote into the head for the page that it served.
pub fn forget_served_head() {
    let Some(elements) = document().and_then(|document| document.query_selector_all(SERVED_HEAD).ok()) else { return };
    for element in (0..elements.length()).filter_map(|index| elements.get(index)) {
        if let Some(parent) = element.parent_node() {
            let _ = parent.remove_child(&element);
        }
    }
}

/// Sets or removes an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Attribute of the mount element when it contains a prerendered page instead of an empty shell.
pub const PRERENDERED: &str = "data-prerendered";

/// Is the served page still shown?
pub fn is_served_page_shown() -> bool {
    document().and_then(|document| document.query_selector(&format!("[{PRERENDERED}]")).ok().flatten()).is_some()
}

/// Where to mount. In an empty shell that is the element with this id. For a prerendered page it is a detached element,
/// which [`Stage::reveal`] puts in its place.
pub fn stage(id: &str) -> Option<Stage> {
    let served = element(id)?.dyn_into::<HtmlElement>().ok()?;
    if served.has_attribute(PRERENDERED) {
        let fresh = document()?.create_element("div").ok()?.dyn_into::<HtmlElement>().ok()?;
        fresh.set_id(id);
        return Some(Stage { root: fresh, served: Some(served) });
    }
    served.set_inner_html("");
    Some(Stage { root: served, served: None })
}

/// Where the app is mounted, and the served page that it replaces.
#[derive(Clone)]
pub struct Stage {
    pub root: HtmlElement,
    served: Option<HtmlElement>,
}

/// Event: the app is ready, and `detail` is the element that it rendered. `src/scripts/start.js` replaces the served page
/// with it and carries over what somebody has typed, opened and scrolled to.
const READY: &str = "bacheca:pronta";
/// Event: the app has failed and has nothing to replace the served page with.
const FAILED: &str = "bacheca:mancata";

impl Stage {
    pub fn is_beside(&self) -> bool {
        self.served.is_some() && !self.root.is_connected()
    }

    /// Does the app still show a skeleton?
    pub fn is_loading(&self) -> bool {
        self.root.query_selector(".skeleton").ok().flatten().is_some()
    }

    /// Does the app's page say only that it failed? Then it dispatches `FAILED`, and the served page stays.
    pub fn tells_of_failure(&self) -> bool {
        // The heading of a failed page (features/loading/async_content.rs).
        let has_failed = self.root.query_selector("h1.visually-hidden").ok().flatten().is_some();
        if let Some(document) = document().filter(|_| has_failed)
            && let Ok(event) = web_sys::Event::new(FAILED)
        {
            let _ = document.dispatch_event(&event);
        }
        has_failed
    }

    /// Replaces the served page with what the app has rendered.
    pub fn reveal(&self) {
        let Some(served) = self.served.as_ref().filter(|_| self.is_beside()) else { return };
        let options = web_sys::CustomEventInit::new();
        options.set_detail(&self.root);
        options.set_cancelable(true);
        let event = web_sys::CustomEvent::new_with_event_init_dict(READY, &options).ok();
        let is_unheard =
            document().zip(event).is_none_or(|(document, event)| document.dispatch_event(&event) != Ok(false));
        // No listener: what was typed is lost, but the app is shown.
        if is_unheard && !self.root.is_connected() {
            let _ = served.replace_with_with_node_1(&self.root);
        }
    }

    /// Has somebody started to use the served page?
    pub fn is_touched(&self) -> bool {
        self.root.has_attribute("data-touched")
    }
}

/// The page's own address without fragment, on the configured site origin.
pub fn origin() -> String {
    meta("bacheca-site")
        .map(|site| site.trim_end_matches('/').to_owned())
        .or_else(|| window()?.location().origin().ok())
        .unwrap_or_default()
}

/// Path, query and fragment of the address bar.
pub fn address() -> String {
    #[cfg(not(target_arch = "wasm32"))]
    return super::served::address().unwrap_or_default();
    #[cfg(target_arch = "wasm32")]
    window()
        .map(|window| window.location())
        .and_then(|location| Some(location.pathname().ok()? + &location.search().ok()? + &location.hash().ok()?))
        .unwrap_or_default()
}

/// Fragment of the address bar, decoded, without `#`.
pub fn fragment() -> Option<String> {
    let hash = window()?.location().hash().ok()?;
    let encoded = hash.strip_prefix('#').filter(|id| !id.is_empty())?;
    js_sys::decode_uri_component(encoded).ok().map(String::from)
}

/// Takes the fragment out of the address bar and of the history.
pub fn forget_fragment() {
    let Some(window) = window() else { return };
    let location = window.location();
    let (Ok(path), Ok(search), Ok(history)) = (location.pathname(), location.search(), window.history()) else {
        return;
    };
    // The state belongs to the router.
    let state = history.state().unwrap_or_default();
    let _ = history.replace_state_with_url(&state, "", Some(&(path + &search)));
}

/// Moves the focus after the next frame, when what was just rendered is in the document. An element that has gone by then
/// is no error.
pub fn focus_later(id: &str, may_scroll: bool) {
    let id = id.to_owned();
    request_animation_frame(move || {
        if let Some(element) = element(&id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
            let options = web_sys::FocusOptions::new();
            options.set_prevent_scroll(!may_scroll);
            let _ = element.focus_with_options(&options);
        }
    });
}

/// Sets the attributes that have a value and removes the others, after the next frame, when what was just rendered is in
/// the document.
pub fn set_attributes_later(id: &str, attributes: Vec<(&'static str, Option<String>)>) {
    let id = id.to_owned();
    request_animation_frame(move || {
        let Some(element) = element(&id) else { return };
        for (name, value) in attributes {
            let _ = match value {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        }
    });
}

/// Selects the text of an element, for copying by hand.
pub fn select_text(id: &str) {
    let selection = window().and_then(|window| window.get_selection().ok().flatten());
    if let (Some(selection), Some(element)) = (selection, element(id)) {
        let _ = selection.select_all_children(&element);
    }
}

/// Dispatches an event to the scripts beside the app (src/scripts/device).
pub fn announce(event: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), web_sys::Event::new(event)) {
        let _ = window.dispatch_event(&event);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}

/// Is the focus somewhere inside the element with this id?
pub fn has_focus_within(id: &str) -> bool {
    let Some(document) = document() else { return false };
    match (document.get_element_by_id(id), document.active_element()) {
        (Some(element), Some(active)) => element.contains(Some(&active)),
        _ => false,
    }
}

/// Is the `<details>` that an event comes from open now?
pub fn is_open(event: &web_sys::Event) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| element.has_attribute("open"))
}
