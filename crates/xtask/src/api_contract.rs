//! The API against its own OpenAPI description: schemathesis asks a real server whatever the description allows, and what
//! it forbids, and compares the answers.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result};

use crate::process::{self, Running};
use crate::{python, run, workspace};

/// Runs it; each line of its output goes to `look` too.
pub fn run(seed: u32, look: impl FnMut(&str)) -> Result<ExitStatus> {
    let python = python::install("api-contract", &folder().join("requirements.txt"))?;
    let api = run::build_api(false)?;
    let data = tempfile::tempdir().context("a folder for the database")?;
    run::import_sample(&api, data.path())?;
    let (_server, address) = serve(&api, data.path())?;
    let mut check = Command::new(python);
    check.arg(folder().join("check.py")).arg("--server").arg(format!("http://{address}"));
    check.arg("--data").arg(data.path()).arg("--seed").arg(seed.to_string()).env("PYTHONDONTWRITEBYTECODE", "1");
    process::run_watched(&mut check, look)
}

fn folder() -> PathBuf {
    workspace::root().join("tests/api-contract")
}

fn serve(api: &Path, data: &Path) -> Result<(Running, SocketAddr)> {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("looking for a free port")?;
    let address = free.local_addr().context("looking for a free port")?;
    drop(free);
    let mut serve = Command::new(api);
    serve.env("RUST_LOG", "error").arg("serve").arg("--listen").arg(address.to_string()).arg("--data").arg(data);
    // Each request comes from an address of its own: otherwise the limits by address would be all that is tested.
    let mut server = Running::start(serve.arg("--behind-proxy").stdout(Stdio::null()))?;
    run::wait_until_healthy(&mut server, address)?;
    Ok((server, address))
}
