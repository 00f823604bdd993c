//! A Chromium for the end-to-end tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::process;

/// Names and places where a Chromium that Playwright can drive is usually found.
const CANDIDATES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/// The browser's path, or `None` when Playwright has one of its own. Installs one when there is none.
pub fn find_or_install(tests: &Path) -> Result<Option<PathBuf>> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        let named = PathBuf::from(named);
        if !runs(&named) {
            bail!("CHROMIUM is {}, which does not run", named.display());
        }
        return Ok(Some(named));
    }
    if let Some(found) = on_this_machine() {
        return Ok(Some(found));
    }
    if has_playwright_browser(tests) {
        return Ok(None);
    }
    if is_reachable("https://cdn.playwright.dev") {
        let mut playwright = playwright(tests);
        let installed = process::step("Installing Playwright's Chromium", || {
            Ok(process::run(playwright.args(["install", "chromium"])))
        })?;
        match installed {
            Ok(()) if has_playwright_browser(tests) => return Ok(None),
            Ok(()) => println!("  it is installed but does not run: system libraries are missing"),
            Err(error) => println!("  {error:#}"),
        }
    }
    if rustix::process::geteuid().is_root() && process::output(Command::new("apt-get").arg("--version")).is_ok() {
        process::step("Installing Chromium with apt-get", || {
            process::output(Command::new("apt-get").arg("update"))?;
            process::output(Command::new("apt-get").args(["install", "--yes", "--no-install-recommends", "chromium"]))
        })?;
        if let Some(found) = on_this_machine() {
            return Ok(Some(found));
        }
    }
    bail!(
        "The end-to-end tests need Chromium. Install it (`sudo apt-get install chromium`, `sudo dnf install chromium`, \
         `brew install --cask google-chrome`), or set CHROMIUM to the path of a Chromium or Chrome. \
         The other tests run without it: `cargo xtask test --only unit`."
    )
}

/// Playwright's own command line.
pub fn playwright(tests: &Path) -> Command {
    // Not through npx: that puts npm and a shell between us and the process to be stopped.
    let mut command = Command::new("node");
    command.arg("node_modules/@playwright/test/cli.js").current_dir(tests);
    command
}

fn on_this_machine() -> Option<PathBuf> {
    CANDIDATES.iter().map(PathBuf::from).find(|candidate| runs(candidate)).and_then(absolute)
}

/// Playwright wants a path, not a name to look up.
fn absolute(program: PathBuf) -> Option<PathBuf> {
    if program.is_absolute() {
        return Some(program);
    }
    let folders = std::env::var_os("PATH")?;
    std::env::split_paths(&folders).map(|folder| folder.join(&program)).find(|path| path.is_file())
}

fn runs(program: &Path) -> bool {
    process::output(Command::new(program).arg("--version")).is_ok()
}

fn has_playwright_browser(tests: &Path) -> bool {
    let script = "process.stdout.write(require('@playwright/test').chromium.executablePath())";
    let path = process::output(Command::new("node").args(["-e", script]).current_dir(tests));
    path.is_ok_and(|path| runs(Path::new(&path)))
}

fn is_reachable(address: &str) -> bool {
    let mut curl = Command::new("curl");
    curl.args(["--silent", "--head", "--output", "/dev/null", "--max-time", "8", address]);
    process::output(&mut curl).is_ok()
}
