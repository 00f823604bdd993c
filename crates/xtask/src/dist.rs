//! `cargo xtask dist`: the site for a web server.

use std::path::PathBuf;

use anyhow::Result;

use crate::site::{self, Profile, shell::Addresses};
use crate::{size, workspace};

#[derive(clap::Args)]
pub struct Options {
    #[command(flatten)]
    addresses: Addresses,
}

/// Where the finished site goes.
pub fn folder() -> PathBuf {
    workspace::root().join("dist")
}

pub fn run(options: &Options) -> Result<()> {
    site::build(Profile::Release, &options.addresses, &folder())?;
    size::run()?;
    println!("The site is in dist/; send the header in dist/csp.txt with every page.");
    Ok(())
}
