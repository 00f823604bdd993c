//! Lever's postings: a bare list. Texts come twice, plain and as HTML, and `opening` + `descriptionBody` repeat `description`.
//! <https://github.com/lever/postings-api>

use serde_json::Value;

use super::parts::Parts;
use crate::imports::postings::json_value::{first, list, text, texts};
use crate::imports::postings::source::{SourcePay, SourcePlace, SourcePosting};

pub fn posting(value: &Value) -> SourcePosting {
    let empty = Value::Null;
    let categories = first(value, "categories").unwrap_or(&empty);
    let workplace = text(value, "workplaceType").filter(|kind| kind != "unspecified");
    let mut parts = Parts::default();
    let html = |name: &str| text(value, name).or_else(|| text(value, &format!("{name}Plain")));
    match html("description") {
        Some(description) => parts.add(None, Some(&description)),
        None => ["opening", "descriptionBody"].iter().for_each(|name| parts.add(None, html(name).as_deref())),
    }
    for list in list(value, "lists") {
        parts.add(text(list, "text").as_deref(), text(list, "content").as_deref());
    }
    parts.add(None, html("additional").as_deref());
    let state = text(value, "state").unwrap_or_default().to_lowercase();
    let channels = texts(value, "distributionChannels");
    let is_internal = !channels.is_empty() && !channels.iter().any(|channel| channel == "public");
    SourcePosting {
        identifier: text(value, "id"),
        title: text(value, "text"),
        description: parts.finish(),
        date_posted: text(value, "createdAt"),
        date_modified: text(value, "updatedAt"),
        contract_words: texts(categories, "commitment"),
        places: places(value, categories),
        workplace_words: workplace.into_iter().collect(),
        pay: pay(value),
        apply_url: text(value, "applyUrl").or_else(|| text(value, "hostedUrl")),
        left_out: match state.as_str() {
            _ if is_internal => Some("internal: not for the public".to_owned()),
            "" | "published" => None,
            _ => Some(format!("not published: its state is \"{state}\"")),
        },
        ..SourcePosting::default()
    }
}

fn places(value: &Value, categories: &Value) -> Vec<SourcePlace> {
    let country = text(value, "country");
    let mut names: Vec<String> = Vec::new();
    for name in texts(categories, "location").into_iter().chain(texts(categories, "allLocations")) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| SourcePlace { country: country.clone(), ..SourcePlace::words(name) }).collect()
}

fn pay(value: &Value) -> Option<SourcePay> {
    let empty = Value::Null;
    let range = first(value, "salaryRange").unwrap_or(&empty);
    SourcePay {
        min: text(range, "min"),
        max: text(range, "max"),
        currency: text(range, "currency"),
        per: text(range, "interval"),
        words: text(value, "salaryDescriptionPlain").or_else(|| text(value, "salaryDescription")),
    }
    .some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_are_told_once_with_headings_and_lists() {
        let posting = posting(&json!({
            "id": "u-1", "text": "Cuoca/o", "createdAt": 1_794_784_805_939_i64,
            "description": "<div>Noi.</div><div>Tu.</div>", "opening": "<div>Noi.</div>", "descriptionBody": "<div>Tu.</div>",
            "lists": [{"text": "Serve", "content": "\n<li>Uno</li>"}, {"text": "Vuota", "content": ""}],
            "additional": "", "additionalPlain": "Ciao.", "hostedUrl": "https://x.example/1", "country": "IT",
            "categories": {"commitment": "Part-time", "location": "Terni", "allLocations": ["Terni", "Narni (TR)"]},
            "workplaceType": "hybrid", "salaryRange": {"min": 9.5, "max": 10, "currency": "EUR", "interval": "per-hour-wage"},
        }));
        assert_eq!(
            posting.description.as_deref(),
            Some("<div>Noi.</div><div>Tu.</div><p><strong>Serve</strong></p><ul><li>Uno</li></ul><p>Ciao.</p>")
        );
        assert_eq!(posting.date_posted.as_deref(), Some("1794784805939"));
        let places: Vec<_> = posting.places.iter().filter_map(|place| place.locality.as_deref()).collect();
        assert_eq!(places, ["Terni", "Narni (TR)"]);
        let pay = posting.pay.unwrap();
        assert_eq!((pay.min.as_deref(), pay.per.as_deref()), (Some("9.50"), Some("per-hour-wage")));
        assert_eq!(posting.left_out, None);
    }

    #[test]
    fn what_is_not_published_is_left_out() {
        assert!(posting(&json!({"text": "A", "state": "closed"})).left_out.unwrap().contains("closed"));
        assert!(
            posting(&json!({"text": "A", "state": "published", "distributionChannels": ["internal"]}))
                .left_out
                .is_some()
        );
        assert!(posting(&json!({"text": "A", "state": "published", "categories": 7, "lists": "x"})).left_out.is_none());
    }
}
