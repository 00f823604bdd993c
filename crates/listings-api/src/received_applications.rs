//! Applications for those who receive them: at a terminal, or as files for another program.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::Path;

use crate::cv_files::CvFiles;
use crate::reports::{WriteError, line};
use crate::store::Store;
use crate::store::received_applications::{self as rows, Row};

/// Rows read at once.
const BATCH: u32 = 500;

/// Writes all that are not withdrawn, oldest first, of one offer or of all, one JSON object per line: `id`,
/// `created_at`, `job_posting`, `title`, `reference`, `name`, `email`, `phone`, `message`, `cv_name`. An
/// output that is closed early (`| head`) is no error.
pub async fn write_all(store: &Store, job_posting: Option<&str>, output: &mut impl Write) -> Result<(), WriteError> {
    let mut after = (String::new(), String::new());
    loop {
        let batch = rows::list(&store.read, job_posting, (&after.0, &after.1), BATCH).await?;
        for row in &batch {
            match writeln!(output, "{}", line(row)?) {
                Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
                written => written?,
            }
        }
        match batch.into_iter().last() {
            Some(Row { created_at, id, .. }) => after = (created_at, id),
            None => return Ok(()),
        }
    }
}

/// Writes the same lines into `applications.jsonl` of a folder, and each CV beside it, named by the id of its
/// application. Gives how many CVs there are.
pub async fn export(
    store: &Store,
    files: &CvFiles,
    job_posting: Option<&str>,
    folder: &Path,
) -> Result<usize, WriteError> {
    std::fs::create_dir_all(folder)?;
    let mut lines = BufWriter::new(File::create(folder.join("applications.jsonl"))?);
    write_all(store, job_posting, &mut lines).await?;
    lines.flush()?;
    let mut after = (String::new(), String::new());
    let mut exported = 0;
    loop {
        let batch = rows::list(&store.read, job_posting, (&after.0, &after.1), BATCH).await?;
        for row in &batch {
            let (Some(file), Some(name)) = (&row.cv_file, &row.cv_name) else { continue };
            let content = files.get(file).await.map_err(|error| std::io::Error::other(error.to_string()))?;
            // Withdrawn while this runs: it is gone, and so it should be.
            let Some(content) = content else { continue };
            std::fs::write(folder.join(format!("{}-{name}", row.id)), content)?;
            exported += 1;
        }
        match batch.into_iter().last() {
            Some(Row { created_at, id, .. }) => after = (created_at, id),
            None => return Ok(exported),
        }
    }
}
