//! `cargo xtask run`: site and API on one port, with content to look at.

mod watch;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::api;
use crate::machine::process::Running;
use crate::machine::workspace;
use crate::site::{Compiled, Profile, shell::Addresses};

#[derive(clap::Args)]
pub struct Options {
    /// Serve what visitors would get: smaller and faster, but it takes minutes to build
    #[arg(long)]
    release: bool,
    /// The port on this machine
    #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// The folder of the database
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Leave the database as it is, without importing the sample content
    #[arg(long)]
    no_sample: bool,
    /// Build again what is edited, and load the page again in the browser
    #[arg(long, conflicts_with = "release")]
    watch: bool,
}

pub fn run(options: &Options) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    // Before the long build, not after it.
    require_free(address)?;
    let (profile, folder) = match options.release {
        true => (Profile::Release, workspace::dist()),
        false => (Profile::Dev, workspace::target()?.join("site/dev")),
    };
    let files = watch::Files::read()?;
    let site = Compiled::new(profile)?;
    site.write(&folder, &Addresses::default(), &folder)?;
    let api = api::build(options.release)?;
    // As typed, from where it was typed.
    let data = std::path::absolute(&options.data).context("resolving --data")?;
    if !options.no_sample {
        api::import_sample(&api, &data)?;
    }

    require_free(address)?;
    let start = || {
        let mut serve = Command::new(&api);
        serve.arg("serve").arg("--listen").arg(address.to_string()).arg("--site").arg(&folder).arg("--data").arg(&data);
        // Without an SMTP server: who tries it out follows them from here.
        serve.arg("--log-links");
        let mut running = Running::start(&mut serve)?;
        api::wait_until_healthy(&mut running, address)?;
        println!("\nBacheca is at http://{address} (Ctrl-C stops it)");
        Ok(running)
    };
    if options.watch {
        return watch::follow(files, site, &folder, start);
    }
    let status = start()?.wait()?;
    bail!("the API stopped by itself ({status})");
}

fn require_free(address: SocketAddr) -> Result<()> {
    if let Err(error) = TcpListener::bind(address) {
        let other = address.port().checked_add(1).unwrap_or(8080);
        bail!(
            "port {} can't be used ({error}). Stop what uses it, or take another: `cargo xtask run --port {other}`",
            address.port()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_a_way_on() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = taken.local_addr().unwrap();
        let error = require_free(address).unwrap_err().to_string();
        assert!(error.contains(&format!("port {} can't be used", address.port())), "{error}");
        assert!(error.contains("cargo xtask run --port"), "{error}");
        drop(taken);
        assert!(require_free(address).is_ok());
    }
}
