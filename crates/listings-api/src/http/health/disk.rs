//! Whether the disk still takes something: what it says of its free space is not all (quotas, limits, a file system
//! gone read-only), so a file is written to see.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

/// How long an answer holds: monitoring may ask as often as it likes.
const HOLDS: Duration = Duration::from_secs(5);
/// Written to see, in bytes: more than one commit needs.
const TRIED: usize = 256 * 1024;

/// The folder of the data.
pub struct Disk {
    folder: PathBuf,
    last: Arc<Mutex<Option<(Instant, DiskReport)>>>,
}

#[derive(Debug, Clone, Copy)]
pub struct DiskReport {
    /// Bytes, for this user; `None` where the system does not say.
    pub free: Option<u64>,
    pub is_writable: bool,
}

impl Disk {
    pub fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), last: Arc::default() }
    }

    /// At most a few seconds old.
    pub async fn report(&self) -> DiskReport {
        let mut last = self.last.lock().await;
        if let Some((at, report)) = *last
            && at.elapsed() < HOLDS
        {
            return report;
        }
        let folder = self.folder.clone();
        let looked = tokio::task::spawn_blocking(move || look(&folder)).await;
        let report = looked.unwrap_or(DiskReport { free: None, is_writable: false });
        *last = Some((Instant::now(), report));
        report
    }
}

fn look(folder: &Path) -> DiskReport {
    // The file has no name: nothing is left of it, whatever happens.
    let tried = tempfile::tempfile_in(folder).and_then(|mut file| {
        file.write_all(&[0; TRIED])?;
        file.sync_data()
    });
    if let Err(error) = &tried {
        tracing::warn!(%error, "the disk takes nothing");
    }
    DiskReport { free: fs4::available_space(folder).ok(), is_writable: tried.is_ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_folder_that_takes_nothing_is_told_from_one_that_does() {
        let folder = tempfile::tempdir().unwrap();
        let report = Disk::new(folder.path()).report().await;
        assert!(report.is_writable && report.free.is_some_and(|free| free > 0), "{report:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(!Disk::new(&folder.path().join("gone")).report().await.is_writable);
    }
}
