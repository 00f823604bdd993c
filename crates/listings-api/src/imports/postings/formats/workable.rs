//! Workable's careers widget: `{name, jobs: […]}`, texts with `?details=true`. An offer for several places comes several times
//! with one shortcode.
//! <https://help.workable.com/hc/en-us/articles/115012771647>

use serde_json::Value;

use super::parts::Parts;
use crate::imports::postings::json_value::{is_true, list, text, texts};
use crate::imports::postings::source::{SourcePlace, SourcePosting};

pub fn posting(value: &Value, envelope: &Value) -> SourcePosting {
    let mut parts = Parts::default();
    for (heading, name) in
        [(None, "description"), (Some("Requisiti"), "requirements"), (Some("Che cosa offriamo"), "benefits")]
    {
        parts.add(heading, text(value, name).as_deref());
    }
    let description = parts.finish();
    let state = text(value, "status").or_else(|| text(value, "job_state")).unwrap_or_default().to_lowercase();
    SourcePosting {
        identifier: text(value, "shortcode").or_else(|| text(value, "id")),
        title: text(value, "title"),
        date_posted: text(value, "published_on")
            .or_else(|| text(value, "published"))
            .or_else(|| text(value, "created_at")),
        contract_words: texts(value, "employment_type"),
        organization_name: text(envelope, "name").or_else(|| text(value, "company")),
        places: places(value),
        is_remote: is_true(value, "telecommuting") || is_true(value, "remote"),
        workplace_words: texts(value, "workplace"),
        apply_url: text(value, "application_url").or_else(|| text(value, "url")).or_else(|| text(value, "shortlink")),
        left_out: match state.as_str() {
            "" | "published" => description
                .is_none()
                .then(|| "no description: this list of Workable has none, ask for it with ?details=true".to_owned()),
            _ => Some(format!("not published: its state is \"{state}\"")),
        },
        description,
        ..SourcePosting::default()
    }
}

fn places(value: &Value) -> Vec<SourcePlace> {
    let mut places: Vec<_> = list(value, "locations")
        .into_iter()
        .filter(|place| !is_true(place, "hidden"))
        .map(|place| SourcePlace {
            locality: text(place, "city"),
            region: text(place, "region"),
            postal_code: text(place, "postal_code").or_else(|| text(place, "zip")),
            country: text(place, "countryCode").or_else(|| text(place, "country")),
            street: None,
        })
        .collect();
    places.retain(|place| !place.is_empty());
    if places.is_empty() {
        let place = SourcePlace {
            locality: text(value, "city"),
            region: text(value, "state"),
            country: text(value, "country"),
            ..SourcePlace::default()
        };
        places.extend((!place.is_empty()).then_some(place));
    }
    places
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn places_come_from_the_list_or_from_the_fields_beside() {
        let envelope = json!({"name": "Cantiere Onda"});
        let posting = |value| super::posting(&value, &envelope);
        let whole = posting(
            json!({"title": "A", "shortcode": "S1", "published_on": "2026-11-05", "city": "Imperia", "state": "Liguria",
            "country": "Italy", "locations": [{"city": "Imperia", "region": "Liguria", "countryCode": "IT", "hidden": false}, {"city": "Sanremo", "hidden": true}],
            "employment_type": "Full-time", "description": "<p>Uno</p>", "requirements": "<p>Due</p>"}),
        );
        assert_eq!((whole.places.len(), whole.places[0].country.as_deref()), (1, Some("IT")));
        assert_eq!(whole.description.as_deref(), Some("<p>Uno</p><p><strong>Requisiti</strong></p><p>Due</p>"));
        assert_eq!((whole.organization_name.as_deref(), whole.left_out), (Some("Cantiere Onda"), None));
        let bare =
            posting(json!({"title": "A", "city": "", "state": "", "locations": [{"city": ""}], "telecommuting": true}));
        assert_eq!((bare.places.len(), bare.is_remote), (0, true));
        assert!(bare.left_out.unwrap().contains("details=true"));
    }
}
