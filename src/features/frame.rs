//! The parts of the frame around every page that have state: theme, saved link and notices, offline ribbon.

pub mod offline_ribbon;
pub mod saved_link;
pub mod saved_notices;
pub mod theme_switch;
