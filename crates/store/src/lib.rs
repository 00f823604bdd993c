//! The database of the listings API: questions, and what is written.
//!
//! One module per capability, a function per question, in words of the domain. No pool and no connection leaves this
//! crate: a function takes the [`Store`], or a [`Transaction`] when several writes belong together. What is allowed and how
//! many of something there may be is decided by the callers.
//!
//! SQLite has one writer at a time. One connection for writing makes writers queue here, where waiting is fair, instead of
//! failing with `SQLITE_BUSY`; readers have their own.

mod candidates;
mod database;
mod delivery;
mod listings;
mod syndication;

pub use self::candidates::{
    accounts, alerts, erasure, job_applications, me, received_applications, retention, saved, sessions, tokens,
};
pub use self::database::connection::{Db, Transaction};
pub use self::database::error::{Error, ErrorKind};
pub use self::database::open::{DATABASE, MIGRATOR};
pub use self::database::open_error::OpenError;
pub use self::database::pools::Store;
pub use self::database::{backup, settings};
pub use self::delivery::{email_kind, emails, outbox, push_subscriptions, saved_reminders};
use self::listings::built_in;
pub use self::listings::{articles, industries, job_postings, occupations, places, reports};
pub use self::syndication::{partner_days, sitemaps};
