use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::document;

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    document::element(id)?.dyn_into().ok()
}

/// Opens a `<dialog>` over the page: the focus stays in it, Escape closes it.
pub fn open(id: &str) {
    if let Some(dialog) = dialog(id) {
        // Fails if it is already open, which is fine.
        let _ = dialog.show_modal();
    }
}

/// Closes it; the focus goes back to where it came from.
pub fn close(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}
