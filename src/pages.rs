//! One file for each route. No page imports another.

pub mod alerts;
pub mod applications;
pub mod apply;
pub mod article;
pub mod article_index;
pub mod confirm_email;
pub mod forgotten_password;
pub mod home;
pub mod job_posting;
pub mod job_postings;
pub mod new_password;
pub mod occupation;
pub mod partner;
pub mod place;
pub mod privacy;
pub mod profile;
pub mod saved;
pub mod settings;
pub mod sign_in;
pub mod sign_up;
pub mod unsubscribe;
