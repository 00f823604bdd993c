//! `cargo xtask run`: site and API on one port, with content to look at.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{self, Running};
use crate::site::{self, Profile, shell::Addresses};
use crate::{dist, workspace};

/// The API answers within a second; a machine that is still compiling something may take longer.
const START_LIMIT: Duration = Duration::from_secs(60);

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
}

pub fn run(options: &Options) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    // Before the long build, not after it.
    require_free(address)?;
    let (profile, folder) = match options.release {
        true => (Profile::Release, dist::folder()),
        false => (Profile::Dev, workspace::target()?.join("site/dev")),
    };
    site::build(profile, &Addresses::default(), &folder)?;
    let api = build_api(options.release)?;
    // As typed, from where it was typed.
    let data = std::path::absolute(&options.data).context("resolving --data")?;
    if !options.no_sample {
        import_sample(&api, &data)?;
    }

    require_free(address)?;
    let mut serve = Command::new(&api);
    serve.arg("serve").arg("--listen").arg(address.to_string()).arg("--site").arg(&folder).arg("--data").arg(&data);
    // Without an SMTP server: who tries it out follows them from here.
    serve.arg("--log-links");
    let mut api = Running::start(&mut serve)?;
    wait_until_healthy(&mut api, address)?;
    println!("\nBacheca is at http://{address} (Ctrl-C stops it)");
    let status = api.wait()?;
    bail!("the API stopped by itself ({status})");
}

/// Compiles the API and returns the program.
pub fn build_api(is_release: bool) -> Result<PathBuf> {
    process::step("Compiling the API", || {
        let mut cargo = workspace::cargo();
        cargo.args(["build", "--package", "listings-api"]);
        if is_release {
            cargo.arg("--release");
        }
        process::run(&mut cargo)
    })?;
    Ok(workspace::target()?.join(if is_release { "release" } else { "debug" }).join("listings-api"))
}

/// Importing the same content twice changes nothing but the dates, which are relative to today.
pub fn import_sample(api: &Path, data: &Path) -> Result<()> {
    process::step("Importing the sample content", || {
        let sample = workspace::root().join("crates/listings-api/sample");
        let import = |what: &str, from: &str| {
            let mut import = Command::new(api);
            import.args(["import", what]).arg(sample.join(from)).arg("--data").arg(data);
            import
        };
        process::run(&mut import("articles", "articles"))?;
        process::run(import("postings", "job-postings.jsonld").arg("--relative-dates"))
    })
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

pub fn wait_until_healthy(api: &mut Running, address: SocketAddr) -> Result<()> {
    let deadline = Instant::now() + START_LIMIT;
    while Instant::now() < deadline {
        if let Some(status) = api.ended()? {
            bail!("the API ended while starting ({status}); its own message is above");
        }
        if is_healthy(address).unwrap_or(false) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    bail!("the API did not answer on http://{address}/healthz within {}", process::duration(START_LIMIT));
}

fn is_healthy(address: SocketAddr) -> std::io::Result<bool> {
    use std::io::{Read, Write};
    let timeout = Duration::from_secs(2);
    let mut stream = std::net::TcpStream::connect_timeout(&address, timeout)?;
    stream.set_read_timeout(Some(timeout))?;
    write!(stream, "GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer)?;
    Ok(answer.starts_with("HTTP/1.1 200 "))
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
