//! What other people's pages and search engines get: the widget, its partner, the heads of pages.

pub mod colour;
pub mod page_head;
pub mod partner;
pub mod widget;
