//! `cargo xtask configure`: other addresses for a site that is built already.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::machine::workspace;
use crate::site::shell::{self, Addresses};

#[derive(clap::Args)]
pub struct Options {
    /// The folder of the built site [default: dist]
    #[arg(long, value_name = "DIR")]
    dist: Option<PathBuf>,
    #[command(flatten)]
    addresses: Addresses,
}

pub fn run(options: &Options) -> Result<()> {
    let site = options.dist.clone().unwrap_or_else(workspace::dist);
    let index = site.join(shell::SHELL);
    let built = std::fs::read_to_string(&index).with_context(|| format!("reading {}", index.display()))?;
    shell::write(&built, &options.addresses, &site)?;
    println!("{} and csp.txt have the new addresses.", index.display());
    if options.addresses.no_service_worker {
        println!("sw.js takes away from browsers what an earlier one keeps there.");
    }
    Ok(())
}
