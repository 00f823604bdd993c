//! Feeds of others, fetched on a schedule: what is known of each, how it is fetched and what became of it (ADR 60).
//!
//! A run ends as a row that says what it did, whatever happens: a bad feed costs that run and nothing that is published.

mod content;
pub mod due;
mod fetch;
pub mod history;
pub mod location;
mod run;
pub mod schedule;

pub use self::run::{How, Ran, run_now};
