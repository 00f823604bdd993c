//! Texts for people. Those about offers come from the crate `wording`, which the API also uses.

pub mod failures;

pub use wording::{dates, grouped, job_posting, job_search, labels, page_title, pay};
