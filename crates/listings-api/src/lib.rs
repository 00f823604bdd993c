//! The listings API: articles, job postings, places and accounts over HTTP, on an embedded SQLite.
//!
//! [`app`] turns an [`AppState`] into a router that needs no socket; `main` puts one in front of it.

#![allow(
    clippy::expect_used,
    reason = "a broken invariant stops the request, which is answered with 500, or one run of a job"
)]

pub mod candidates;
pub mod data_folder;
pub mod delivery;
pub mod http;
pub mod imports;
pub mod jobs;
pub mod listings;
pub(crate) mod markup;
pub(crate) mod site;
pub mod state;
pub mod syndication;

use content_hash as hash;
pub use http::router::{app, openapi_document};
pub use state::{AppState, clock, config};
