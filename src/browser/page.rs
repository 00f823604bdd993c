//! The document and the window: elements, focus, scroll position, layout, and what came with the page.

pub mod dialog;
pub mod document;
pub mod layout;
pub mod media;
pub mod script;
pub mod scroll;
pub mod served;
