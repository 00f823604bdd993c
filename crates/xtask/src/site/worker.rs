//! The service worker: its code is bundled with the site; which files it downloads is written before it when all of them
//! have their names, and again when a deployment changes the shell.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::assets::FOLDER as ASSETS;
use super::{assets, compress, html, releases};

/// At the root of the site, so that every page is below it.
pub const FILE: &str = "sw.js";
/// What stands before the code.
const LIST: &str = "self.bacheca=";
/// In place of the worker where there is to be none.
const REMOVAL: &str = include_str!("../../../../src/service_worker/removal.js");
/// Files without a hash that a page may show without a network.
const PLAIN: [&str; 8] = [
    "condividi.html", "condividi.js", "icons/favicon.svg", "icons/icon-192.png", "illustrations/empty.svg",
    "illustrations/error.svg", "illustrations/not-found.svg", "illustrations/offline.svg",
];
/// A page without one of these is none.
const NEEDED: [&str; 3] = [".wasm", ".js", ".css"];

/// Puts the code into `site`, or what removes an earlier one.
pub fn put(code: Option<&Path>, site: &Path) -> Result<()> {
    let text = match code {
        Some(code) => {
            let code = std::fs::read_to_string(code).context("reading the service worker")?;
            format!("{LIST}{{}};\n{code}")
        }
        None => REMOVAL.to_owned(),
    };
    std::fs::write(site.join(FILE), text).context("writing the service worker")
}

/// Is there one in this site?
pub fn is_in(site: &Path) -> Result<bool> {
    let text = std::fs::read_to_string(site.join(FILE)).with_context(|| format!("reading {FILE}"))?;
    Ok(text.starts_with(LIST))
}

/// Writes what the worker is to keep, once shell.html and everything it names are there.
pub fn list(site: &Path, api: &str) -> Result<()> {
    let path = site.join(FILE);
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {FILE}"))?;
    let (_, code) = text.split_once('\n').with_context(|| format!("{FILE} has no list"))?;
    let list = contents(site, api)?;
    std::fs::write(&path, format!("{LIST}{list};\n{code}")).with_context(|| format!("writing {FILE}"))?;
    compress::file(&path)
}

fn contents(site: &Path, api: &str) -> Result<Value> {
    let shell = std::fs::read_to_string(site.join("shell.html")).context("reading shell.html")?;
    let named = hashed(&shell)?;
    for needed in NEEDED {
        if !named.iter().any(|url| url.ends_with(needed)) {
            bail!("shell.html names no {needed} file: without a network there would be no page");
        }
    }
    // A file that is missing here would make every installation fail.
    let read =
        |name: &str| std::fs::read(site.join(name)).with_context(|| format!("the service worker is to keep {name}"));
    let mut files = vec![json!({ "url": "/shell.html", "revision": assets::hash(shell.as_bytes()) })];
    for url in &named {
        read(url.trim_start_matches('/'))?;
        files.push(json!({ "url": url, "revision": null }));
    }
    for name in PLAIN {
        files.push(json!({ "url": format!("/{name}"), "revision": assets::hash(&read(name)?) }));
    }
    let all = releases::current(site)?.into_iter().map(|name| format!("/{ASSETS}/{name}"));
    let parts: Vec<String> = all.filter(|url| !named.contains(url)).collect();
    Ok(json!({ "api": api, "shell": "/shell.html", "files": files, "parts": parts }))
}

/// The addresses of hashed files in a page.
fn hashed(page: &str) -> Result<BTreeSet<String>> {
    let mut all = Vec::new();
    for attribute in ["href", "src", "content"] {
        all.extend(html::attributes(page, &format!("[{attribute}^='/{ASSETS}/']"), attribute)?);
    }
    Ok(all.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<link href=\"/assets/a-1.css\"><link href=\"/assets/a-1.wasm\"><script src=\"/assets/a-1.js\">";

    /// A built site whose page is this.
    fn site(page: &str) -> tempfile::TempDir {
        let site = tempfile::tempdir().unwrap();
        let names = ["assets/a-1.css", "assets/a-1.wasm", "assets/a-1.js", "assets/part-1.wasm"];
        for name in names.iter().chain(&PLAIN) {
            let path = site.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, name).unwrap();
        }
        std::fs::write(site.path().join("shell.html"), page).unwrap();
        std::fs::write(site.path().join("code.js"), "work();\n").unwrap();
        releases::carry_over(site.path(), site.path()).unwrap();
        put(Some(&site.path().join("code.js")), site.path()).unwrap();
        site
    }

    fn listed(site: &Path) -> Value {
        let text = std::fs::read_to_string(site.join(FILE)).unwrap();
        let (list, code) = text.strip_prefix(LIST).unwrap().split_once(";\n").unwrap();
        assert_eq!(code, "work();\n");
        serde_json::from_str(list).unwrap()
    }

    #[test]
    fn everything_a_page_needs_is_listed_and_the_rest_are_parts() {
        let site = site(PAGE);
        list(site.path(), "https://api.example").unwrap();
        let first = listed(site.path());
        let urls: Vec<_> =
            first["files"].as_array().unwrap().iter().map(|file| file["url"].as_str().unwrap()).collect();
        for url in
            ["/shell.html", "/assets/a-1.css", "/assets/a-1.wasm", "/assets/a-1.js", "/illustrations/offline.svg"]
        {
            assert!(urls.contains(&url), "{url}");
        }
        assert_eq!(first["parts"], json!(["/assets/part-1.wasm"]));
        assert_eq!(first["api"], "https://api.example");
        // Another shell is another release.
        std::fs::write(site.path().join("shell.html"), format!("{PAGE}<meta>")).unwrap();
        list(site.path(), "").unwrap();
        let second = listed(site.path());
        assert_ne!(first["files"][0]["revision"], second["files"][0]["revision"]);
        assert!(site.path().join("sw.js.br").is_file());
    }

    #[test]
    fn a_page_without_wasm_or_with_a_missing_file_fails_the_build() {
        let without = site("<link href=\"/assets/a-1.css\"><script src=\"/assets/a-1.js\">");
        assert!(list(without.path(), "").unwrap_err().to_string().contains(".wasm"));
        let missing = site(PAGE);
        std::fs::remove_file(missing.path().join("illustrations/offline.svg")).unwrap();
        assert!(list(missing.path(), "").unwrap_err().to_string().contains("offline.svg"));
    }

    #[test]
    fn the_removal_is_no_worker() {
        let site = site(PAGE);
        assert!(is_in(site.path()).unwrap());
        put(None, site.path()).unwrap();
        assert!(!is_in(site.path()).unwrap());
    }
}
