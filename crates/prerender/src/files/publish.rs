//! All pages as files beside a build, for any web server: `/offerte/a` is `offerte/a.html`, the first page `index.html`.
//!
//! Nothing is touched before every page is rendered; then each file takes its place at once. A run that fails leaves the
//! site as it was, one that is cut off leaves whole pages.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use addresses::Route;
use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use futures::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::api::Api;
use super::page_list::{self, Listed};
use crate::content;
use crate::pack;
use crate::shell::Shell;

/// The empty document of a build.
const SHELL: &str = "shell.html";
/// What the last run wrote.
const RECORD: &str = "pages.json";
/// Where new pages wait until all are there.
const STAGING: &str = ".pages";
/// After this long an unchanged page is rendered anyway: it says how many days are left, and names other offers.
const OLDEST: chrono::Duration = chrono::Duration::hours(24);
/// How long a page may take that the API is slow to answer for.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// What a run did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcome {
    pub written: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// What is known of the pages that lie beside a build.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Record {
    /// Tells builds apart: pages link the files of theirs.
    build: String,
    pages: BTreeMap<String, Written>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    changed: Option<String>,
    at: DateTime<Utc>,
}

/// Renders what has changed since the last run into the folder of a build. `api` is where the API is asked; `now` is when
/// the run began.
///
/// # Errors
/// When the folder holds no build, the API can't be asked, or a page can't be rendered. The site is then as it was.
pub async fn publish(site: &Path, api: Api, now: DateTime<Utc>) -> Result<Outcome> {
    let html = std::fs::read_to_string(site.join(SHELL))
        .with_context(|| format!("{} holds no {SHELL}: build the site first", site.display()))?;
    let build = format!("{:x?}", Sha256::digest(&html).get(..8).unwrap_or_default());
    let shell = Arc::new(styled(site, Shell::parse(html)?)?);
    let record = read_record(site).filter(|record| record.build == build).unwrap_or_default();
    let listed = page_list::list(&api).await?;

    let (due, fresh): (Vec<_>, Vec<_>) =
        listed.into_iter().partition(|page| is_due(page, record.pages.get(&page.path), site, now));
    let staging = site.join(STAGING);
    if staging.exists() {
        std::fs::remove_dir_all(&staging).context("removing what an earlier run left")?;
    }
    let api = Arc::new(api);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rendered: Vec<Option<Listed>> = stream::iter(due)
        .map(|page| {
            let (api, shell, staging) = (Arc::clone(&api), Arc::clone(&shell), staging.clone());
            // A task of its own, so that pages are rendered on all cores.
            async move { tokio::spawn(async move { render(page, &api, &shell, &staging).await }).await? }
        })
        .buffer_unordered(cores * 3)
        .try_collect()
        .await?;

    let mut pages = BTreeMap::new();
    for page in fresh {
        if let Some(written) = record.pages.get(&page.path) {
            pages.insert(page.path, written.clone());
        }
    }
    let unchanged = pages.len();
    let mut outcome = Outcome { written: 0, unchanged, removed: 0 };
    for page in rendered.into_iter().flatten() {
        let name = file_name(&page.path)?;
        for suffix in ["", ".br", ".gz"] {
            let (from, to) = (with_suffix(&staging, &name, suffix), with_suffix(site, &name, suffix));
            to.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::rename(&from, &to).with_context(|| format!("putting {} in its place", to.display()))?;
        }
        outcome.written += 1;
        pages.insert(page.path, Written { changed: page.changed, at: now });
    }
    // What the last run wrote, of whatever build, and nobody lists any more.
    for path in read_record(site).unwrap_or_default().pages.into_keys().filter(|path| !pages.contains_key(path)) {
        let name = file_name(&path)?;
        ["", ".br", ".gz"].iter().for_each(|suffix| drop(std::fs::remove_file(with_suffix(site, &name, suffix))));
        outcome.removed += 1;
    }
    write_record(site, &Record { build, pages })?;
    let _ = std::fs::remove_dir_all(&staging);
    Ok(outcome)
}

/// With the style sheet inside: reading then waits for one file.
fn styled(site: &Path, shell: Shell) -> Result<Shell> {
    let address = shell.style_address().context("the shell links no style sheet")?.to_owned();
    let css = std::fs::read_to_string(site.join(address.trim_start_matches('/')))
        .with_context(|| format!("reading {address}"))?;
    Ok(shell.with_style(&address, &css)?)
}

