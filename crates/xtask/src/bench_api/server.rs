//! The API as a program of its own, on a port that was free.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::process::Running;
use crate::run;

pub struct Server {
    running: Running,
    address: SocketAddr,
}

impl Server {
    pub fn start(api: &Path, data: &Path, site: Option<&Path>) -> Result<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
        let address = free.local_addr().context("looking for a free port")?;
        drop(free);
        let mut serve = Command::new(api);
        // A line a request would measure the terminal.
        serve
            .env("RUST_LOG", "warn")
            .arg("serve")
            .arg("--listen")
            .arg(address.to_string())
            .arg("--data")
            .arg(data)
            .stdout(Stdio::null());
        if let Some(site) = site {
            serve.arg("--site").arg(site);
        }
        let mut running = Running::start(&mut serve)?;
        run::wait_until_healthy(&mut running, address)?;
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
