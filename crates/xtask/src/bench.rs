//! `cargo xtask bench <what>`.

use anyhow::Result;

use crate::{bench_api, bench_web, size};

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
    Api(bench_api::Options),
    /// How soon pages are there on a slow phone, and how the list of offers feels
    Web(bench_web::Options),
    /// How soon the app is there from the home screen, without a network
    Start(bench_web::Options),
    /// What the widget costs the page it is in
    Widget(bench_web::Options),
}

pub fn run(options: &Options) -> Result<()> {
    match &options.what {
        What::Size => size::run(),
        What::Api(options) => bench_api::run(options),
        What::Web(options) => bench_web::run(&["pages.mjs", "offers.mjs"], options),
        What::Start(options) => bench_web::run(&["offline-start.mjs"], options),
        What::Widget(options) => bench_web::run(&["widget.mjs"], options),
    }
}
