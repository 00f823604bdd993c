//! Files of backups: written whole or not at all, for their owner alone, and on the disk before they count.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::error::BackupError;
use disk::private_files;

/// The folders inside of a backup.
pub const CVS: &str = "cv";
pub const MEDIA: &str = "media";

/// A folder that is being filled; dropped before it got its name it is deleted.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    is_kept: bool,
}

impl Folder {
    /// Beside the folder that it becomes when it is whole.
    pub fn beside(target: &Path) -> Result<Self, BackupError> {
        let shown = || target.display().to_string();
        if target.symlink_metadata().is_ok() {
            return Err(BackupError::Taken(shown()));
        }
        let name = target.file_name().ok_or_else(|| BackupError::Taken(shown()))?.to_string_lossy().into_owned();
        let parent = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent).map_err(writing(parent))?;
        Self::make(parent.join(format!(".{name}.unfinished-{}", std::process::id())))
    }

    pub fn make(path: PathBuf) -> Result<Self, BackupError> {
        if path.exists() {
            return Err(BackupError::Taken(path.display().to_string()));
        }
        let folder = Self { path, is_kept: false };
        private_files::create_dir(&folder.path).map_err(writing(&folder.path))?;
        Ok(folder)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn sub_folder(&self, name: &str) -> Result<PathBuf, BackupError> {
        let path = self.path.join(name);
        private_files::create_dir(&path).map_err(writing(&path))?;
        Ok(path)
    }

    pub fn remove(&self, name: &str) -> Result<(), BackupError> {
        let path = self.path.join(name);
        std::fs::remove_file(&path).map_err(writing(&path))
    }

    /// Everything in it reaches the disk.
    pub fn sync(&self) -> Result<(), BackupError> {
        sync(&self.path)
    }

    /// Gives it its name.
    pub fn rename_to(&mut self, target: &Path) -> Result<(), BackupError> {
        std::fs::rename(&self.path, target).map_err(writing(target))?;
        self.is_kept = true;
        sync_folder(target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.is_kept {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

pub fn writing(path: &Path) -> impl FnOnce(io::Error) -> BackupError + use<> {
    let path = path.display().to_string();
    move |source| BackupError::Write { path, source }
}

pub fn reading(path: &Path) -> impl FnOnce(io::Error) -> BackupError + use<> {
    let path = path.display().to_string();
    move |source| BackupError::Read { path, source }
}

pub fn write(path: &Path, content: &[u8]) -> Result<(), BackupError> {
    private_files::write(path, content).map_err(writing(path))
}

pub fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    let mut source = File::open(from).map_err(reading(from))?;
    let mut target = private_files::create(to).map_err(writing(to))?;
    io::copy(&mut source, &mut target).map_err(writing(to)).map(drop)
}

/// A name that leads nowhere and hides nothing.
pub fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0', '\n', '\r'])
}

/// Names of the files of a folder, in order; hidden ones are not finished, or not ours. None where there is no folder.
pub fn plain_files(folder: &Path) -> Result<Vec<String>, BackupError> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(reading(folder))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(reading(folder))?;
        let is_file = entry.file_type().map_err(reading(folder))?.is_file();
        match entry.file_name().into_string() {
            Ok(name) if is_file && is_plain_name(&name) => names.push(name),
            _ => {}
        }
    }
    names.sort();
    Ok(names)
}

pub fn sync(folder: &Path) -> Result<(), BackupError> {
    for entry in std::fs::read_dir(folder).map_err(reading(folder))? {
        let path = entry.map_err(reading(folder))?.path();
        if path.is_dir() {
            sync(&path)?;
        } else {
            File::open(&path).and_then(|file| file.sync_all()).map_err(writing(&path))?;
        }
    }
    sync_folder(folder)
}

/// The names in a folder. Elsewhere than on Unix a folder can't be opened for this.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> Result<(), BackupError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(writing(folder))
}

#[cfg(not(unix))]
pub fn sync_folder(_folder: &Path) -> Result<(), BackupError> {
    Ok(())
}
