//! The API against its own OpenAPI description: schemathesis asks a real server whatever the description allows, and what
//! it forbids, and compares the answers.

use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use anyhow::{Context, Result};

use crate::api::{self, Server};
use crate::machine::{process, python, workspace};

/// Runs it; each line of its output goes to `look` too.
pub fn run(seed: u32, look: impl FnMut(&str)) -> Result<ExitStatus> {
    let python = python::install("api-contract", &folder().join("requirements.txt"))?;
    let api = api::build(false)?;
    let data = tempfile::tempdir().context("a folder for the database")?;
    api::import_sample(&api, data.path())?;
    let server = Server::start(&api, data.path(), |serve| {
        // Each request comes from an address of its own: otherwise the limits by address would be all that is tested.
        serve.env("RUST_LOG", "error").arg("--behind-proxy");
    })?;
    let mut check = Command::new(python);
    check.arg(folder().join("check.py")).arg("--server").arg(format!("http://{}", server.address()));
    check.arg("--data").arg(data.path()).arg("--seed").arg(seed.to_string()).env("PYTHONDONTWRITEBYTECODE", "1");
    process::run_watched(&mut check, look)
}

fn folder() -> PathBuf {
    workspace::root().join("tests/api-contract")
}
