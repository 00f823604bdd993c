//! `cargo xtask dist`: the site for a web server.

use std::process::Command;

use anyhow::Result;

use crate::machine::{process, workspace};
use crate::site::{self, Profile, folder, shell::Addresses};
use crate::size;

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    addresses: Addresses,
    /// With --api: write no pages as files, as the API can't be asked from here
    #[arg(long)]
    no_pages: bool,
}

pub fn run(options: &Options) -> Result<()> {
    let api = &options.addresses.api;
    // On the site's own origin it is the API that renders pages, when they are asked for.
    if api.is_empty() || options.no_pages {
        site::build(Profile::Release, &options.addresses, &workspace::dist())?;
    } else {
        with_pages(&options.addresses, api)?;
    }
    size::run()?;
    println!("The site is in dist/; send the header in dist/csp.txt with every page.");
    if !api.is_empty() && !options.no_pages {
        println!(
            "When content has changed, write its pages again: cargo run --release -p prerender -- --site dist --api {api}"
        );
    }
    Ok(())
}

/// Builds elsewhere and puts it in place once every page is there: a run that fails leaves the site as it was.
fn with_pages(addresses: &Addresses, api: &str) -> Result<()> {
    let program = process::step("Compiling what renders pages", || {
        let mut cargo = workspace::cargo();
        process::run(cargo.args(["build", "--release"]).args(workspace::program("prerender")))?;
        Ok(workspace::target()?.join("release/prerender"))
    })?;
    let whole = workspace::target()?.join("site/whole");
    site::build_after(&workspace::dist(), Profile::Release, addresses, &whole)?;
    process::step("Rendering pages", || {
        process::run(Command::new(&program).arg("--site").arg(&whole).args(["--api", api]))
    })?;
    folder::replace(&workspace::dist(), Some(&whole))
}
