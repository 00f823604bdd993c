//! Job postings: whatever the format, records become a [`source::SourcePosting`], are checked, and are stored together.

pub(crate) mod check;
pub(crate) mod csv;
pub(crate) mod dates;
pub(crate) mod document;
pub(crate) mod jsonld;
pub(crate) mod lines;
pub(crate) mod pay;
pub(crate) mod pipeline;
pub(crate) mod place;
pub(crate) mod quotes;
pub(crate) mod record;
pub(crate) mod salvage;
pub(crate) mod source;
pub(crate) mod terms;
mod title;
pub(crate) mod wording;

use std::path::Path;

use self::lines::Source;
pub use self::pipeline::take_in;
pub use self::record::RawRecord;
use super::{ImportError, Report, source_text};
use crate::state::AppState;

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

/// Imports one file, all of it or nothing. One object per line is read as it comes, whatever the size of the file;
/// every other form is held in memory.
pub async fn import(state: &AppState, path: &Path, options: Options) -> Result<Report, ImportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut report = Report::new(name);
    let malformed = |(line, reason)| ImportError::Malformed { path: path.display().to_string(), line, reason };
    let source = match options.format {
        Format::JsonLd => lines::open(path)?,
        Format::Csv => Source::Whole(source_text::read(path)?),
    };
    let records: pipeline::Records = match source {
        Source::Lines(lines) => Box::new(lines),
        Source::Whole(source) => {
            if let Some(note) = source.note {
                report.note(0, "", note);
            }
            let records = match options.format {
                Format::JsonLd => document::read(&source.text).map_err(malformed)?,
                Format::Csv => csv::read(&source.text, &mut report).map_err(malformed)?,
            };
            Box::new(records.into_iter().map(Ok))
        }
    };
    take_in(state, records, report, options.has_relative_dates).await
}
