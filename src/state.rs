//! State that outlives a page. Each part has `provide_…()` for the app, and `use_…()` for all others.

pub mod api;
pub mod applications;
pub mod connectivity;
pub mod freshness;
pub mod list_memory;
pub mod navigation;
pub mod saved;
pub mod session;
pub mod sign_up_draft;
pub mod takeover;
pub mod theme;
