//! Building the site: from the crate to a folder that any web server can serve.
//!
//! 1. [`Compiled::new`]: cargo makes one WebAssembly module of the app; [`parts`] takes it apart for visitors, makes the
//!    glue and optimises.
//! 2. [`Compiled::write`]: esbuild bundles scripts and style; [`assets`] names files by their content and points
//!    index.html to them; [`compress`] packs; [`releases`] keeps what open tabs may still ask for; [`shell`] fills in what
//!    the deployment decides, and [`worker`] lists what the service worker is to keep. All of it aside, then put in place.

pub mod assets;
mod bundles;
pub mod compress;
pub mod folder;
pub mod html;
mod optimise;
mod page_parts;
pub mod parts;
pub mod releases;
pub mod shell;
mod worker;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::machine::{node, process, workspace};
use crate::setup;
use assets::Asset;
use parts::Program;

/// Address in index.html of the script that stands inside of documents.
const EARLY: &str = "/start/early.js";

/// Which compromise between build time and the visitor's download.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to build, large to download.
    Dev,
    /// What visitors get.
    Release,
}

impl Profile {
    /// Cargo's name of the profile and of its folder.
    fn cargo(self) -> (&'static str, &'static str) {
        match self {
            Self::Dev => ("dev", "debug"),
            Self::Release => ("wasm-release", "wasm-release"),
        }
    }
}

/// Builds the site into `out`, replacing what was there.
pub fn build(profile: Profile, addresses: &shell::Addresses, out: &Path) -> Result<()> {
    build_after(out, profile, addresses, out)
}

/// As [`build`], keeping the hashed files of the releases in `before`.
pub fn build_after(before: &Path, profile: Profile, addresses: &shell::Addresses, out: &Path) -> Result<()> {
    Compiled::new(profile)?.write(before, addresses, out)
}

/// The program of the site. Scripts, styles and documents around it are read when it is written.
pub struct Compiled {
    profile: Profile,
    program: Program,
    work: PathBuf,
}

impl Compiled {
    pub fn new(profile: Profile) -> Result<Self> {
        setup::for_site()?;
        let (cargo_profile, cargo_folder) = profile.cargo();
        let work = workspace::target()?.join("site").join(cargo_folder);
        let _lock = alone(&work)?;
        process::step("Compiling the site to WebAssembly", || {
            let mut cargo = workspace::cargo();
            cargo.args(["rustc", "--package", "bacheca", "--bin", "bacheca", "--target", "wasm32-unknown-unknown"]);
            cargo.args(["--profile", cargo_profile]);
            match profile {
                // Panics name functions, not lines; the module is smaller, and the glue sooner made of it.
                Profile::Dev => cargo.args(["--config", "profile.dev.debug=false"]),
                // Where code points to code has to be known to take it apart.
                Profile::Release => cargo.args(["--features", "split", "--", "-C", "link-arg=--emit-relocs"]),
            };
            process::run(&mut cargo)
        })?;
        let compiled = workspace::target()?.join("wasm32-unknown-unknown").join(cargo_folder).join("bacheca.wasm");
        let program = match profile {
            Profile::Dev => parts::whole(&compiled, &work)?,
            Profile::Release => parts::split(&compiled, &work)?,
        };
        Ok(Self { profile, program, work })
    }

    /// Writes the site into `out`, replacing what was there, and keeps the hashed files of the releases in `before`.
    pub fn write(&self, before: &Path, addresses: &shell::Addresses, out: &Path) -> Result<()> {
        let Self { profile, program, work } = self;
        let _lock = alone(work)?;
        let bundled =
            |source: &str, name: &str| esbuild(*profile, &workspace::root().join(source), &work.join(name), "utf8");
        let early =
            std::fs::read_to_string(bundled("src/scripts/start/early.js", "early.js")?).context("reading early.js")?;
        // Keeps its name: it stands in other people's pages. No other encoding than theirs is known to it.
        let loader = work.join(shell::LOADER);
        esbuild(*profile, &workspace::root().join("src/scripts/embed/embed.js"), &loader, "ascii")?;
        let assets = [
            Asset::wasm(&program.wasm)?,
            Asset::script("/bacheca.js", &esbuild(*profile, &program.script, &work.join("bacheca.js"), "utf8")?)?,
            Asset::script("/start.js", &bundled("src/scripts/start.js", "start.js")?)?,
            Asset::script("/device.js", &bundled("src/scripts/device.js", "device.js")?)?,
            Asset::style(&bundled("style/index.css", "index.css")?)?,
        ];
        // While somebody edits, yesterday's files are in the way.
        let worker = match profile {
            Profile::Dev => None,
            Profile::Release => Some(service_worker(&work.join(worker::FILE))?),
        };
        process::step(&format!("Writing {}", out.display()), || {
            let staging = work.join("staging");
            folder::replace(&staging, None)?;
            folder::copy(&workspace::root().join("public"), &staging)?;
            assets::write(&assets, &staging)?;
            assets::write(&program.bundles, &staging)?;
            parts::write_list(&program.needs, &staging)?;
            worker::put(worker.as_deref(), &staging)?;
            if *profile == Profile::Release {
                compress::folder(&staging)?;
            }
            releases::carry_over(if *profile == Profile::Dev { &staging } else { before }, &staging)?;
            let shell = std::fs::read_to_string(workspace::root().join("index.html")).context("reading index.html")?;
            let shell = shell::write_inside(&shell, EARLY, &early)?;
            std::fs::copy(&loader, staging.join(shell::LOADER)).context("copying the loader of the widget")?;
            shell::write(&assets::link(&shell, &assets)?, addresses, &staging)?;
            folder::replace(out, Some(&staging))
        })
    }
}

/// Two builds at once would write into the same folders: the second one waits until the first lets go of this.
fn alone(work: &Path) -> Result<File> {
    std::fs::create_dir_all(work).with_context(|| format!("making {}", work.display()))?;
    let lock = File::create(work.join("lock")).context("making the lock of the site's build")?;
    if lock.try_lock().is_err() {
        println!("Another build of the site is under way; waiting for it.");
        lock.lock().context("waiting for another build of the site")?;
    }
    Ok(lock)
}

/// Bundles a script or a style sheet with what it imports; minified for visitors.
fn esbuild(profile: Profile, entry: &Path, out: &Path, charset: &str) -> Result<PathBuf> {
    let mut esbuild = esbuild_program();
    esbuild.arg(entry).args(["--bundle", "--format=esm", "--log-level=warning"]).arg(format!("--charset={charset}"));
    if profile == Profile::Release {
        esbuild.arg("--minify");
    }
    // wasm-bindgen names the module of the loaders once for each of them.
    esbuild.arg("--log-override:duplicate-object-key=silent");
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(out);
    process::run(esbuild.arg(outfile))?;
    Ok(out.to_owned())
}

/// Bundles the service worker with the modules of Workbox that it uses.
fn service_worker(out: &Path) -> Result<PathBuf> {
    let mut esbuild = esbuild_program();
    esbuild.arg(workspace::root().join("src/scripts/service_worker/events.js"));
    esbuild.args(["--bundle", "--format=iife", "--minify", "--log-level=warning", "--charset=utf8"]);
    esbuild.arg("--define:process.env.NODE_ENV=\"production\"");
    esbuild.env("NODE_PATH", setup::site_tools().join("node_modules"));
    let mut outfile = std::ffi::OsString::from("--outfile=");
    outfile.push(out);
    process::run(esbuild.arg(outfile))?;
    Ok(out.to_owned())
}

fn esbuild_program() -> Command {
    Command::new(node::program(&setup::site_tools(), "esbuild"))
}
