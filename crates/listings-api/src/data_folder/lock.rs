//! One server for a data folder (ADR 40).

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum DataLockError {
    #[error(
        "another server is running on the data folder {0}. Stop that one first, or give this one a folder of its own \
         with --data. Imports, reports and the other commands may run beside a server."
    )]
    Taken(PathBuf),
    #[error("cannot lock {path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
}

/// Locks a data folder for this process; made when it is not there. The lock ends with the file that is returned, and
/// with the process, however it ends: the file that stays says nothing.
pub fn take(data_dir: &Path) -> Result<File, DataLockError> {
    let path = data_dir.join("server.lock");
    let failed = |source| DataLockError::Io { path: path.clone(), source };
    std::fs::create_dir_all(data_dir).map_err(failed)?;
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(DataLockError::Taken(data_dir.to_owned())),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_has_one_server_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let data = dir.path().join("data");
        let first = take(&data).unwrap();
        assert!(matches!(take(&data), Err(DataLockError::Taken(folder)) if folder == data));
        drop(first);
        take(&data).unwrap();
    }
}
