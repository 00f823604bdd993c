//! What belongs to a person: account, sessions, what was saved and sent, and its erasure.

pub mod accounts;
pub mod alerts;
pub mod erasure;
pub mod job_applications;
pub mod me;
pub mod received_applications;
pub mod retention;
pub mod saved;
pub mod sessions;
pub mod tokens;
