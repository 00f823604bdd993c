//! The listings API: articles, job postings, places and accounts over HTTP, on an embedded SQLite.
//!
//! [`app`] turns an [`AppState`] into a router that needs no socket; `main` puts one in front of it.

pub mod candidates;
pub mod clock;
pub mod config;
pub mod data_folder;
pub mod delivery;

pub mod http;
pub mod imports;
pub mod jobs;
pub mod listings;
pub mod seed;
pub(crate) mod site;
pub mod state;
pub mod syndication;

use content_hash as hash;
pub use http::router::{app, openapi_document};
pub use state::AppState;
