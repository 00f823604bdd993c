//! From the words of a source to values: how much, when, and what is said. No I/O, and nothing that knows a format: a
//! reader of a format hands over the words, this crate says what they mean and what was odd about them.
//!
//! Nothing here leaves an offer out. What cannot be understood is `None` with a note.

pub mod date;
pub mod pay;
pub mod text;
