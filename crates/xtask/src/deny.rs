//! `cargo xtask deny`: the dependencies, by the rules of .cargo/deny.toml.

use std::process::Command;

use anyhow::Result;

use crate::machine::{process, workspace};
use crate::setup;

pub fn run() -> Result<()> {
    let program = setup::cargo_deny()?;
    let deny = || {
        let mut deny = Command::new(&program);
        // Without it only the root package is looked at, and the server never.
        deny.current_dir(workspace::root()).arg("--workspace");
        deny
    };
    process::run(deny().args(["check", "bans", "licenses", "sources"]))?;
    // The list of known vulnerabilities lives on another host, which not every machine may reach.
    let mut fetch = deny();
    // A host that swallows packets must not hold the check up.
    fetch.args(["fetch", "db"]).envs([("GIT_HTTP_LOW_SPEED_LIMIT", "1000"), ("GIT_HTTP_LOW_SPEED_TIME", "20")]);
    match process::output(&mut fetch) {
        Ok(_) => process::run(deny().args(["check", "--disable-fetch", "advisories"])),
        Err(error) => {
            println!("Advisories were NOT checked: their database can't be fetched from here.\n{error:#}");
            Ok(())
        }
    }
}
