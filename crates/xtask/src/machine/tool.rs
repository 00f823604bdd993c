//! A command-line tool in an exact version: found, downloaded, or built.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::{process, workspace};

pub struct Tool {
    pub name: &'static str,
    /// The crate that has it.
    pub package: &'static str,
    pub version: String,
    /// Whether to build it with the dependencies of its own lock file.
    pub is_locked: bool,
    pub release: Release,
}

/// Where the makers publish it ready to run.
pub struct Release {
    /// With `{version}` and `{target}`.
    pub url: &'static str,
    /// What follows the processor in the name of the Linux build.
    pub linux: &'static str,
}

impl Tool {
    /// The tool's path: from PATH, from .tools, downloaded, or built from the registry, whichever comes first.
    pub fn path(&self) -> Result<PathBuf> {
        let own = workspace::root().join(".tools/bin").join(self.name);
        for candidate in [Path::new(self.name), &own] {
            if self.has_version(candidate) {
                return Ok(candidate.to_owned());
            }
        }
        let title = format!("{} {}", self.name, self.version);
        let downloaded = process::step(&format!("Downloading {title}"), || Ok(self.download()))?;
        match downloaded {
            Ok(()) if self.has_version(&own) => return Ok(own),
            Ok(()) => println!("  what came is not {title}"),
            Err(error) => {
                let reason = format!("{error:#}");
                println!("  not available ready to run: {}", reason.lines().last().unwrap_or_default());
            }
        }
        self.build_step()?;
        if !self.has_version(&own) {
            bail!("{} does not run, or is not {}", own.display(), self.version);
        }
        Ok(own)
    }

    fn has_version(&self, program: &Path) -> bool {
        let answer = process::output(Command::new(program).arg("--version"));
        answer.is_ok_and(|answer| answer.split_whitespace().nth(1) == Some(&self.version))
    }

    fn build_step(&self) -> Result<()> {
        let title = format!("Building {} {} from the registry (a few minutes, once)", self.name, self.version);
        process::step(&title, || self.build())
    }

    fn download(&self) -> Result<()> {
        let target = match (std::env::consts::ARCH, std::env::consts::OS) {
            (arch @ ("x86_64" | "aarch64"), "linux") => format!("{arch}-{}", self.release.linux),
            (arch @ ("x86_64" | "aarch64"), "macos") => format!("{arch}-apple-darwin"),
            (arch, os) => bail!("no build for {arch} {os}"),
        };
        let url = self.release.url.replace("{version}", &self.version).replace("{target}", &target);
        let folder = workspace::root().join(".tools/download").join(self.name);
        let archive = folder.join("archive.tar.gz");
        std::fs::create_dir_all(&folder)?;
        let mut curl = Command::new("curl");
        curl.args(["--fail", "--silent", "--show-error", "--location", "--proto", "=https"]);
        // An unreachable or crawling host must not cost more than building would.
        curl.args(["--connect-timeout", "5", "--speed-time", "10", "--speed-limit", "50000", "--max-time", "120"]);
        process::output(curl.arg("--output").arg(&archive).arg(&url))?;
        process::output(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(&folder))?;
        let program = find(&folder, self.name).with_context(|| format!("no {} in {url}", self.name))?;
        let bin = workspace::root().join(".tools/bin");
        std::fs::create_dir_all(&bin)?;
        std::fs::copy(program, bin.join(self.name))?;
        std::fs::remove_dir_all(&folder)?;
        Ok(())
    }

    fn build(&self) -> Result<()> {
        let mut cargo = workspace::cargo();
        cargo.args(["install", self.package, "--version", &format!("={}", self.version), "--root"]);
        cargo.arg(workspace::root().join(".tools"));
        if self.is_locked {
            cargo.arg("--locked");
        }
        // These tools run for seconds: it pays to compile them fast, not to make them fast.
        cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0");
        cargo.env("CARGO_PROFILE_RELEASE_LTO", "off");
        cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64");
        cargo.env("CARGO_PROFILE_RELEASE_DEBUG", "0");
        process::run(&mut cargo)
    }
}

/// A file of that name in the folder or right below it: archives differ in whether they have a top folder.
fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let folders = std::fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    folders.chain([folder.to_owned()]).map(|folder| folder.join(name)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_are_found_with_and_without_a_top_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("tool-1.0")).unwrap();
        std::fs::write(folder.path().join("tool-1.0/tool"), "").unwrap();
        std::fs::write(folder.path().join("other"), "").unwrap();
        assert_eq!(find(folder.path(), "tool"), Some(folder.path().join("tool-1.0/tool")));
        assert_eq!(find(folder.path(), "other"), Some(folder.path().join("other")));
        assert_eq!(find(folder.path(), "third"), None);
    }
}
