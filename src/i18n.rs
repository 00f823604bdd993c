//! What people read. Words of offers come from the crate `wording`, which the API shares.

pub mod failures;

pub use wording::{dates, grouped, job_posting, job_search, labels, page_title, pay};
