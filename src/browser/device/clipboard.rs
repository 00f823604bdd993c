use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::browser::window::window;

/// Copies a text; false if the browser refuses (insecure origin, no permission).
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    let navigator = window.navigator();
    if !js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard")).is_ok_and(|clipboard| clipboard.is_object()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
