//! Titles of job postings as Italians write them: what to show of one, what else it says, and which occupation is meant.
//!
//! Pure: no I/O. What is not certain stays unsaid: no occupation is better than a wrong one.

mod classify;
mod lists;
mod names;
mod title;
mod title_facts;
mod words;

pub use classify::Recogniser;
pub use title::{Place, clean};
pub use title_facts::{TitleFacts, read_facts};
