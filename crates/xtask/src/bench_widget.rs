//! `cargo xtask bench widget`: what the widget costs the page it is in.

use std::process::Command;

use anyhow::Result;

use crate::bench_api::server::Server;
use crate::site::{self, Profile, shell::Addresses};
use crate::{bench_api, dist, process, run, setup};

/// Enough that every widget is full.
const POSTINGS: u64 = 20_000;

#[derive(clap::Args)]
pub struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 9, value_parser = clap::value_parser!(u8).range(1..=50))]
    runs: u8,
}

pub fn run(options: &Options) -> Result<()> {
    let browser = setup::for_browser_tests()?;
    site::build(Profile::Release, &Addresses::default(), &dist::folder())?;
    let api = run::build_api(true)?;
    let data = bench_api::seeded(&api, POSTINGS)?;
    let server = Server::start(&api, &data, Some(&dist::folder()))?;
    let mut node = Command::new("node");
    node.arg(setup::browser_tests().join("bench/widget.mjs"))
        .env("BACHECA_URL", format!("http://{}", server.address()))
        .env("RUNS", options.runs.to_string());
    if let Some(browser) = browser {
        node.env("CHROMIUM", browser);
    }
    process::run(&mut node)
}
