//! Job postings: whatever the format, records become a [`SourcePosting`], are checked, and are stored together.

mod check;
mod csv;
mod dates;
mod jsonld;
mod pay;
mod source;
mod terms;
mod wording;

use std::collections::HashMap;
use std::path::Path;

use self::check::Checker;
use self::source::SourcePosting;
use super::{ImportError, Report, source_text};
use crate::search;
use crate::state::AppState;
use crate::store::articles::Change;
use crate::store::job_postings::{self as rows, NewJobPosting};
use crate::store::settings;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// schema.org `JobPosting`: one object, an array, `@graph`, or one object per line.
    JsonLd,
    /// A header with the names of `JobPosting` in snake_case.
    Csv,
}

impl Format {
    /// By the ending of the name.
    pub fn of(path: &Path) -> Self {
        let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        if is_csv { Self::Csv } else { Self::JsonLd }
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Options {
    pub format: Format,
    /// Whether `today-3` is a date: only for samples, which must not go stale.
    pub has_relative_dates: bool,
}

/// A record, or why it could not even be read; with the line it begins on.
struct Record {
    line: usize,
    content: Result<SourcePosting, String>,
}

/// Imports one file, all of it or nothing.
pub async fn import(state: &AppState, path: &Path, options: Options) -> Result<Report, ImportError> {
    let source = source_text::read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut report = Report::new(name);
    if let Some(note) = source.note {
        report.note(0, "", note);
    }
    let malformed = |(line, reason)| ImportError::Malformed { path: path.display().to_string(), line, reason };
    let records = match options.format {
        Format::JsonLd => jsonld::read(&source.text).map_err(malformed)?,
        Format::Csv => csv::read(&source.text, &mut report).map_err(malformed)?,
    };
    let checker = Checker::new(&state.taxonomy, state.clock.now(), options.has_relative_dates);
    let postings = check_all(&checker, records, &mut report);
    // Everything is checked before the transaction opens: the one writer is held as briefly as can be.
    let mut tx = state.store.write.begin_with("BEGIN IMMEDIATE").await?;
    let before = settings::generation(&mut *tx).await?;
    let mut is_changed = false;
    for posting in &postings {
        let change = rows::put(&mut tx, posting, before + 1).await?;
        is_changed |= change != Change::Unchanged;
        report.count(change);
    }
    if is_changed {
        settings::put_generation(&mut tx, before + 1).await?;
    }
    tx.commit().await?;
    // After the commit: should this be broken off, the next start finds the index behind and brings it up to date.
    match search::catch_up(state).await {
        Err(error) if error.is_busy() => report.note(0, "", "the search index follows in a moment"),
        done => done?,
    }
    Ok(report)
}

fn check_all(checker: &Checker<'_>, records: Vec<Record>, report: &mut Report) -> Vec<NewJobPosting> {
    let mut postings = Vec::with_capacity(records.len());
    let mut lines: HashMap<String, usize> = HashMap::new();
    for Record { line, content } in records {
        let source = match content {
            Ok(source) => source,
            Err(reason) => {
                report.leave_out(line, "", reason);
                continue;
            }
        };
        let shown = source.shown_name();
        let mut notes = Vec::new();
        match checker.check(&source, &mut notes) {
            Err(reason) => report.leave_out(line, &shown, reason),
            Ok(posting) => match lines.get(&posting.id) {
                Some(first) => report.leave_out(line, &shown, format!("the same identifier as line {first}")),
                None => {
                    lines.insert(posting.id.clone(), line);
                    postings.push(posting);
                }
            },
        }
        for reason in notes {
            report.note(line, &shown, reason);
        }
    }
    postings
}
