//! Recruitee's careers site: `{offers: […]}`. Figures are text, dates end in "UTC", texts are there once per language too.
//! <https://docs.recruitee.com/reference/offers>

use serde_json::Value;

use super::parts::Parts;
use crate::imports::postings::json_value::{first, is_true, list, text, text_at, texts};
use crate::imports::postings::source::{SourcePay, SourcePlace, SourcePosting};

pub fn posting(value: &Value) -> SourcePosting {
    let in_italian = value.get("translations").and_then(|languages| languages.get("it"));
    // The main text may be the one of another language.
    let said = |name| in_italian.and_then(|italian| text(italian, name)).or_else(|| text(value, name));
    let mut parts = Parts::default();
    parts.add(None, said("description").as_deref());
    parts.add(None, said("requirements").as_deref());
    let status = text(value, "status").unwrap_or_default().to_lowercase();
    let (is_remote, is_hybrid) = (is_true(value, "remote"), is_true(value, "hybrid"));
    SourcePosting {
        identifier: text(value, "id"),
        title: said("title"),
        description: parts.finish(),
        language: in_italian.map(|_| "it".to_owned()).or_else(|| text(value, "lang")),
        date_posted: text(value, "published_at").or_else(|| text(value, "created_at")),
        date_modified: text(value, "updated_at"),
        valid_through: text(value, "close_at"),
        contract_words: texts(value, "employment_type_code").iter().map(|code| code.replace('_', " ")).collect(),
        work_hours: hours(value),
        organization_name: text(value, "company_name"),
        places: places(value),
        is_remote,
        is_hybrid: is_hybrid || is_remote && is_true(value, "on_site"),
        pay: first(value, "salary").and_then(pay),
        apply_url: text(value, "careers_apply_url").or_else(|| text(value, "careers_url")),
        left_out: match status.as_str() {
            "" | "published" => None,
            _ => Some(format!("not published: its status is \"{status}\"")),
        },
        ..SourcePosting::default()
    }
}

fn places(value: &Value) -> Vec<SourcePlace> {
    let place = |place: &Value, region: [&str; 2]| SourcePlace {
        locality: text(place, "city"),
        region: text(place, region[0]).or_else(|| text(place, region[1])),
        postal_code: text(place, "postal_code"),
        country: text(place, "country_code").or_else(|| text(place, "country")),
        street: text(place, "street"),
    };
    let mut places: Vec<_> =
        list(value, "locations").into_iter().map(|one| place(one, ["state_code", "state"])).collect();
    places.retain(|place| !place.is_empty());
    if places.is_empty() {
        let main = place(value, ["state_code", "state_name"]);
        if !main.is_empty() {
            places.push(main);
        } else if let Some(line) = text(value, "location") {
            places.push(SourcePlace { country: text(value, "country_code"), ..SourcePlace::words(line) });
        }
    }
    places
}

fn pay(salary: &Value) -> Option<SourcePay> {
    SourcePay {
        min: text(salary, "min"),
        max: text(salary, "max"),
        currency: text(salary, "currency"),
        per: text(salary, "period"),
        words: None,
    }
    .some()
}

/// "24 ore", "20–24 ore" a week.
fn hours(value: &Value) -> Option<String> {
    let figure = |names: [&str; 2]| {
        names.iter().find_map(|name| text_at(value, &[name])?.parse::<f64>().ok()).filter(|hours| *hours > 0.0)
    };
    let (min, max) = (figure(["min_hours", "min_hours_per_week"]), figure(["max_hours", "max_hours_per_week"]));
    match (min, max) {
        (Some(min), Some(max)) if (min - max).abs() > 0.01 => Some(format!("{min}–{max} ore")),
        (min, max) => min.or(max).map(|hours| format!("{hours} ore")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_italian_text_is_taken_and_figures_may_be_text() {
        let posting = posting(&json!({
            "id": 9, "title": "Baker", "description": "<p>English.</p>", "requirements": "", "status": "published",
            "translations": {"it": {"title": "Fornaia/o", "description": "<p>Forno.</p>", "requirements": "<p>Serve.</p>"}, "en": {}},
            "published_at": "2026-11-18 23:40:00 UTC", "close_at": null, "employment_type_code": "parttime_fixed_term",
            "min_hours": 20, "max_hours_per_week": "24", "remote": false, "hybrid": "true",
            "salary": {"min": "", "max": "24500", "period": "year", "currency": "EUR"},
            "locations": [{"city": "Acqui Terme", "state_code": "AL", "state": "Alessandria", "country_code": "IT", "postal_code": "15011"}, {"city": ""}],
        }));
        assert_eq!(posting.title.as_deref(), Some("Fornaia/o"));
        assert_eq!(posting.description.as_deref(), Some("<p>Forno.</p><p>Serve.</p>"));
        assert_eq!(posting.date_posted.as_deref(), Some("2026-11-18 23:40:00 UTC"));
        assert_eq!(
            (posting.contract_words[0].as_str(), posting.work_hours.as_deref()),
            ("parttime fixed term", Some("20–24 ore"))
        );
        assert_eq!((posting.is_hybrid, posting.places.len()), (true, 1));
        let pay = posting.pay.unwrap();
        assert_eq!((pay.min, pay.max.as_deref()), (None, Some("24500")));
    }

    #[test]
    fn no_pay_is_no_pay_and_what_is_closed_is_left_out() {
        let posting = posting(
            &json!({"id": 1, "status": "closed", "salary": {"min": "", "max": null, "currency": "EUR"}, "min_hours": "None"}),
        );
        assert_eq!((posting.pay, posting.work_hours), (None, None));
        assert!(posting.left_out.unwrap().contains("closed"));
    }
}
