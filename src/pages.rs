//! One file per route. No page imports another.

pub mod article;
pub mod article_index;
pub mod home;
pub mod job_posting;
pub mod job_postings;
pub mod occupation;
pub mod place;
pub mod privacy;
pub mod sign_up;
