//! The API as its clients see it: `app(state)` without a socket, on a database of its own, with a clock that stands.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]
#![allow(clippy::print_stdout, reason = "tests that measure say what")]
#![allow(clippy::needless_pass_by_value, reason = "json!(…) is written where it is used")]

mod accounts;
mod alerts;
mod articles;
mod caching;
mod candidate;
mod credentials;
mod cv_bucket;
mod deadlines;
mod emails;
mod erased_meanwhile;
mod erasure;
mod feeds;
mod files;
mod form;
mod full_disk;
mod head;
mod headers;
mod health;
mod import_articles;
mod import_postings;
mod job_applications;
mod job_postings;
mod job_search;
mod job_search_filters;
mod job_search_text;
mod mailbox;
mod me;
mod occupation_detail;
mod oembed;
mod offer_card;
mod offers;
mod openapi;
mod partners;
mod password_resets;
mod places;
mod previews;
mod problems;
mod push;
mod received_applications;
mod reports;
mod retention;
mod same_time;
mod sample;
mod saved;
mod saved_reminders;
mod search_index;
mod server;
mod sessions;
mod site;
mod sitemaps;
mod uploads;
mod widget;
