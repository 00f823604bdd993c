//! Views that fetch or keep state and that more than one page shows. Pages put them together; they import no page.

pub mod account;
pub mod forms;
pub mod frame;
pub mod job_postings;
pub mod loading;
