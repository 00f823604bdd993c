//! Where things are on the screen, in CSS pixels.

use web_sys::{DomRect, Element};

use super::document;

fn rect(id: &str) -> Option<DomRect> {
    document::element(id).as_ref().map(Element::get_bounding_client_rect)
}

/// Distance of an element's upper edge from that of the window.
pub fn top(id: &str) -> Option<f64> {
    rect(id).map(|rect| rect.top())
}

pub fn height(id: &str) -> Option<f64> {
    rect(id).map(|rect| rect.height())
}

/// Height of the window.
pub fn window_height() -> Option<f64> {
    web_sys::window()?.inner_height().ok()?.as_f64()
}
