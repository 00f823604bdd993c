//! Loading content, with its states (loading, failed, not found, ready), and loading parts of the program.
//! Nothing here depends on what the content is.

pub mod async_content;
pub mod failure;
pub mod in_next_task;
pub mod not_found;
pub mod page_ready;
pub mod part;
pub mod view_in_own_task;
