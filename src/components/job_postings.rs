//! Views of job postings.

pub mod apply_link;
pub mod deadline;
pub mod job_posting_card;
pub mod job_posting_facts;
pub mod pinboard;
