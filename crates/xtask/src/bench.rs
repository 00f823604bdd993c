//! `cargo xtask bench <what>`.

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
}

pub fn run(options: &Options) -> Result<()> {
    match options.what {
        What::Size => size::run(),
    }
}
