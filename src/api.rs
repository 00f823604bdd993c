//! The HTTP client: one function per endpoint. No views, no signals.

pub mod accounts;
pub mod articles;
mod client;
mod embed;
pub mod job_applications;
pub mod job_postings;
pub mod me;
pub mod places;
pub mod saved;
pub mod sessions;
pub mod taxonomy;

pub use client::{Api, ApiError, Command, Content, Query};
pub use embed::LOADER;
