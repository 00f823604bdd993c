use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::ShareData;

use crate::browser::window::window;

/// Is there a native share sheet?
pub fn can_share() -> bool {
    window()
        .is_some_and(|window| js_sys::Reflect::has(&window.navigator(), &JsValue::from_str("share")).unwrap_or(false))
}

/// Opens the native share sheet. Closing it without a choice is no error.
pub async fn share(title: &str, url: &str) {
    let Some(window) = window() else { return };
    let data = ShareData::new();
    data.set_title(title);
    data.set_url(url);
    let _ = JsFuture::from(window.navigator().share_with_data(&data)).await;
}
