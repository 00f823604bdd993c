//! Job postings: whatever the format, records become a [`source::SourcePosting`], are checked, and are stored together.

pub(crate) mod check;
pub(crate) mod contract_words;
pub(crate) mod dates;
pub(crate) mod fields;
pub(crate) mod formats;
pub(crate) mod given;
pub(crate) mod json_value;
pub(crate) mod linting;
pub(crate) mod offer;
pub(crate) mod options;
pub(crate) mod origin;
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
pub use self::options::Options;
pub use self::origin::{Ending, Origin};
pub use self::pipeline::take_in;
pub use self::record::RawRecord;
use super::{ImportError, Report};
use crate::state::AppState;

/// Imports one file, all of it or nothing. JSON and XML are read as they come, whatever the size of the file; tables and HTML
/// pages are held in memory.
pub async fn import(state: &AppState, path: &Path, options: Options) -> Result<Report, ImportError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut report = Report::new(name);
    let Options { format, mapping, given, .. } = options.clone();
    let given = given.or(mapping.as_ref().map(Mapping::given).unwrap_or_default());
    let (records, mut reader) = reading::open(path, &reading::Wanted { format, mapping }, &mut report)?;
    let is = reader.format.name();
    if let Some(was) = options.origin.as_ref().and_then(|origin| origin.format.clone()).filter(|was| was != is) {
        return Err(ImportError::OtherFormat { was, is });
    }
    report.format = Some(is);
    reader.given = given;
    take_in(state, records, reader, report, &options).await
}
