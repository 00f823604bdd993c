//! Whole folders put in place of others.

use std::path::Path;

use anyhow::{Context, Result};

/// Makes `folder` be what `with` is, or empty.
pub fn replace(folder: &Path, with: Option<&Path>) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("removing {}", folder.display()))?;
    }
    let made = match with {
        Some(with) => {
            folder.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::rename(with, folder))
        }
        None => std::fs::create_dir_all(folder),
    };
    made.with_context(|| format!("making {}", folder.display()))
}

pub fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from).with_context(|| format!("reading {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target).with_context(|| format!("copying {}", target.display()))?;
        }
    }
    Ok(())
}
