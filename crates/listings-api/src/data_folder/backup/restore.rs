//! From a backup to a data folder.

use std::path::{Path, PathBuf};

use super::database::check;
use super::done::Done;
use super::error::BackupError;
use super::folder::{self, CVS, Folder, MEDIA, reading, writing};
use super::sums::Sums;
use crate::candidates::cv::files::CvFiles;
use crate::config::Config;
use crate::listings::reports::listing::LeftOut;
use disk::private_files;
use store::DATABASE;
use store::backup::DatabaseFile;

/// Restores a backup into the data folder of `config`, which must be new or empty: then no server runs there and nothing is
/// lost. The backup is copied, and the copy looked through, before anything gets its place; the database comes last. CVs go
/// to where `config` keeps them.
pub async fn restore(config: &Config, backup: &Path) -> Result<Done, BackupError> {
    let data = &config.data_dir;
    require_empty(data)?;
    private_files::create_dir(data).map_err(writing(data))?;
    let staging = Folder::make(data.join(format!(".restoring-{}", std::process::id())))?;
    let (from, to) = (backup.to_owned(), staging.path().to_owned());
    let sums = tokio::task::spawn_blocking(move || copy(&from, &to)).await??;
    let copy = DatabaseFile::open(&staging.path().join(DATABASE)).await?;
    let looked = look_through(&copy, &sums).await;
    copy.close().await;
    let done = looked?;
    if config.cv_store.is_some() {
        let (files, staged) = (CvFiles::open(config)?, CvFiles::in_folder(staging.path().join(CVS))?);
        for name in sums.names_in(CVS) {
            put(&staged, &files, name).await?;
        }
        std::fs::remove_dir_all(staging.path().join(CVS)).map_err(writing(data))?;
    } else {
        place(&staging, data, CVS)?;
    }
    place(&staging, data, MEDIA)?;
    folder::sync_folder(data)?;
    // A folder with a database is a whole one. Started meanwhile, a server has made one: it must not be taken away from it.
    if data.join(DATABASE).exists() {
        return Err(BackupError::InUse(data.display().to_string()));
    }
    place(&staging, data, DATABASE)?;
    folder::sync_folder(data)?;
    Ok(done)
}

fn require_empty(data: &Path) -> Result<(), BackupError> {
    match std::fs::read_dir(data) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(reading(data)(source)),
        // What file systems put into an empty volume.
        Ok(mut entries) => {
            match entries.find(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name() != "lost+found")) {
                None => Ok(()),
                Some(_) => Err(BackupError::InUse(data.display().to_string())),
            }
        }
    }
}

/// Copies the files of a backup, and makes sure that they are what was written then.
fn copy(backup: &Path, to: &Path) -> Result<Sums, BackupError> {
    let sums = Sums::read(backup)?;
    for folder in [CVS, MEDIA] {
        let target: PathBuf = to.join(folder);
        private_files::create_dir(&target).map_err(writing(&target))?;
        for name in sums.names_in(folder) {
            folder::copy(&backup.join(folder).join(name), &target.join(name))?;
        }
    }
    folder::copy(&backup.join(DATABASE), &to.join(DATABASE))?;
    sums.check(backup, to)?;
    folder::sync(to)?;
    Ok(sums)
}

async fn look_through(copy: &DatabaseFile, sums: &Sums) -> Result<Done, BackupError> {
    check(copy).await?;
    let there = sums.names_in(CVS);
    let named = copy.cv_files().await?;
    let missing = named.iter().filter(|name| there.binary_search(&name.as_str()).is_err());
    let left_out = missing.map(|name| LeftOut::new(format_args!("CV {name}"), "the backup does not have it")).collect();
    Ok(Done {
        applications: copy.count_applications().await?,
        cvs: there.len(),
        pictures: sums.names_in(MEDIA).len(),
        left_out,
    })
}

async fn put(from: &CvFiles, to: &CvFiles, name: &str) -> Result<(), BackupError> {
    let failed =
        |cause: String| BackupError::Write { path: format!("CV {name}"), source: std::io::Error::other(cause) };
    let content = from.get(name).await.map_err(|error| failed(error.cause()))?;
    let content = content.ok_or_else(|| failed("gone".to_owned()))?;
    to.put(name, content).await.map_err(|error| failed(error.cause()))
}

fn place(staging: &Folder, data: &Path, name: &str) -> Result<(), BackupError> {
    std::fs::rename(staging.path().join(name), data.join(name)).map_err(writing(&data.join(name)))
}
