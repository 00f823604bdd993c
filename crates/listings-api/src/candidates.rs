//! What belongs to a candidate: account, session, saved job postings, applications, alerts, export and erasure.

pub(crate) mod accounts;
pub mod alerts;
pub(crate) mod credentials;
pub mod cv;
pub(crate) mod email_confirmations;
pub(crate) mod erasure;
pub(crate) mod export;
pub mod job_applications;
pub(crate) mod me;
pub(crate) mod password_resets;
pub(crate) mod passwords;
pub mod saved;
pub(crate) mod sessions;
