//! Formats of feeds. Each file reads one record of one format into a [`SourcePosting`], in the source's own words; what the
//! words mean is decided later.

use serde_json::Value;

use super::given::Given;
use super::json_value::text;
use super::reading::json_shape::Shape;
use super::reading::{repair, xml};
use super::source::SourcePosting;

mod ashby;
mod greenhouse;
mod indeed;
mod jobrapido;
pub(crate) mod jsonld;
mod lever;
pub(crate) mod mapping;
mod parts;
mod personio;
mod recruitee;
mod smartrecruiters;
mod teamtailor;
mod workable;

pub use mapping::Mapping;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// schema.org `JobPosting`: one object, an array, `@graph`, one object per line, or an HTML page with such blocks.
    JsonLd,
    /// A header with names of columns: ours, or those that Italian spreadsheets have.
    Csv,
    /// XML of Indeed; ZipRecruiter's is the same with other names for pay.
    Indeed,
    Jobrapido,
    Personio,
    Greenhouse,
    Lever,
    Ashby,
    Recruitee,
    SmartRecruiters,
    Teamtailor,
    Workable,
    /// As a mapping file says.
    Mapping,
}

impl Format {
    /// Those that can be named; a mapping file names itself.
    pub const NAMED: [(&str, Self); 13] = [
        ("jsonld", Self::JsonLd),
        ("csv", Self::Csv),
        ("indeed", Self::Indeed),
        ("ziprecruiter", Self::Indeed),
        ("jobrapido", Self::Jobrapido),
        ("personio", Self::Personio),
        ("greenhouse", Self::Greenhouse),
        ("lever", Self::Lever),
        ("ashby", Self::Ashby),
        ("recruitee", Self::Recruitee),
        ("smartrecruiters", Self::SmartRecruiters),
        ("teamtailor", Self::Teamtailor),
        ("workable", Self::Workable),
    ];

    pub fn named(name: &str) -> Option<Self> {
        let found = Self::NAMED.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
        found.map(|(_, format)| *format)
    }

    pub fn name(self) -> &'static str {
        Self::NAMED.iter().find(|(_, format)| *format == self).map_or("mapping", |(name, _)| name)
    }

    /// Where a JSON format has its records; `None` for what is no JSON.
    pub fn shape(self) -> Option<Shape> {
        Some(match self {
            Self::JsonLd => Shape::new(&["@graph"], &[&["@type"], &["title", "datePosted"]], None),
            Self::Greenhouse => Shape::new(&["jobs"], &[&["id", "title", "absolute_url"]], Some("/meta/total")),
            Self::Lever => Shape::new(&["data"], &[&["id", "text", "categories"], &["id", "text", "hostedUrl"]], None),
            Self::Ashby => Shape::new(&["jobs"], &[&["id", "title", "jobUrl"], &["title", "publishedAt"]], None),
            Self::Recruitee => {
                Shape::new(&["offers"], &[&["id", "title", "careers_url"], &["id", "title", "status"]], None)
            }
            Self::SmartRecruiters => Shape::new(&["content"], &[&["id", "name", "location"]], Some("/totalFound")),
            Self::Teamtailor => Shape::new(&["items"], &[&["id", "title", "url"], &["_jobposting"]], None),
            Self::Workable => Shape::new(&["jobs", "results"], &[&["shortcode", "title"]], None),
            Self::Csv | Self::Indeed | Self::Jobrapido | Self::Personio | Self::Mapping => return None,
        })
    }

    /// The element of an XML format that is a record.
    pub fn element(self) -> Option<&'static str> {
        match self {
            Self::Indeed | Self::Jobrapido => Some("job"),
            Self::Personio => Some("position"),
            _ => None,
        }
    }
}

/// Reads the records of one source.
#[derive(Debug, Clone)]
pub struct Reader {
    pub format: Format,
    pub mapping: Option<Mapping>,
    pub given: Given,
    /// What stands once for all records of the file.
    pub envelope: Value,
}

impl Reader {
    pub fn new(format: Format) -> Self {
        Self { format, mapping: None, given: Given::default(), envelope: Value::Null }
    }

    /// What reading depends on besides the text of a record.
    pub fn basis(&self) -> String {
        format!("{}.{:?}.{:?}.{}", self.format.name(), self.mapping, self.given, self.envelope)
    }

    fn is_xml(&self) -> bool {
        self.format.element().is_some() || self.mapping.as_ref().is_some_and(Mapping::is_xml)
    }

    /// The offers of a record as its source wrote it.
    pub fn read(&self, text: &str) -> Vec<Result<SourcePosting, String>> {
        if self.is_xml() {
            return match xml::record(text) {
                Ok(value) => self.read_value(&value),
                Err(reason) => vec![Err(reason)],
            };
        }
        match serde_json::from_str::<Value>(text) {
            Ok(value) => self.read_value(&value),
            Err(error) => {
                let repaired = repair::object(text)
                    .and_then(|(text, note)| Some((serde_json::from_str::<Value>(&text).ok()?, note)));
                let Some((value, note)) = repaired else { return vec![Err(format!("not JSON: {error}"))] };
                let mut read = self.read_value(&value);
                read.iter_mut().flatten().for_each(|posting| posting.notes.push(note.to_owned()));
                read
            }
        }
    }

    pub fn read_value(&self, value: &Value) -> Vec<Result<SourcePosting, String>> {
        if let Some(Ok(inner)) = value.as_str().map(serde_json::from_str::<Value>).filter(|_| !self.is_xml())
            && inner.is_object()
        {
            return self.read_value(&inner);
        }
        if !value.is_object() {
            return vec![Err("not an object".to_owned())];
        }
        let posting = match self.format {
            Format::JsonLd => {
                let mut postings = jsonld::postings(value);
                postings.iter_mut().flatten().for_each(|posting| posting.base_url = text(&self.envelope, "base_url"));
                return postings;
            }
            Format::Csv => return vec![Err("a row of CSV was expected".to_owned())],
            Format::Indeed => indeed::posting(value, &self.envelope),
            Format::Jobrapido => jobrapido::posting(value),
            Format::Personio => personio::posting(value),
            Format::Greenhouse => greenhouse::posting(value),
            Format::Lever => lever::posting(value),
            Format::Ashby => ashby::posting(value),
            Format::Recruitee => recruitee::posting(value),
            Format::SmartRecruiters => smartrecruiters::posting(value),
            Format::Teamtailor => teamtailor::posting(value, &self.envelope),
            Format::Workable => workable::posting(value, &self.envelope),
            Format::Mapping => match &self.mapping {
                Some(mapping) => mapping.posting(value),
                None => return vec![Err("no mapping file".to_owned())],
            },
        };
        vec![Ok(posting)]
    }

    /// Adds what whoever starts the import says of the whole file.
    pub fn complete(&self, posting: &mut SourcePosting) {
        self.given.complete(posting);
    }
}
