//! What of an offer is in the index: the words, the places, and columns to filter, count and sort by. Its texts stay in
//! the database; the index only says which offers.

use tantivy::TantivyDocument;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};

use crate::index::facts::Packed;
use crate::index::source::Document;
use crate::index::text;
use taxonomy::Taxonomy;

/// Goes up with every change of what is indexed or how: an index of another version is rebuilt.
pub const VERSION: u32 = 2;
/// The term that fully remote offers have instead of a place: they match every area.
pub const REMOTE_PLACE: u64 = u64::MAX;
/// `closes_at` of an offer without a deadline.
pub const OPEN_END: u64 = u32::MAX as u64;
/// Longest text of a field that is looked at, in bytes: bounds what one offer may cost.
const LONGEST_TEXT: usize = 50_000;

/// Names of the columns.
pub const PACKED: &str = "packed";
pub const POSTED_AT: &str = "posted_at";
pub const CLOSES_AT: &str = "closes_at";
pub const SEQ: &str = "seq";
/// Highest pay in cents, 0 when none is stated.
pub const PAY_HOUR: &str = "pay_hour";
pub const PAY_MONTH: &str = "pay_month";
pub const PAY_YEAR: &str = "pay_year";

#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Stems, with positions.
    pub title: Field,
    /// Stems of the labels of occupation and industry.
    pub occupation: Field,
    /// Folded words of employer, agency and place: names have no stem.
    pub names: Field,
    /// Stems of the description and the requirements.
    pub body: Field,
    /// Folded words of titles, labels and names: what a typo is held against.
    pub spelling: Field,
    /// Code of the comune, or [`REMOTE_PLACE`].
    pub place: Field,
    /// Code of the occupation.
    pub occupation_code: Field,
    /// Codes of occupation and comune together (see [`role_there`]): offers of a role around a place are found without
    /// a look at the others there.
    pub role_there: Field,
    pub seq: Field,
    packed: Field,
    posted_at: Field,
    closes_at: Field,
    pay_hour: Field,
    pay_month: Field,
    pay_year: Field,
}

pub fn build() -> (Schema, Fields) {
    let words = |option| {
        // Folded and stemmed before they come here, separated by spaces. No norms: the score is constant per field.
        let indexing = TextFieldIndexing::default().set_tokenizer("whitespace").set_fieldnorms(false);
        TextOptions::default().set_indexing_options(indexing.set_index_option(option))
    };
    let with_positions = || words(IndexRecordOption::WithFreqsAndPositions);
    let mut schema = Schema::builder();
    let fields = Fields {
        title: schema.add_text_field("title", with_positions()),
        occupation: schema.add_text_field("occupation", with_positions()),
        names: schema.add_text_field("names", with_positions()),
        body: schema.add_text_field("body", with_positions()),
        spelling: schema.add_text_field("spelling", words(IndexRecordOption::Basic)),
        place: schema.add_u64_field("place", INDEXED),
        occupation_code: schema.add_u64_field("occupation_code", INDEXED),
        role_there: schema.add_u64_field("role_there", INDEXED),
        seq: schema.add_u64_field(SEQ, INDEXED | FAST),
        packed: schema.add_u64_field(PACKED, FAST),
        posted_at: schema.add_u64_field(POSTED_AT, FAST),
        closes_at: schema.add_u64_field(CLOSES_AT, FAST),
        pay_hour: schema.add_u64_field(PAY_HOUR, FAST),
        pay_month: schema.add_u64_field(PAY_MONTH, FAST),
        pay_year: schema.add_u64_field(PAY_YEAR, FAST),
    };
    (schema.build(), fields)
}

/// The term for an occupation in a comune, or for fully remote offers of it.
pub fn role_there(occupation: usize, place: u64) -> u64 {
    (occupation as u64) << 32 | place & u64::from(u32::MAX)
}

/// An open job posting as the index holds it.
pub fn document(fields: &Fields, posting: &Document, taxonomy: &Taxonomy) -> TantivyDocument {
    let packed = Packed::of(posting, taxonomy);
    let mut document = TantivyDocument::new();
    document.add_text(fields.title, text::stemmed(&posting.title));
    let occupation = posting.occupation.as_deref().and_then(|slug| taxonomy.occupation(slug));
    let occupation = occupation.map_or("", |occupation| &occupation.preferred_label);
    let industry = posting.industry.as_deref().and_then(|slug| taxonomy.industry(slug));
    let labels = format!("{occupation} {}", industry.map_or("", |industry| &industry.label));
    document.add_text(fields.occupation, text::stemmed(&labels));
    let names = names(posting, taxonomy);
    document.add_text(fields.names, text::folded(&names));
    document.add_text(fields.body, text::stemmed(bounded(&posting.body)));
    document.add_text(fields.spelling, text::folded(&format!("{} {labels} {names}", posting.title)));
    let seq = posting.seq.unsigned_abs();
    document.add_u64(fields.seq, seq);
    let place = if packed.is_remote() { REMOTE_PLACE } else { packed.place() as u64 };
    document.add_u64(fields.place, place);
    document.add_u64(fields.role_there, role_there(packed.occupation(), place));
    document.add_u64(fields.occupation_code, packed.occupation() as u64);
    document.add_u64(fields.packed, packed.0);
    document.add_u64(fields.posted_at, u64::try_from(posting.posted_at).unwrap_or(0));
    document.add_u64(fields.closes_at, closes_at(posting.closes_at));
    let pay = posting.pay;
    document.add_u64(fields.pay_hour, pay.map_or(0, |pay| pay.hour_minor));
    document.add_u64(fields.pay_month, pay.map_or(0, |pay| pay.month_minor));
    document.add_u64(fields.pay_year, pay.map_or(0, |pay| pay.year_minor));
    document
}

/// Thirty-two bits hold every deadline there will be for eighty years: half of what the column would take.
fn closes_at(seconds: Option<i64>) -> u64 {
    seconds.map_or(OPEN_END, |seconds| u64::try_from(seconds).unwrap_or(0).min(OPEN_END - 1))
}

fn names(posting: &Document, taxonomy: &Taxonomy) -> String {
    let place = match posting.place.as_deref().and_then(|slug| taxonomy.places.record(slug)) {
        Some(record) => format!("{} {} {}", record.place.name, record.province_name, record.place.region),
        None => posting.location_label.clone().unwrap_or_default(),
    };
    format!("{} {} {place}", posting.employer, posting.agency)
}

fn bounded(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}
