//! What the index holds and how it is kept: its folder, its fields, what comes in from the database. Knows no search.

pub mod facts;
pub mod folder;
pub mod schema;
pub mod source;
pub mod text;
pub mod update;
