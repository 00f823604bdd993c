//! Setting up what is missing. Every command calls the part it needs; a second run finds everything in place.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::machine::tool::{Release, Tool};
use crate::machine::{chromium, node, process, workspace};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// `cargo xtask setup`: everything, for those who develop.
pub fn run() -> Result<()> {
    for_site()?;
    cargo_deny()?;
    for_browser_tests()?;
    println!("Everything is in place. `cargo xtask run --watch` starts the site and follows what you edit.");
    Ok(())
}

/// What building the site needs.
pub fn for_site() -> Result<()> {
    node::require()?;
    wasm_target()?;
    node::install(&site_tools())?;
    wasm_bindgen().map(drop)
}

/// What the end-to-end tests need. Returns the browser, or `None` when it is Playwright's own.
pub fn for_browser_tests() -> Result<Option<PathBuf>> {
    node::install(&browser_tests())?;
    chromium::find_or_install(&browser_tests())
}

/// The folder of the npm packages that build the site.
pub fn site_tools() -> PathBuf {
    workspace::root().join("crates/xtask/tools")
}

/// The folder of the end-to-end tests.
pub fn browser_tests() -> PathBuf {
    workspace::root().join("tests")
}

fn wasm_target() -> Result<()> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]).current_dir(workspace::root()))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    process::step(&format!("Adding the Rust target {WASM_TARGET}"), || {
        let mut rustup = Command::new("rustup");
        process::run(rustup.args(["target", "add", WASM_TARGET]).current_dir(workspace::root())).context(
            "Rust's wasm target is missing. Install it with rustup (https://rustup.rs), or from your distribution",
        )
    })
}

/// The tool that makes the JavaScript glue. Its version is the library's in Cargo.lock: they must match to the digit.
pub fn wasm_bindgen() -> Result<PathBuf> {
    Tool {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version: workspace::locked_version("wasm-bindgen")?,
        // Its own lock file names crate versions that have been withdrawn since.
        is_locked: false,
        release: Release {
            url: "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/{version}/wasm-bindgen-{version}-{target}.tar.gz",
            linux: "unknown-linux-musl",
        },
    }
    .path()
}

pub fn cargo_deny() -> Result<PathBuf> {
    Tool {
        name: "cargo-deny",
        package: "cargo-deny",
        version: "0.20.2".to_owned(),
        is_locked: true,
        release: Release {
            url: "https://github.com/EmbarkStudios/cargo-deny/releases/download/{version}/cargo-deny-{version}-{target}.tar.gz",
            linux: "unknown-linux-musl",
        },
    }
    .path()
}
