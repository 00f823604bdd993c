//! SQLite itself: opening, pools, transactions, errors, copies. The only folder that knows no capability.

pub mod backup;
pub mod connection;
pub mod error;
pub mod open;
pub mod open_error;
pub mod pools;
pub mod rows;
pub mod settings;
