//! How content arrives: its states (loading, failed, not found, ready) and the parts of the program that pages come in.
//! Nothing here knows what the content is about.

pub mod async_content;
pub mod failure;
pub mod in_next_task;
pub mod not_found;
pub mod page_ready;
pub mod part;
pub mod view_in_own_task;
