//! Python and the packages pinned in a requirements.txt.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{process, workspace};

/// The oldest Python that every pinned package accepts.
const OLDEST: (u32, u32) = (3, 10);

/// Why Python can't be used here. Tests that need it are left out then: nothing else of the project does.
pub fn missing() -> Option<String> {
    // Debian has the module venv in Python itself and what it needs in another package.
    let answer = process::output(
        Command::new("python3")
            .args(["-c", "import sys; print(*sys.version_info[:2]); import ensurepip, venv; print('venv')"]),
    );
    match answer {
        Ok(answer) => too_old(&answer),
        Err(error) if format!("{error:#}").contains("ensurepip") => {
            Some("python3 has no venv: install python3-venv".into())
        }
        Err(_) => Some(format!("no python3: install Python {}.{} or newer with venv", OLDEST.0, OLDEST.1)),
    }
}

fn too_old(answer: &str) -> Option<String> {
    let mut numbers = answer.split_whitespace().map_while(|part| part.parse::<u32>().ok());
    let version = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    let (major, minor) = version;
    (version < OLDEST)
        .then(|| format!("python3 is {major}.{minor}: install Python {}.{} or newer with venv", OLDEST.0, OLDEST.1))
}

/// Brings `.tools/<name>` to what `requirements` says, and returns its Python; does nothing when it is there already.
pub fn install(name: &str, requirements: &Path) -> Result<PathBuf> {
    let folder = workspace::root().join(".tools").join(name);
    let python = folder.join("bin/python");
    let wanted = std::fs::read(requirements).with_context(|| format!("reading {}", requirements.display()))?;
    let installed = folder.join("installed-requirements.txt");
    if std::fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    process::step(&format!("Installing the Python packages of {name}"), || {
        process::output(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut pip = Command::new(&python);
        // The list is complete: nothing comes in a version that it does not name.
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"]);
        process::output(pip.arg(requirements))?;
        std::fs::write(&installed, &wanted).context("noting what is installed")?;
        Ok(python)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_versions_are_named() {
        assert_eq!(too_old("3 11\nvenv\n"), None);
        assert_eq!(too_old("3 10\nvenv\n"), None);
        assert!(too_old("3 9\nvenv\n").unwrap().starts_with("python3 is 3.9:"));
        assert!(too_old("").is_some());
    }
}