/// Lists show what the API has now; an offer or an article is rendered anew when it has changed, and once a day.
fn is_due(page: &Listed, written: Option<&Written>, site: &Path, now: DateTime<Utc>) -> bool {
    let Some(written) = written else { return true };
    let is_single = matches!(Route::parse(&page.path), Some(Route::JobPosting(_)));
    let is_there = file_name(&page.path).is_ok_and(|name| site.join(name).is_file());
    !is_single || !is_there || written.changed != page.changed || now - written.at >= OLDEST
}

/// Writes one page into the staging folder. `None` when there is no such page by now.
async fn render(page: Listed, api: &Api, shell: &Shell, staging: &Path) -> Result<Option<Listed>> {
    let work = async {
        let head = api.head(&page.path).await?;
        if head.status != 200 {
            return Ok(None);
        }
        let content = content::render(&page.path, Arc::clone(&shell.meta), api).await?;
        let document = shell.document(&head, &content, None);
        let file = staging.join(file_name(&page.path)?);
        tokio::task::spawn_blocking(move || write(&file, document.as_bytes())).await??;
        anyhow::Ok(Some(()))
    };
    let done = tokio::time::timeout(TIME_LIMIT, work).await.context("it took too long");
    let done = done.and_then(|done| done).with_context(|| format!("rendering {}", page.path))?;
    Ok(done.map(|()| page))
}

/// A file and its compressed copies.
fn write(file: &Path, content: &[u8]) -> Result<()> {
    file.parent().map_or(Ok(()), std::fs::create_dir_all)?;
    std::fs::write(file, content).with_context(|| format!("writing {}", file.display()))?;
    let beside = |suffix| with_suffix(Path::new(""), &file.to_string_lossy(), suffix);
    std::fs::write(beside(".br"), pack::brotli(content)?)?;
    std::fs::write(beside(".gz"), pack::gzip(content)?)?;
    Ok(())
}

fn with_suffix(folder: &Path, name: &str, suffix: &str) -> PathBuf {
    folder.join(format!("{name}{suffix}"))
}

/// The file of a page. Static hosts give `a.html` for `/a`, and would send visitors of a folder to `/a/`.
fn file_name(path: &str) -> Result<String> {
    let name = path.trim_matches('/');
    let is_plain = |part: &str| {
        !part.is_empty() && part != ".." && part.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
    };
    match name {
        "" => Ok("index.html".to_owned()),
        name if name.split('/').all(is_plain) => Ok(format!("{name}.html")),
        name => bail!("/{name} can't be the name of a file"),
    }
}

fn read_record(site: &Path) -> Option<Record> {
    serde_json::from_str(&std::fs::read_to_string(site.join(RECORD)).ok()?).ok()
}

fn write_record(site: &Path, record: &Record) -> Result<()> {
    let (new, file) = (site.join(format!("{RECORD}.new")), site.join(RECORD));
    std::fs::write(&new, serde_json::to_string(record)?).context("writing what was written")?;
    std::fs::rename(new, file).context("putting the record in its place")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_file_that_servers_find() {
        assert_eq!(file_name("/").unwrap(), "index.html");
        assert_eq!(file_name("/lavoro/magazziniere/milano-mi").unwrap(), "lavoro/magazziniere/milano-mi.html");
        for wrong in ["/offerte/../x", "/offerte/a%2fb", "/offerte//x", "/a b"] {
            assert!(file_name(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_what_may_have_changed_is_rendered() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("offerte")).unwrap();
        std::fs::write(folder.path().join("offerte/a.html"), "").unwrap();
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let page = |path: &str, changed: &str| Listed { path: path.into(), changed: Some(changed.into()) };
        let written = |hours| Written { changed: Some("1".into()), at: now - chrono::Duration::hours(hours) };
        let is_due = |page: Listed, written: Option<&Written>| super::is_due(&page, written, folder.path(), now);
        assert!(!is_due(page("/offerte/a", "1"), Some(&written(1))));
        assert!(is_due(page("/offerte/a", "2"), Some(&written(1))), "changed");
        assert!(is_due(page("/offerte/a", "1"), Some(&written(24))), "old");
        assert!(is_due(page("/offerte/a", "1"), None), "new");
        assert!(is_due(page("/offerte/b", "1"), Some(&written(1))), "its file is gone");
        assert!(is_due(page("/articoli/a", "1"), Some(&written(1))), "it shows offers");
    }
}
