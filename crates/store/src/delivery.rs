//! The outboxes: what is to be sent, and who sends it.

pub mod email_kind;
pub mod emails;
pub mod outbox;
pub mod push_subscriptions;
pub mod saved_reminders;
