//! Copies of everything that cannot be made again, taken while the server runs, and the way back (ADR 41).
//!
//! A backup is a folder: `listings.db`, the pictures in `media/`, the CVs in `cv/` wherever they are kept otherwise, and
//! `SHA256SUMS` over all of it, as `sha256sum --check` reads it.

pub(crate) mod database;
pub(crate) mod done;
pub(crate) mod error;
pub(crate) mod folder;
pub(crate) mod restore;
pub(crate) mod sums;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use axum::body::Bytes;

use self::database::check;
pub use self::done::Done;
pub use self::error::BackupError;
pub use self::folder::Folder;
use self::folder::{CVS, MEDIA};
pub use self::restore::restore;
use self::sums::Sums;
use crate::candidates::cv::files::CvFiles;
use crate::config::Config;
use crate::listings::reports::listing::LeftOut;
use store::backup::DatabaseFile;

/// Copies of the database that are taken until one needs no CV that was deleted meanwhile.
const ROUNDS: usize = 5;

/// Backs up the data of `config` into a folder that is not there yet. It gets its name when it is whole and was read back;
/// broken off, nothing of that name is there. The server may be running.
pub async fn back_up(config: &Config, folder: &Path) -> Result<Done, BackupError> {
    let source = config.data_dir.join(store::DATABASE);
    if !source.is_file() {
        return Err(BackupError::NoDatabase(source.display().to_string()));
    }
    let files = CvFiles::open(config)?;
    let unfinished = Folder::beside(folder)?;
    let mut done = Done::default();
    let cvs = unfinished.sub_folder(CVS)?;
    let mut copying = CvCopies { files: &files, folder: cvs, copied: HashSet::new(), left_out: Vec::new() };
    let copy = copy_consistently(&source, &unfinished, &mut copying).await?;
    let needed = copy.cv_files().await?;
    for file in copying.copied.iter().filter(|file| !needed.contains(*file)) {
        // Withdrawn or erased while this ran: it must not outlive that here.
        unfinished.remove(&format!("{CVS}/{file}"))?;
    }
    done.applications = copy.count_applications().await?;
    done.cvs = needed.iter().filter(|file| copying.copied.contains(*file)).count();
    done.left_out = copying.left_out;
    copy.close().await;
    // After the database: each picture is there before the article that shows it, and none is ever deleted.
    copy_pictures(&config.media_dir(), &unfinished, &mut done)?;
    let mut unfinished = tokio::task::spawn_blocking(move || {
        Sums::of(unfinished.path())?.write(unfinished.path())?;
        unfinished.sync()?;
        Ok::<_, BackupError>(unfinished)
    })
    .await??;
    unfinished.rename_to(folder)?;
    Ok(done)
}

/// Copies the database together with the CVs that it names. Applications come, and are withdrawn, meanwhile: a CV is on the
/// disk before its row and deleted after it. So what a copy names was there when it was taken, and what is gone since makes
/// another copy necessary.
async fn copy_consistently(
    source: &Path,
    unfinished: &Folder,
    cvs: &mut CvCopies<'_>,
) -> Result<DatabaseFile, BackupError> {
    let database = unfinished.path().join(store::DATABASE);
    // Most of the CVs before the copy: what is left after it takes a moment.
    let live = DatabaseFile::open(source).await?;
    let before = live.cv_files().await;
    live.close().await;
    cvs.copy_all(&before?).await?;
    let mut round = 1;
    loop {
        database::copy(source, &database).await?;
        let copy = DatabaseFile::open(&database).await?;
        check(&copy).await?;
        cvs.left_out.clear();
        let gone = cvs.copy_all(&copy.cv_files().await?).await?;
        if gone.is_empty() {
            return Ok(copy);
        }
        if round == ROUNDS || is_named(source, &gone).await? {
            cvs.left_out.extend(
                gone.iter().map(|file| LeftOut::new(format_args!("CV {file}"), "missing where the CVs are kept")),
            );
            return Ok(copy);
        }
        copy.close().await;
        unfinished.remove(store::DATABASE)?;
        round += 1;
    }
}

/// Whether the database still names all of these: then they are not withdrawn, but lost.
async fn is_named(source: &Path, files: &BTreeSet<String>) -> Result<bool, BackupError> {
    let live = DatabaseFile::open(source).await?;
    let named = live.cv_files().await;
    live.close().await;
    Ok(files.is_subset(&named?))
}

struct CvCopies<'a> {
    files: &'a CvFiles,
    folder: PathBuf,
    copied: HashSet<String>,
    left_out: Vec<LeftOut>,
}

impl CvCopies<'_> {
    /// Copies those that are not yet; gives those that are gone.
    async fn copy_all(&mut self, names: &BTreeSet<String>) -> Result<BTreeSet<String>, BackupError> {
        let mut gone = BTreeSet::new();
        for name in names {
            if self.copied.contains(name) {
                continue;
            }
            if !folder::is_plain_name(name) {
                self.left_out.push(LeftOut::new(format_args!("CV {name:?}"), "no name of a file of ours"));
                continue;
            }
            match self.files.get(name).await {
                Ok(Some(content)) => {
                    write(self.folder.join(name), content).await?;
                    self.copied.insert(name.clone());
                }
                Ok(None) => {
                    gone.insert(name.clone());
                }
                Err(error) => self.left_out.push(LeftOut::new(format_args!("CV {name}"), error.cause())),
            }
        }
        Ok(gone)
    }
}

/// Off the async threads.
async fn write(path: PathBuf, content: Bytes) -> Result<(), BackupError> {
    tokio::task::spawn_blocking(move || folder::write(&path, &content)).await?
}

fn copy_pictures(media: &Path, unfinished: &Folder, done: &mut Done) -> Result<(), BackupError> {
    let target = unfinished.sub_folder(MEDIA)?;
    for name in folder::plain_files(media)? {
        match std::fs::read(media.join(&name)) {
            Ok(content) => {
                folder::write(&target.join(&name), &content)?;
                done.pictures += 1;
            }
            Err(error) => done.left_out.push(LeftOut::new(format_args!("picture {name}"), error)),
        }
    }
    Ok(())
}
