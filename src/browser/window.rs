/// The window; `None` while prerendering. `web_sys::window` would panic there.
pub(super) fn window() -> Option<web_sys::Window> {
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

pub(super) fn document() -> Option<web_sys::Document> {
    window()?.document()
}
