/// The window; none where pages are rendered outside a browser, so that nothing below this ever meets a missing one.
pub(super) fn window() -> Option<web_sys::Window> {
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

pub(super) fn document() -> Option<web_sys::Document> {
    window()?.document()
}
