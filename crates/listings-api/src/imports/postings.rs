//! Job postings: whatever the format, records become a [`source::SourcePosting`], are checked, and are stored together.

pub(crate) mod check;
pub(crate) mod contract_words;
pub(crate) mod dates;
pub(crate) mod fields;
pub(crate) mod formats;
pub(crate) mod given;
pub(crate) mod json_value;
pub(crate) mod offer;
pub(crate) mod pay;
pub(crate) mod pipeline;
pub(crate) mod place;
pub(crate) mod reading;
pub(crate) mod record;
pub(crate) mod source;
pub(crate) mod terms;
mod title;
pub(crate) mod web_address;
pub(crate) mod wording;
pub(crate) mod workplace;

use std::path::Path;

pub use self::formats::{Format, Mapping, Reader};
pub use self::given::{Given, GivenAgency};
pub use self::pipeline::take_in;
pub use self::record::RawRecord;
use super::{ImportError, Report};
use crate::state::AppState;

/// What whoever starts an import says of a file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Recognised by what is in the file unless given.
    pub format: Option<Format>,
    /// Describes a format of one's own.
    pub mapping: Option<Mapping>,
    pub given: Given,
    /// Whether `today-3` is a date: only for samples, which must not go stale.
    pub has_relative_dates: bool,
}

/// Imports one file, all of it or nothing. JSON and XML are read as they come, whatever the size of the file; tables and HTML
/// pages are held in memory.
pub async fn import(state: &AppState, path: &Path, options: Options) -> Result<Report, ImportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut report = Report::new(name);
    let Options { format, mapping, given, has_relative_dates } = options;
    let given = given.or(mapping.as_ref().map(Mapping::given).unwrap_or_default());
    let (records, mut reader) = reading::open(path, &reading::Wanted { format, mapping }, &mut report)?;
    reader.given = given;
    take_in(state, records, reader, report, has_relative_dates).await
}
