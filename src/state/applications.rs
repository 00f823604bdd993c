//! Applications for offers: drafts on the device, sending them, and the list of those sent.

pub mod applied;
pub mod draft;
pub mod outbox;
