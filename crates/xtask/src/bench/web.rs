//! `cargo xtask bench web`, `start` and `widget`: what a slow phone feels, in Chromium.

use std::process::Command;

use anyhow::Result;

use super::api::{quiet, seeded};
use crate::api::{self, Server};
use crate::machine::{process, workspace};
use crate::setup;
use crate::site::{self, Profile, shell::Addresses};

/// More than the list that is loaded, so that there is always one more page; and enough that every widget is full.
const POSTINGS: u64 = 20_000;

#[derive(clap::Args)]
pub struct Options {
    /// How often everything is measured
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=50))]
    runs: u8,
}

/// Runs scripts of `tests/bench` against the site on made-up offers.
pub fn run(scripts: &[&str], options: &Options) -> Result<()> {
    let browser = setup::for_browser_tests()?;
    site::build(Profile::Release, &Addresses::default(), &workspace::dist())?;
    let api = api::build(true)?;
    let data = seeded(&api, POSTINGS)?;
    let articles = workspace::root().join("crates/listings-api/sample/articles");
    process::output(Command::new(&api).args(["import", "articles"]).arg(articles).arg("--data").arg(&data))?;
    let server = Server::start(&api, &data, |serve| {
        quiet(serve);
        serve.arg("--site").arg(workspace::dist());
    })?;
    for script in scripts {
        let mut node = Command::new("node");
        node.arg(setup::browser_tests().join("bench").join(script))
            .env("BACHECA_URL", format!("http://{}", server.address()))
            .env("RUNS", options.runs.to_string());
        if let Some(browser) = &browser {
            node.env("CHROMIUM", browser);
        }
        process::run(&mut node)?;
    }
    Ok(())
}
