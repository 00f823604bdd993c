//! Teamtailor's JSON Feed 1.1: each item has a `_jobposting` of schema.org. The text is in either of the two, or in both; the
//! employer may be only in the feed's title.
//! <https://www.jsonfeed.org/version/1.1/>

use serde_json::Value;

use super::jsonld;
use crate::imports::postings::json_value::{first, text, text_at};
use crate::imports::postings::source::SourcePosting;
use taxonomy::fold::fold;

pub fn posting(item: &Value, envelope: &Value) -> SourcePosting {
    let empty = Value::Null;
    let inner = first(item, "_jobposting").unwrap_or(&empty);
    let mut posting = jsonld::posting(inner);
    posting.identifier = posting.identifier.or_else(|| text(item, "id"));
    posting.title = posting.title.or_else(|| text(item, "title"));
    posting.description =
        posting.description.or_else(|| text(item, "content_html")).or_else(|| text(item, "content_text"));
    posting.date_posted = posting.date_posted.or_else(|| text(item, "date_published"));
    posting.date_modified = posting.date_modified.or_else(|| text(item, "date_modified"));
    posting.apply_url = posting.apply_url.or_else(|| text(item, "url"));
    posting.language = text(item, "language").or_else(|| text(envelope, "language"));
    let employer = posting
        .organization_name
        .or_else(|| text_at(inner, &["identifier", "name"]))
        .or_else(|| text(envelope, "title"));
    posting.organization_name = employer;
    for place in &mut posting.places {
        // The region of all their places in Europe.
        let is_continent = |region: &String| ["europe", "emea", "europa"].contains(&fold(region).as_str());
        place.region = place.region.take().filter(|region| !is_continent(region));
    }
    posting
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_one_half_lacks_is_in_the_other() {
        let envelope = json!({"title": "Studio Brina", "language": "it"});
        let posting = posting(
            &json!({"id": "u", "title": "A", "url": "https://x.example/1", "date_published": "2026-11-04T09:00:00+01:00", "content_html": "<p>Testo</p>",
                "_jobposting": {"identifier": {"value": 8}, "title": "A", "jobLocation": [
                    {"address": {"addressLocality": "Trento", "addressRegion": "Europe"}}, {"address": {"addressLocality": "Rovereto"}}]}}),
            &envelope,
        );
        assert_eq!(
            (posting.identifier.as_deref(), posting.organization_name.as_deref()),
            (Some("8"), Some("Studio Brina"))
        );
        assert_eq!(posting.description.as_deref(), Some("<p>Testo</p>"));
        assert_eq!((posting.places.len(), posting.places[0].region.as_deref()), (2, None));
        let bare = super::posting(&json!({"id": "u", "title": "A", "_jobposting": null}), &Value::Null);
        assert_eq!((bare.description, bare.organization_name), (None, None));
    }
}
