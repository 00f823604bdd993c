//! The API as its clients see it: `app(state)` without a socket, on a database of its own, with a clock that stands.
//!
//! The folders are those of `src`. `fixture` has the server and what acts on it; tests ask it and hold no SQL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]
#![allow(clippy::print_stdout, reason = "tests that measure say what")]
#![allow(clippy::needless_pass_by_value, reason = "json!(…) is written where it is used")]

mod fixture {
    pub mod application;
    pub mod articles;
    pub mod candidate;
    pub mod damage;
    pub mod database;
    pub mod files;
    mod first_start;
    mod imports;
    mod jobs;
    pub mod mailbox;
    pub mod offers;
    pub mod push_service;
    pub mod server;
    pub mod smtp;
}

mod candidates {
    mod accounts;
    mod alerts;
    mod credentials;
    mod email_confirmations;
    mod erasure {
        mod accounts;
        mod meanwhile;
        mod retention;
    }
    mod job_applications {
        mod received;
        mod sending;
        mod uploads;
    }
    mod me;
    mod password_resets;
    mod same_time;
    mod saved;
    mod saved_reminders;
    mod sessions;
}
mod cli {
    mod commands;
}
mod data_folder {
    mod backup;
    mod cv_bucket;
    mod full_disk;
}
mod delivery {
    mod mail;
    mod outbox;
    mod push;
}
mod http {
    mod caching;
    mod headers;
    mod health;
    mod openapi;
    mod problems;
}
mod imports {
    mod articles;
    mod formats;
    mod postings;
    mod sample;
}
mod jobs {
    mod running;
}
mod listings {
    mod articles;
    mod deadlines;
    mod job_postings;
    mod occupation_detail;
    mod places;
    mod reports;
}
mod search {
    mod filters;
    mod index;
    mod results;
    mod text;
}
mod site {
    pub mod head;
    mod pages;
}
mod syndication {
    mod feeds;
    mod oembed;
    pub mod offer_card;
    mod partners;
    mod previews;
    mod sitemaps;
    mod widget;
}
