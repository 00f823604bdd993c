//! Positions on the screen in whole CSS pixels: parsing and printing decimals would add 20 kB to the download.

use web_sys::{DomRect, Element};

use super::document;
use crate::browser::window::window;

fn rect(id: &str) -> Option<DomRect> {
    document::element(id).as_ref().map(Element::get_bounding_client_rect)
}

/// Distance of an element's top edge from the top of the window.
pub fn top(id: &str) -> Option<i32> {
    rect(id).map(|rect| rect.top().round() as i32)
}

/// Rounded up.
pub fn height(id: &str) -> Option<u32> {
    rect(id).map(|rect| rect.height().ceil() as u32)
}

/// Height of the window.
pub fn window_height() -> Option<i32> {
    Some(window()?.inner_height().ok()?.as_f64()? as i32)
}
