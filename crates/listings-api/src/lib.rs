//! The listings API: articles, job postings, places and accounts over HTTP, on an embedded SQLite.
//!
//! [`app`] turns an [`AppState`] into a router that needs no socket; `main` puts one in front of it.

pub mod alerts;
mod application_form;
pub mod clock;
mod common_passwords;
pub mod config;
mod cursor;
mod cv;
pub mod cv_files;
mod design_tokens;
mod embed;
mod erasure;
pub mod error;
mod extract;
mod feed;
mod fold;
mod hash;
pub mod housekeeping;
mod icalendar;
pub mod import;
pub mod jobs;
pub mod mail;
mod markup;
mod middleware;
mod oembed;
mod offer_card;
pub mod partner_counts;
mod passwords;
mod place_index;
mod posting;
mod preview;
pub mod push;
mod rate_limit;
pub mod received_applications;
pub mod reports;
mod retention;
mod routes;
mod sanitise;
pub mod saved_reminders;
pub mod search;
pub mod seed;
pub mod server;
mod session;
mod sign_in_throttle;
mod site;
mod sitemap;
pub mod state;
pub mod store;
pub mod taxonomy;
mod text_width;
mod unsubscribing;

pub use routes::{app, openapi_document};
pub use state::AppState;
