//! Greenhouse's job board: `{jobs: […], meta: {total}}`, texts with `?content=true`.
//!
//! HTML escaped once, pay in cents, words about the contract in `metadata` under names of the employer's own.
//! <https://developers.greenhouse.io/job-board.html>

use serde_json::Value;

use super::parts::unescaped;
use crate::imports::postings::json_value::{list, text, text_at};
use crate::imports::postings::source::{SourcePay, SourcePlace, SourcePosting};
use taxonomy::fold::fold;

pub fn posting(value: &Value) -> SourcePosting {
    let mut posting = SourcePosting {
        identifier: text(value, "id"),
        title: text(value, "title"),
        description: text(value, "content")
            .map(|content| if content.contains('<') { content } else { unescaped(&content) }),
        language: text(value, "language"),
        date_posted: text(value, "first_published").or_else(|| text(value, "updated_at")),
        date_modified: text(value, "updated_at"),
        valid_through: text(value, "application_deadline"),
        organization_name: text(value, "company_name"),
        places: places(value),
        pay: list(value, "pay_input_ranges").first().and_then(|range| pay(range)),
        apply_url: text(value, "absolute_url"),
        ..SourcePosting::default()
    };
    if list(value, "pay_input_ranges").len() > 1 {
        posting.notes.push("several ranges of pay: the first is taken".to_owned());
    }
    for field in list(value, "metadata") {
        let (Some(name), Some(said)) = (text(field, "name"), text(field, "value")) else { continue };
        let name = fold(&name);
        let is_about = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if is_about(&["contratt", "contract", "employment", "assunzione", "impiego", "durata"]) {
            posting.contract_words.push(said);
        } else if is_about(&["orario", "hours", "time type", "schedule"]) {
            posting.contract_words.push(said.clone());
            posting.work_hours.get_or_insert(said);
        } else if is_about(&["remot", "workplace", "modalita", "smart"]) {
            posting.workplace_words.push(said);
        } else if posting.pay.is_none() && is_about(&["retribuzione", "stipendio", "salary", "compensation", "ral"]) {
            posting.pay = SourcePay { words: Some(said), ..SourcePay::default() }.some();
        }
    }
    if posting.description.is_none() {
        posting.left_out =
            Some("no description: this list of Greenhouse has none, ask for it with ?content=true".to_owned());
    }
    posting
}

/// The place named, then offices elsewhere.
fn places(value: &Value) -> Vec<SourcePlace> {
    let named = text_at(value, &["location", "name"]);
    // One line may hold several, as Greenhouse's own editor writes them.
    let mut lines: Vec<String> =
        named.iter().flat_map(|line| line.split([';', '|'])).map(|line| line.trim().to_owned()).collect();
    lines.retain(|line| !line.is_empty());
    if lines.is_empty() {
        let offices = list(value, "offices");
        lines.extend(offices.iter().filter_map(|office| text(office, "location").or_else(|| text(office, "name"))));
    }
    lines.into_iter().map(SourcePlace::words).collect()
}

fn pay(range: &Value) -> Option<SourcePay> {
    let units = |name| {
        let cents = text(range, name)?.parse::<u64>().ok().filter(|cents| *cents > 0)?;
        Some(format!("{}.{:02}", cents / 100, cents % 100))
    };
    let blurb = text(range, "blurb");
    SourcePay {
        min: units("min_cents"),
        max: units("max_cents"),
        currency: text(range, "currency_type"),
        per: text(range, "title").or_else(|| blurb.clone()),
        words: blurb,
    }
    .some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_job_with_its_oddities_is_read() {
        let posting = posting(&json!({
            "id": 51_001_007, "title": " Tornitrice/tornitore ", "absolute_url": "https://jobs.example.org/51001007",
            "first_published": "2026-11-09T03:00:00-05:00", "updated_at": "2026-11-20T04:00:00-05:00",
            "application_deadline": null, "company_name": "Fonderia Aurora ", "language": "it",
            "content": "&lt;p&gt;Ricerca &amp;amp; sviluppo&lt;/p&gt;",
            "location": {"name": "Lecco, LC, Italia; Como"}, "offices": [{"name": "Lecco"}],
            "metadata": [{"name": "Tipologia contrattuale", "value": "Tempo determinato 12 mesi"}, {"name": "Orario", "value": null},
                {"name": "Modalità", "value": ["Ibrido"]}],
            "pay_input_ranges": [{"min_cents": 200_000, "max_cents": "240050", "currency_type": "EUR", "title": "Mensile", "blurb": ""}],
            "departments": [{}], "unknown": {"x": [1]},
        }));
        assert_eq!(posting.identifier.as_deref(), Some("51001007"));
        assert_eq!(posting.description.as_deref(), Some("<p>Ricerca &amp; sviluppo</p>"));
        assert_eq!(posting.places, [SourcePlace::words("Lecco, LC, Italia"), SourcePlace::words("Como")]);
        assert_eq!(posting.contract_words, ["Tempo determinato 12 mesi"]);
        assert_eq!(posting.workplace_words, ["Ibrido"]);
        let pay = posting.pay.unwrap();
        assert_eq!(
            (pay.min.as_deref(), pay.max.as_deref(), pay.per.as_deref()),
            (Some("2000.00"), Some("2400.50"), Some("Mensile"))
        );
        assert_eq!(posting.organization_name.as_deref(), Some("Fonderia Aurora"));
    }

    #[test]
    fn a_list_without_texts_says_how_to_get_them() {
        let posting =
            posting(&json!({"id": 1, "title": "A", "pay_input_ranges": [{"min_cents": 0}], "location": "Roma"}));
        assert!(posting.left_out.unwrap().contains("content=true"));
        assert_eq!(posting.pay, None);
    }
}
