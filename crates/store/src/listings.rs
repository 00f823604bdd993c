//! What anybody may read: articles, offers, and the taxonomies that they name.

pub mod articles;
pub mod built_in;
pub mod industries;
pub mod job_postings;
pub mod occupations;
pub mod places;
pub mod reports;
