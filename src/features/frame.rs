//! What stands around every page and needs state: theme, saved link and notices, offline ribbon.
//! Nothing here belongs to a single page.

pub mod offline_ribbon;
pub mod saved_link;
pub mod saved_notices;
pub mod theme_switch;
