//! Small offers to search among.

use serde_json::{Value, json};

/// An offer with what every offer must have.
pub fn offer(identifier: &str) -> Value {
    json!({
        "@type": "JobPosting",
        "identifier": {"name": "Ponte Lavoro S.p.A.", "value": identifier},
        "title": format!("Offerta {identifier}"),
        "description": "<p>Cerchiamo una persona.</p>",
        "datePosted": "2026-11-20",
        "hiringOrganization": {"name": "Officine Lambro S.r.l."},
        "relevantOccupation": "magazziniere",
    })
}

/// The same with other fields; null takes one away.
pub fn offer_with(identifier: &str, changes: Value) -> Value {
    let mut offer = offer(identifier);
    for (name, value) in changes.as_object().unwrap() {
        offer[name] = value.clone();
    }
    offer
}

pub fn offer_in(identifier: &str, locality: &str) -> Value {
    offer_with(identifier, json!({"jobLocation": {"address": {"addressLocality": locality}}}))
}

/// The titles of a page, without "Offerta ".
pub fn titles(page: &Value) -> Vec<String> {
    let items = page["items"].as_array().unwrap();
    items.iter().map(|item| item["title"].as_str().unwrap().trim_start_matches("Offerta ").to_owned()).collect()
}
