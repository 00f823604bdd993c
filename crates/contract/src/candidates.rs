//! What belongs to a person: account, profile, applications, what was saved.

pub mod account;
pub mod alert;
pub mod credentials;
pub mod job_application;
pub mod person_name;
pub mod profile;
pub mod push;
pub mod saved;
pub mod session;
