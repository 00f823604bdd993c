//! `cargo xtask bench <what>`.

mod api;
mod web;

use anyhow::Result;

use crate::size;

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// What a visitor downloads
    Size,
    /// How fast the API answers searches
    Api(api::Options),
    /// How soon pages are there on a slow phone, and how the list of offers feels
    Web(web::Options),
    /// How soon the app is there from the home screen, without a network
    Start(web::Options),
    /// What the widget costs the page it is in
    Widget(web::Options),
}

pub fn run(options: &Options) -> Result<()> {
    match &options.what {
        What::Size => size::run(),
        What::Api(options) => api::run(options),
        What::Web(options) => web::run(&["pages.mjs", "offers.mjs"], options),
        What::Start(options) => web::run(&["offline-start.mjs"], options),
        What::Widget(options) => web::run(&["widget.mjs"], options),
    }
}
