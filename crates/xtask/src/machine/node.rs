//! Node and the packages pinned in our package-lock.json files.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{process, workspace};

/// The oldest Node that every pinned package accepts.
const OLDEST_MAJOR: u32 = 20;

const HOW_TO_INSTALL: &str = "Install Node 20 or newer (it brings npm): https://nodejs.org/en/download, \
    or with a package manager: `apt-get install nodejs npm`, `dnf install nodejs`, `brew install node`.";

/// Fails, saying what to install, when Node is missing or too old.
pub fn require() -> Result<()> {
    let Ok(version) = process::output(Command::new("node").arg("--version")) else {
        bail!("Node is missing. {HOW_TO_INSTALL}");
    };
    match major(&version) {
        Some(major) if major >= OLDEST_MAJOR => Ok(()),
        _ => bail!("Node {} is too old. {HOW_TO_INSTALL}", version.trim()),
    }
}

fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Brings `folder/node_modules` to what package-lock.json says; does nothing when it is there already.
pub fn install(folder: &Path) -> Result<()> {
    require()?;
    let lock = folder.join("package-lock.json");
    let wanted = std::fs::read(&lock).with_context(|| format!("reading {}", lock.display()))?;
    // npm keeps a lock of its own in node_modules, but in another form than ours: keep a copy to compare.
    let installed = folder.join("node_modules/.installed-lock.json");
    if std::fs::read(&installed).is_ok_and(|lock| lock == wanted) {
        return Ok(());
    }
    let name = folder.strip_prefix(workspace::root()).unwrap_or(folder).display();
    process::step(&format!("Installing the npm packages of {name}"), || {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder);
        process::output(&mut npm)?;
        std::fs::write(&installed, &wanted).context("noting what is installed")
    })
}

/// A program that a package in `folder` brings.
pub fn program(folder: &Path, name: &str) -> PathBuf {
    folder.join("node_modules/.bin").join(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("v8.1.0"), Some(8));
        assert_eq!(major("node 20"), None);
    }
}
