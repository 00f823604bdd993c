//! Received applications, for publishers: at a terminal, or as files for another program.

use std::io::{BufWriter, Write};
use std::path::Path;

use crate::candidates::cv::files::CvFiles;
use crate::data_folder::file_names;
use crate::listings::reports::listing::{LeftOut, WriteError, line, write_line};
use disk::private_files;
use store::Store;
use store::received_applications::{self as rows, Row};

/// What an export wrote.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Exported {
    pub cvs: usize,
    pub left_out: Vec<LeftOut>,
}

/// Writes all that are not withdrawn, oldest first, of one offer or of all, one JSON object per line: `id`,
/// `created_at`, `job_posting`, `title`, `reference`, `name`, `email`, `phone`, `message`, `cv_name`. Gives those that
/// could not be read: they do not stop the others. An output that is closed early (`| head`) is no error.
pub async fn write_all(
    store: &Store,
    job_posting: Option<&str>,
    output: &mut impl Write,
) -> Result<Vec<LeftOut>, WriteError> {
    let mut left_out = Vec::new();
    for id in rows::list_ids(store, job_posting).await? {
        match read(store, &id).await {
            Ok(None) => {}
            Ok(Some((line, _))) => {
                if !write_line(output, &line)? {
                    break;
                }
            }
            Err(reason) => left_out.push(reason),
        }
    }
    Ok(left_out)
}

/// Writes the same lines into `applications.jsonl` of a folder, and each CV beside it, named by the id of its
/// application. What can't be read or written does not stop the rest.
pub async fn export(
    store: &Store,
    files: &CvFiles,
    job_posting: Option<&str>,
    folder: &Path,
) -> Result<Exported, WriteError> {
    private_files::create_dir(folder)?;
    let mut lines = BufWriter::new(private_files::create(&folder.join("applications.jsonl"))?);
    let mut exported = Exported::default();
    for id in rows::list_ids(store, job_posting).await? {
        let row = match read(store, &id).await {
            Ok(None) => continue,
            Ok(Some((line, row))) => {
                writeln!(lines, "{line}")?;
                row
            }
            Err(reason) => {
                exported.left_out.push(reason);
                continue;
            }
        };
        match export_cv(store, files, &row, folder).await {
            Ok(is_written) => exported.cvs += usize::from(is_written),
            Err(reason) => exported.left_out.push(LeftOut::new(format_args!("CV of application {id}"), reason)),
        }
    }
    lines.flush()?;
    Ok(exported)
}

/// An application with its line; `None` when it was withdrawn or erased while this ran.
async fn read(store: &Store, id: &str) -> Result<Option<(String, Row)>, LeftOut> {
    let what = || format!("application {id}");
    let row = rows::find(store, id).await.map_err(|error| LeftOut::new(what(), error))?;
    let Some(row) = row else { return Ok(None) };
    let line = line(&row).map_err(|error| LeftOut::new(what(), error))?;
    Ok(Some((line, row)))
}

/// `false`: it has no CV, or none any more.
async fn export_cv(store: &Store, files: &CvFiles, row: &Row, folder: &Path) -> Result<bool, String> {
    let Some(file) = &row.cv_file else { return Ok(false) };
    let Some(content) = files.get(file).await.map_err(|error| error.cause())? else {
        // Withdrawn while this runs: it is gone, and so it should be.
        let row = rows::find(store, &row.id).await.map_err(|error| error.to_string())?;
        let is_gone = row.is_none_or(|row| row.cv_file.is_none());
        return if is_gone { Ok(false) } else { Err("missing where the CVs are kept".to_owned()) };
    };
    // Names of older rows may be longer than are taken now.
    let name = format!("{}-{}", row.id, file_names::safe(row.cv_name.as_deref().unwrap_or_default(), "cv"));
    let path = folder.join(&name);
    private_files::write(&path, &content).map_err(|error| {
        // Half a file would look like a whole one.
        let _ = std::fs::remove_file(&path);
        format!("cannot write {name}: {error}")
    })?;
    Ok(true)
}
