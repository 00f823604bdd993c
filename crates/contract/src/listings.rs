//! What anybody may read: articles, offers, searches, and the taxonomies that they name.

pub mod article;
pub mod deadline;
pub mod job_posting;
pub mod job_posting_page;
pub mod job_search;
pub mod occupation_detail;
pub mod place;
pub mod report;
pub mod salary;
pub mod taxonomy;
