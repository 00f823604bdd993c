//! The schemas of single fields in the OpenAPI document: the limits of this crate's rules, from the same constants. A
//! field names its function with `schema_with`. JSON Schema counts code points; where a rule counts differently, the
//! description says how, and the numbers fit both.

use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};

use crate::job_search;
use crate::limits::{
    EMAIL_MAX_BYTES, MESSAGE_MAX_CHARACTERS, MOST_OCCUPATIONS, MOST_RADIUS_KM, NAME_MAX_CHARACTERS,
    NOTE_MAX_CHARACTERS, PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS, PHONE_MAX_CHARACTERS,
};

/// At least one character that is not blank.
const NOT_BLANK: &str = r"\S";
/// In a query, blank counts as absent; in a body it is invalid.
const SLUG: &str = "^[a-z0-9-]*$";
/// Six to fifteen digits, with spaces anywhere but at the ends. Blank: no number.
const PHONE: &str = r"^((\+[ ()./-]*|[()./-][ ()./-]*)?[0-9]([ ()./-]*[0-9]){5,14}([ ()./-]*[()./-])?)?$";
/// No control characters except tabs and line ends.
const TEXT: &str = r"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*$";

pub fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn or_null(schema: ObjectBuilder, kind: Type) -> ObjectBuilder {
    schema.schema_type(SchemaType::from_iter([kind, Type::Null]))
}

/// Any text except blanks alone.
pub fn not_blank() -> ObjectBuilder {
    text().min_length(Some(1)).pattern(Some(NOT_BLANK))
}

pub fn slug() -> ObjectBuilder {
    text().max_length(Some(job_search::MAX_SLUG_BYTES)).pattern(Some(SLUG))
}

/// A partner's name; blank counts as absent.
pub fn partner() -> ObjectBuilder {
    text().max_length(Some(40)).pattern(Some("^([A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])?$"))
}

/// An integer of at least 1.
pub fn whole(most: u32) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).maximum(Some(most))
}

/// WGS 84 degrees.
pub fn degrees(bound: u32) -> ObjectBuilder {
    let format = SchemaFormat::KnownFormat(KnownFormat::Double);
    let number = ObjectBuilder::new().schema_type(Type::Number).format(Some(format));
    number.minimum(Some(-f64::from(bound))).maximum(Some(f64::from(bound)))
}

pub(crate) fn person_name() -> ObjectBuilder {
    let description = "Letters of any script with spaces, apostrophes, hyphens, dots and commas; one alphabet a word, no \
                       address of a site or a mailbox. Counted after trimming.";
    not_blank().max_length(Some(NAME_MAX_CHARACTERS)).description(Some(description))
}

pub(crate) fn person_name_or_null() -> ObjectBuilder {
    or_null(person_name(), Type::String)
}

pub(crate) fn email() -> ObjectBuilder {
    let format = SchemaFormat::Custom("email".to_owned());
    let description = "`local@domain.tld`; names of domains may hold any letters. Counted in bytes.";
    text().format(Some(format)).max_length(Some(EMAIL_MAX_BYTES)).description(Some(description))
}

pub(crate) fn new_password() -> ObjectBuilder {
    let description = "Counted as people count: an emoji is one. Spaces count, but not alone. Not one of those that are guessed first.";
    let password = password().min_length(Some(PASSWORD_MIN_CHARACTERS)).max_length(Some(PASSWORD_MAX_CHARACTERS));
    password.description(Some(description))
}

/// The current password: its form is not checked.
pub(crate) fn password() -> ObjectBuilder {
    text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Password))).min_length(Some(1))
}

pub(crate) fn place_or_null() -> ObjectBuilder {
    or_null(slug(), Type::String).description(Some("Slug of the comune that offers are wanted near to."))
}

pub(crate) fn radius_km_or_null() -> ObjectBuilder {
    or_null(whole(u32::from(MOST_RADIUS_KM)), Type::Integer)
}

pub(crate) fn occupations_or_null() -> ArrayBuilder {
    ArrayBuilder::new()
        .schema_type(SchemaType::from_iter([Type::Array, Type::Null]))
        .items(slug())
        .max_items(Some(MOST_OCCUPATIONS))
        .unique_items(true)
        .description(Some("Slugs of occupations; they replace the ones there were."))
}

pub(crate) fn search_query() -> ObjectBuilder {
    text().description(Some("A search as in the query string of `GET /job-postings`."))
}

pub(crate) fn note() -> ObjectBuilder {
    text().max_length(Some(NOTE_MAX_CHARACTERS)).pattern(Some(TEXT)).description(Some("Needed with `something_else`."))
}

pub fn message() -> ObjectBuilder {
    let message = text().max_length(Some(MESSAGE_MAX_CHARACTERS)).pattern(Some(TEXT));
    message.examples(["Buongiorno, sono disponibile da subito."])
}

pub fn phone() -> ObjectBuilder {
    let description = "Six to fifteen digits, with spaces, brackets, dots, hyphens and a leading `+` if wanted.";
    let phone = text().max_length(Some(PHONE_MAX_CHARACTERS)).pattern(Some(PHONE));
    phone.description(Some(description)).examples(["+39 333 1234567"])
}

pub(crate) fn push_endpoint() -> ObjectBuilder {
    let format = SchemaFormat::Custom("uri".to_owned());
    let description = "Address of the push service, secret: who knows it may send. With a name, without a port.";
    text().format(Some(format)).pattern(Some("^https://")).max_length(Some(1000)).description(Some(description))
}

pub(crate) fn push_public_key() -> ObjectBuilder {
    let description = "Public key of the browser: a point of P-256, uncompressed, base64url.";
    text().pattern(Some("^B[A-Za-z0-9_-]{86}=?$")).description(Some(description))
}

pub(crate) fn push_auth() -> ObjectBuilder {
    let description = "16 bytes that browser and server share, base64url.";
    text().pattern(Some("^[A-Za-z0-9_-]{21}[AQgw](==)?$")).description(Some(description))
}
