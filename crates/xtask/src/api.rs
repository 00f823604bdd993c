//! The listings API: compiled, filled with the sample, started, waited for.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::machine::process::{self, Running};
use crate::machine::workspace;

/// It answers within a second; a machine that is still compiling something may take longer.
const START_LIMIT: Duration = Duration::from_secs(60);

/// Compiles the API and returns the program.
pub fn build(is_release: bool) -> Result<PathBuf> {
    process::step("Compiling the API", || {
        let mut cargo = workspace::cargo();
        cargo.args(["build"]).args(workspace::program("listings-api"));
        match is_release {
            true => cargo.arg("--release"),
            // As the tests compile it: without this, everything above the store is compiled and linked once more.
            false => cargo.args(["--features", "store/raw-sql"]),
        };
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

/// The API as a program of its own, on a port that was free.
pub struct Server {
    running: Running,
    address: SocketAddr,
}

impl Server {
    /// `more` adds what this one is to have besides.
    pub fn start(api: &Path, data: &Path, more: impl FnOnce(&mut Command)) -> Result<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
        let address = free.local_addr().context("looking for a free port")?;
        drop(free);
        let mut serve = Command::new(api);
        serve.arg("serve").arg("--listen").arg(address.to_string()).arg("--data").arg(data).stdout(Stdio::null());
        more(&mut serve);
        let mut running = Running::start(&mut serve)?;
        wait_until_healthy(&mut running, address)?;
        Ok(Self { running, address })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Most memory it has held, files it has mapped included; Linux only.
    pub fn peak_memory_mb(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.running.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.split_whitespace().next()?.parse::<u64>().ok().map(|kb| kb / 1000)
    }
}
