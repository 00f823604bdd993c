//! What is edited while the site runs: built again, as little of it as the change asks for, and shown.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, bail};
use lol_html::html_content::ContentType;

use crate::api;
use crate::machine::process::{self, Running};
use crate::machine::workspace;
use crate::site::{Compiled, Profile, html, shell};

/// How often the files are looked at: some hundred of them take a few milliseconds.
const PAUSE: Duration = Duration::from_millis(300);
/// Where what the site and the API are made of lies.
const SOURCES: [&str; 6] = ["src", "style", "public", "crates", "index.html", "Cargo.toml"];
/// Our own commands are not part of what runs.
const LEFT_OUT: &str = "crates/xtask";
/// Loads the page again in the browser.
const RELOAD: &str = include_str!("reload.js");

/// When each file was changed.
#[derive(PartialEq, Eq)]
pub struct Files(BTreeMap<PathBuf, SystemTime>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// Style, scripts, pictures, the shell: nothing has to be compiled.
    Around,
    Rust,
}

impl Files {
    pub fn read() -> Result<Self> {
        let mut files = BTreeMap::new();
        for source in SOURCES {
            collect(&workspace::root().join(source), &mut files)?;
        }
        Ok(Self(files))
    }

    /// What has changed since; more than one thing at once counts as the largest.
    fn change(&self, now: &Self) -> Option<Change> {
        let changed = now.0.iter().filter(|(path, time)| self.0.get(*path) != Some(time)).map(|(path, _)| path);
        let gone = self.0.keys().filter(|path| !now.0.contains_key(*path));
        changed.chain(gone).map(|path| kind(path)).max()
    }
}

/// What the file of a crate is, a program may have it inside, whatever its name.
fn kind(path: &Path) -> Change {
    let is_of_crate = path.strip_prefix(workspace::root().join("crates")).is_ok();
    let is_rust = path.extension().is_some_and(|extension| extension == "rs" || extension == "toml");
    if is_of_crate || is_rust { Change::Rust } else { Change::Around }
}

fn collect(path: &Path, files: &mut BTreeMap<PathBuf, SystemTime>) -> Result<()> {
    if path == workspace::root().join(LEFT_OUT) {
        return Ok(());
    }
    // An editor may replace a file while it is looked at.
    let Ok(metadata) = path.metadata() else { return Ok(()) };
    if metadata.is_dir() {
        for entry in std::fs::read_dir(path).with_context(|| format!("reading {}", path.display()))? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.insert(path.to_owned(), metadata.modified()?);
    }
    Ok(())
}

/// Runs until somebody stops it. `files` are those that `site` was built from.
pub fn follow(mut files: Files, mut site: Compiled, folder: &Path, start: impl Fn() -> Result<Running>) -> Result<()> {
    add_reload(folder)?;
    let mut running = start()?;
    println!("What you edit is built again and shown.");
    loop {
        std::thread::sleep(PAUSE);
        if process::is_interrupted() {
            bail!("stopped");
        }
        if let Some(status) = running.ended()? {
            bail!("the API stopped by itself ({status})");
        }
        let now = Files::read()?;
        let Some(change) = files.change(&now) else { continue };
        files = now;
        let began = Instant::now();
        let shown = show(change, &mut site, folder);
        match shown {
            Ok(()) => println!("✓ Shown after {}", process::duration(began.elapsed())),
            // The compiler has said what; the next change may mend it.
            Err(error) => {
                println!("✗ {error:#}");
                continue;
            }
        }
        // Pages come rendered by the API, from the same components.
        if change == Change::Rust
            && let Err(error) = restart(&mut running, &start)
        {
            println!("✗ {error:#}");
        }
    }
}

fn show(change: Change, site: &mut Compiled, folder: &Path) -> Result<()> {
    if change == Change::Rust {
        *site = Compiled::new(Profile::Dev)?;
    }
    site.write(folder, &shell::Addresses::default(), folder)?;
    add_reload(folder)
}

/// Builds the API and starts it anew when that made another program.
fn restart(running: &mut Running, start: impl Fn() -> Result<Running>) -> Result<()> {
    let changed = |program: &Path| program.metadata().and_then(|file| file.modified()).ok();
    let program = workspace::target()?.join("debug/listings-api");
    let before = changed(&program);
    if changed(&api::build(false)?) != before {
        running.stop();
        *running = start()?;
    }
    Ok(())
}

/// Puts the script into the shell that loads the page again after the next build.
fn add_reload(folder: &Path) -> Result<()> {
    std::fs::write(folder.join("reload.js"), RELOAD).context("writing reload.js")?;
    let path = folder.join(shell::SHELL);
    let page = std::fs::read_to_string(&path).context("reading the shell")?;
    let page = html::edit(&page, "head", |head| {
        head.append("<script type=\"module\" src=\"/reload.js\"></script>\n", ContentType::Html);
        Ok(())
    })?;
    std::fs::write(&path, page).context("writing the shell")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_compiled_is_compiled_again() {
        let files = |times: &[(&str, u64)]| {
            let time = |seconds: &u64| SystemTime::UNIX_EPOCH + Duration::from_secs(*seconds);
            Files(times.iter().map(|(path, seconds)| (workspace::root().join(path), time(seconds))).collect())
        };
        let before = files(&[("src/app.rs", 1), ("style/index.css", 1), ("crates/wording/data/a.csv", 1)]);
        let change = |now: &[(&str, u64)]| before.change(&files(now));
        let (app, style, data) = (("src/app.rs", 1), ("style/index.css", 1), ("crates/wording/data/a.csv", 1));
        assert_eq!(change(&[app, style, data]), None);
        assert_eq!(change(&[app, ("style/index.css", 2), data, ("src/start.js", 1)]), Some(Change::Around));
        assert_eq!(change(&[("src/app.rs", 2), ("style/index.css", 2), data]), Some(Change::Rust));
        assert_eq!(change(&[style, data]), Some(Change::Rust), "gone");
        assert_eq!(change(&[app, style, ("crates/wording/data/a.csv", 2)]), Some(Change::Rust), "included");
    }

    #[test]
    fn what_runs_is_watched_and_the_commands_are_not() {
        let files = Files::read().unwrap();
        assert!(files.0.contains_key(&workspace::root().join("style/index.css")));
        assert!(!files.0.contains_key(&workspace::root().join("crates/xtask/src/main.rs")));
    }
}
