//! Files into records: which format one has, where its records begin, and how to go on behind a damaged one. What a record says
//! is for [`super::formats`].

use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use self::csv::Rows;
use self::detect::Detected;
use self::joined::Joined;
use self::json::JsonRecords;
use self::json_shape::Shape;
use self::lines::Source;
use self::transcode::Transcoder;
use self::window::Window;
use self::xml_records::XmlRecords;
use super::formats::{Format, Mapping, Reader};
use super::record::RawRecord;
use crate::imports::source_text::LARGEST_MB;
use crate::imports::{ImportError, Report};

mod columns;
mod csv;
mod detect;
mod joined;
mod json;
pub(crate) mod json_shape;
mod lines;
mod page;
mod quotes;
pub(crate) mod repair;
mod transcode;
mod window;
pub(crate) mod xml;
mod xml_records;

/// Of a file, to tell its format by.
const HEAD: usize = 1 << 16;
/// Records that are looked at before a file is taken for one that holds nothing.
const MOST_DAMAGED_AT_FIRST: usize = 1000;

pub type Records = Box<dyn Iterator<Item = Result<RawRecord, ImportError>> + Send>;

/// What whoever starts an import says of its format.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    pub format: Option<Format>,
    pub mapping: Option<Mapping>,
}

/// A file that is being read.
struct File<'a> {
    path: &'a Path,
    shown: String,
    wanted: &'a Wanted,
    report: &'a mut Report,
}

/// Begins to read a file: its records, and what reads them.
pub fn open(path: &Path, wanted: &Wanted, report: &mut Report) -> Result<(Records, Reader), ImportError> {
    let mut file = File { path, shown: path.display().to_string(), wanted, report };
    let is_table_or_xml =
        matches!(wanted.format, Some(Format::Csv | Format::Indeed | Format::Jobrapido | Format::Personio));
    match lines::open(path)? {
        Source::Lines(lines) if !is_table_or_xml => {
            let format = file.format(&lines.head())?;
            Ok((Box::new(lines), file.reader(format)))
        }
        Source::Lines(lines) => file.other(lines.into_reader()),
        Source::Other(reader) => file.other(reader),
    }
}

