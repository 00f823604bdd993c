//! Hashed files of earlier releases: a tab that runs one of them may still ask for its parts.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::assets::FOLDER as ASSETS;

/// Names of the hashed files, newest release first.
const FILE: &str = "releases.json";
/// How many releases before the newest one keep their files.
const KEPT: usize = 2;

/// Notes what `staging` consists of, and copies what the last releases in `before` had.
pub fn carry_over(before: &Path, staging: &Path) -> Result<()> {
    let mut names = Vec::new();
    collect(&staging.join(ASSETS), Path::new(""), &mut names)?;
    names.sort();
    let mut releases = read(before)?;
    // The same release built once more.
    if releases.first() != Some(&names) {
        releases.insert(0, names);
    }
    releases.truncate(1 + KEPT);
    for name in releases.iter().skip(1).flatten() {
        for suffix in ["", ".br", ".gz"] {
            let (from, to) = [before, staging].map(|site| site.join(ASSETS).join(format!("{name}{suffix}"))).into();
            if from.is_file() && !to.exists() {
                to.parent().map_or(Ok(()), std::fs::create_dir_all)?;
                std::fs::copy(&from, &to).with_context(|| format!("keeping {}", from.display()))?;
            }
        }
    }
    std::fs::write(staging.join(FILE), serde_json::to_string_pretty(&releases)? + "\n").context("writing releases.json")
}

/// The hashed files of the newest release, by their names below [`ASSETS`].
pub fn current(site: &Path) -> Result<Vec<String>> {
    read(site)?.into_iter().next().with_context(|| format!("{} has no {FILE}: build it", site.display()))
}

fn read(site: &Path) -> Result<Vec<Vec<String>>> {
    match std::fs::read_to_string(site.join(FILE)) {
        Ok(text) => serde_json::from_str(&text).with_context(|| format!("{FILE} in {}", site.display())),
        Err(_) => Ok(Vec::new()),
    }
}

fn collect(folder: &Path, prefix: &Path, names: &mut Vec<String>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        let name: PathBuf = prefix.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            collect(&path, &name, names)?;
        } else if !path.extension().is_some_and(|extension| extension == "br" || extension == "gz") {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A release made of one file with that name.
    fn release(before: &Path, name: &str) -> tempfile::TempDir {
        let staging = tempfile::tempdir().unwrap();
        let assets = staging.path().join(ASSETS);
        std::fs::create_dir(&assets).unwrap();
        std::fs::write(assets.join(name), name).unwrap();
        std::fs::write(assets.join(format!("{name}.br")), "packed").unwrap();
        carry_over(before, staging.path()).unwrap();
        staging
    }

    fn files(site: &Path) -> Vec<String> {
        let mut names = Vec::new();
        collect(&site.join(ASSETS), Path::new(""), &mut names).unwrap();
        names.sort();
        names
    }

    #[test]
    fn two_releases_keep_their_files_and_the_third_goes() {
        let nothing = tempfile::tempdir().unwrap();
        let first = release(nothing.path(), "1.js");
        assert_eq!(files(first.path()), ["1.js"]);
        let second = release(first.path(), "2.js");
        let again = release(second.path(), "2.js");
        assert_eq!(files(again.path()), ["1.js", "2.js"]);
        let third = release(again.path(), "3.js");
        assert_eq!(files(third.path()), ["1.js", "2.js", "3.js"]);
        assert_eq!(std::fs::read_to_string(third.path().join(ASSETS).join("1.js")).unwrap(), "1.js");
        assert!(third.path().join(ASSETS).join("1.js.br").is_file());
        let fourth = release(third.path(), "4.js");
        assert_eq!(files(fourth.path()), ["2.js", "3.js", "4.js"]);
        assert_eq!(current(fourth.path()).unwrap(), ["4.js"]);
        assert!(current(nothing.path()).is_err());
    }
}
