//! Views with requests or state, which several pages show. Pages combine them; they import no page.

pub mod account;
pub mod forms;
pub mod frame;
pub mod job_postings;
pub mod loading;