impl File<'_> {
    fn unreadable(&self, source: std::io::Error) -> ImportError {
        ImportError::Unreadable { path: self.shown.clone(), source }
    }

    fn malformed(&self, line: usize, reason: impl Into<String>) -> ImportError {
        ImportError::Malformed { path: self.shown.clone(), line, reason: reason.into() }
    }

    /// What it was said to be, or looks like.
    fn format(&self, head: &str) -> Result<Format, ImportError> {
        match self.detected(head) {
            Detected::Format(format) => Ok(format),
            Detected::Unknown(reason) => Err(self.malformed(1, reason)),
            Detected::Page | Detected::Escaped => Ok(Format::JsonLd),
        }
    }

    fn detected(&self, head: &str) -> Detected {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        if self.wanted.mapping.is_some() {
            return Detected::Format(Format::Mapping);
        }
        let looks = detect::detect(head, &name);
        match (self.wanted.format, looks) {
            // A page in place of the feed that was meant is no feed, whatever it was said to be.
            (None | Some(Format::JsonLd), looks @ (Detected::Page | Detected::Escaped)) => looks,
            (Some(format), Detected::Page) if format != Format::JsonLd => Detected::Page,
            (Some(format), _) => Detected::Format(format),
            (None, looks) => looks,
        }
    }

    fn reader(&self, format: Format) -> Reader {
        let mut reader = Reader::new(format);
        reader.mapping.clone_from(&self.wanted.mapping);
        reader
    }

    /// Anything but one object per line.
    fn other(&mut self, bytes: Box<dyn Read + Send>) -> Result<(Records, Reader), ImportError> {
        let transcoder = Transcoder::new(bytes);
        let has_replaced = transcoder.has_replaced();
        let (records, reader) = self.text(Window::new(transcoder, 1))?;
        // Only what was read up to here is known to be well.
        Ok((Box::new(records.chain(remark_on_encoding(has_replaced))), reader))
    }

    fn text(&mut self, mut window: Window) -> Result<(Records, Reader), ImportError> {
        window.pass_while(|byte| byte.is_ascii_whitespace()).map_err(|error| self.unreadable(error))?;
        if window.is_empty().map_err(|error| self.unreadable(error))? {
            return Err(ImportError::Empty { path: self.shown.clone() });
        }
        window.fill_to(HEAD).map_err(|error| self.unreadable(error))?;
        let format = match self.detected(window.first(HEAD)) {
            Detected::Format(format) => format,
            Detected::Unknown(reason) => return Err(self.malformed(window.line(), reason)),
            Detected::Page => return self.page(window),
            Detected::Escaped => {
                let text = self.whole(window)?;
                let inner = serde_json::from_str::<String>(text.trim())
                    .map_err(|error| self.malformed(error.line(), format!("not JSON: {error}")))?;
                self.report.note(0, "", "the file was escaped once more: read all the same");
                return self.text(Window::new(Cursor::new(inner), 1));
            }
        };
        let mut reader = self.reader(format);
        let records = self.records(window, &mut reader)?;
        Ok((records, reader))
    }

    fn records(&mut self, window: Window, reader: &mut Reader) -> Result<Records, ImportError> {
        let rows = if reader.format == Format::Csv { Some(Rows::Offers) } else { None };
        let mapping = reader.mapping.as_ref();
        let rows = rows.or_else(|| mapping.filter(|mapping| mapping.is_table()).map(|_| Rows::Values));
        if let Some(rows) = rows {
            let text = self.whole(window)?;
            let records = csv::read(&text, rows, self.report).map_err(|(line, reason)| self.malformed(line, reason))?;
            return Ok(Box::new(records.into_iter().map(Ok)));
        }
        let element = reader.format.element().map(str::to_owned).or_else(|| mapping.and_then(Mapping::element));
        if let Some(element) = element {
            let head = window.first(HEAD);
            reader.envelope = json!({"publisher": between(head, "<publisher>", "</publisher>")});
            return self.checked(XmlRecords::new(window, &element));
        }
        let shape = reader.format.shape().or_else(|| mapping.map(Mapping::shape)).unwrap_or_default();
        self.json(window, shape, reader)
    }

    fn json(&mut self, window: Window, shape: Shape, reader: &mut Reader) -> Result<Records, ImportError> {
        let records = JsonRecords::new(window, Arc::new(shape)).map_err(|error| self.unreadable(error))?;
        reader.envelope = records.envelope().clone();
        // How many there are changes from day to day; no record depends on it.
        if let Some(envelope) = reader.envelope.as_object_mut() {
            envelope.retain(|name, _| ["name", "title", "language", "home_page_url"].contains(&name.as_str()));
        }
        if reader.format == Format::Workable { self.checked(Joined::new(records)) } else { self.checked(records) }
    }

    /// An HTML page: the offers of its scripts.
    fn page(&mut self, window: Window) -> Result<(Records, Reader), ImportError> {
        let text = self.whole(window)?;
        let page = page::read(&text).map_err(|reason| self.malformed(1, reason))?;
        let is_feed = !matches!(self.wanted.format, None | Some(Format::JsonLd));
        if page.blocks.is_empty() || is_feed {
            let title: String = page.title.chars().take(80).collect();
            let reason = format!("an HTML page and no feed: its title is \"{title}\", and no JSON-LD is in it");
            return Err(self.malformed(1, reason));
        }
        let mut reader = self.reader(Format::JsonLd);
        let shape = Arc::new(Format::JsonLd.shape().unwrap_or_default());
        let mut records = Vec::new();
        for block in page.blocks {
            let window = Window::new(Cursor::new(block.json), block.line);
            let block = JsonRecords::new(window, Arc::clone(&shape)).map_err(|error| self.unreadable(error))?;
            for record in block {
                records.push(record.map_err(|error| self.unreadable(error))?);
            }
        }
        reader.envelope = json!({"base_url": page.base_url});
        Ok((Box::new(records.into_iter().map(Ok)), reader))
    }

    /// All of a text, as far as it may be held in memory.
    fn whole(&self, window: Window) -> Result<String, ImportError> {
        let limit = LARGEST_MB * 1024 * 1024;
        let mut text = String::new();
        window.into_reader().take(limit + 1).read_to_string(&mut text).map_err(|error| self.unreadable(error))?;
        if text.len() as u64 > limit {
            Err(ImportError::TooLarge { path: self.shown.clone(), limit_mb: LARGEST_MB })
        } else {
            Ok(text)
        }
    }

    /// Refuses a text in which nothing at all can be read.
    fn checked(
        &self,
        records: impl Iterator<Item = std::io::Result<RawRecord>> + Send + 'static,
    ) -> Result<Records, ImportError> {
        let mut records = records.fuse();
        let mut first = Vec::new();
        let mut has_good = false;
        while !has_good && first.len() < MOST_DAMAGED_AT_FIRST {
            let Some(record) = records.next() else { break };
            let record = record.map_err(|error| self.unreadable(error))?;
            has_good = record.is_promising();
            first.push(record);
        }
        if !has_good && let Some((line, reason)) = first.iter().find_map(|record| Some((record.line, record.damage()?)))
        {
            return Err(self.malformed(line, reason));
        }
        let shown = self.shown.clone();
        let rest =
            records.map(move |record| record.map_err(|source| ImportError::Unreadable { path: shown.clone(), source }));
        Ok(Box::new(first.into_iter().map(Ok).chain(rest)))
    }
}

/// Said once everything is read.
fn remark_on_encoding(has_replaced: Arc<AtomicBool>) -> impl Iterator<Item = Result<RawRecord, ImportError>> + Send {
    std::iter::once_with(move || {
        let note = "not UTF-8 in places: they were decoded as windows-1252 (Latin-1)";
        has_replaced.load(Ordering::Relaxed).then(|| Ok(RawRecord::remark(0, note)))
    })
    .flatten()
}

fn between(text: &str, begins: &str, ends: &str) -> Option<String> {
    let (inside, _) = text.split_once(begins)?.1.split_once(ends)?;
    let bare = inside.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim();
    (!bare.is_empty()).then(|| bare.to_owned())
}
