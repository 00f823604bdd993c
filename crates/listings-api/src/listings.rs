//! What anybody may read: articles, job postings, occupations, industries and places.

pub(crate) mod articles;
pub(crate) mod deadlines;
pub(crate) mod industries;
pub(crate) mod job_postings;
pub(crate) mod media;
pub(crate) mod occupation_detail;
pub(crate) mod occupations;
pub(crate) mod parts;
pub(crate) mod places;
pub(crate) mod posting;
pub mod reports;
pub mod search;

pub use self::parts::Listings;
