//! SmartRecruiters' postings: `{content: […], totalFound}`. The list has no texts: `jobAd` is in the answer for one posting, or
//! where whoever fetched has put it. Words about contract and pay may be in fields of the employer's own.
//! <https://developers.smartrecruiters.com/docs/posting-api>

use serde_json::Value;

use super::parts::Parts;
use crate::imports::postings::json_value::{first, is_false, is_true, list, text, text_at};
use crate::imports::postings::source::{SourcePay, SourcePlace, SourcePosting};
use taxonomy::fold::fold;

const SECTIONS: [(&str, &str); 4] = [
    ("companyDescription", "L'azienda"),
    ("jobDescription", "Il lavoro"),
    ("qualifications", "Requisiti"),
    ("additionalInformation", "Altre informazioni"),
];

/// What SmartRecruiters puts where the employer wrote no heading.
const ENGLISH: [&str; 4] = ["company description", "job description", "qualifications", "additional information"];

pub fn posting(value: &Value) -> SourcePosting {
    let sections = first(value, "jobAd").and_then(|ad| first(ad, "sections"));
    let mut parts = Parts::default();
    for (name, in_italian) in SECTIONS {
        let Some(section) = sections.and_then(|sections| first(sections, name)) else { continue };
        let title = text(section, "title").filter(|title| !ENGLISH.contains(&fold(title).as_str()));
        parts.add(Some(title.as_deref().unwrap_or(in_italian)), text(section, "text").as_deref());
    }
    let visibility = text(value, "visibility").unwrap_or_default();
    let location = first(value, "location");
    let mut posting = SourcePosting {
        identifier: text(value, "id").or_else(|| text(value, "uuid")),
        title: text(value, "name"),
        description: parts.finish(),
        language: text_at(value, &["language", "code"]),
        date_posted: text(value, "releasedDate").or_else(|| text(value, "createdOn")),
        date_modified: text(value, "updatedOn"),
        contract_words: text_at(value, &["typeOfEmployment", "label"]).into_iter().collect(),
        organization_name: text_at(value, &["company", "name"]),
        industry: None,
        places: location.map(place).filter(|place| !place.is_empty()).into_iter().collect(),
        is_remote: location.is_some_and(|location| is_true(location, "remote")),
        is_hybrid: location.is_some_and(|location| is_true(location, "hybrid")),
        pay: first(value, "compensation").and_then(pay),
        apply_url: text(value, "applyUrl").or_else(|| text(value, "postingUrl")),
        ..SourcePosting::default()
    };
    for field in list(value, "customField") {
        let (Some(label), Some(said)) = (text(field, "fieldLabel"), text(field, "valueLabel")) else { continue };
        let label = fold(&label);
        let is_about = |words: &[&str]| words.iter().any(|word| label.contains(word));
        if is_about(&["durata", "contratt", "contract", "employment type", "orario", "tempo"]) {
            posting.contract_words.push(said);
        } else if posting.pay.is_none()
            && is_about(&["retribuzione", "stipendio", "salar", "compenso", "compensation", "ral"])
        {
            posting.pay = SourcePay { words: Some(said), ..SourcePay::default() }.some();
        } else if is_about(&["remot", "smart working", "workplace"]) {
            posting.workplace_words.push(said);
        }
    }
    posting.left_out = if !visibility.is_empty() && !visibility.eq_ignore_ascii_case("public") {
        Some(format!("not for the public: its visibility is {visibility}"))
    } else if is_false(value, "active") {
        Some("not active".to_owned())
    } else if posting.description.is_none() {
        Some("no description: the list of SmartRecruiters has none, only the answer for one posting (jobAd)".to_owned())
    } else {
        None
    };
    posting
}

fn place(location: &Value) -> SourcePlace {
    let city = text(location, "city");
    let line = city.is_none().then(|| text(location, "fullLocation")).flatten();
    SourcePlace {
        locality: city.or(line),
        region: text(location, "region"),
        postal_code: text(location, "postalCode"),
        country: text(location, "country"),
        street: text(location, "address"),
    }
}

fn pay(value: &Value) -> Option<SourcePay> {
    SourcePay {
        min: text(value, "min"),
        max: text(value, "max"),
        currency: text(value, "currency"),
        per: text(value, "period").or_else(|| text(value, "salaryPeriod")),
        words: None,
    }
    .some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sections_keep_headings_but_not_the_english_ones() {
        let posting = posting(&json!({
            "id": "743", "name": "Barista", "company": {"name": "Bar Sole"}, "releasedDate": "2026-11-10T15:11:28.000Z",
            "location": {"city": "", "region": "", "country": "it", "fullLocation": "Imola, BO, Italia", "remote": false, "hybrid": true},
            "department": {}, "typeOfEmployment": {"id": "permanent", "label": "Full-time"}, "visibility": "PUBLIC",
            "customField": [{"fieldLabel": "Durata", "valueLabel": "Stagionale"}, {"fieldLabel": "RAL", "valueLabel": "24.000 €"}],
            "jobAd": {"sections": {
                "companyDescription": {"title": "Company Description", "text": ""},
                "jobDescription": {"title": "Job Description", "text": "<p>Caffè.</p>"},
                "qualifications": {"title": "Cosa serve", "text": "Voglia."}}},
        }));
        assert_eq!(
            posting.description.as_deref(),
            Some("<p><strong>Il lavoro</strong></p><p>Caffè.</p><p><strong>Cosa serve</strong></p><p>Voglia.</p>")
        );
        assert_eq!(posting.contract_words, ["Full-time", "Stagionale"]);
        assert_eq!(posting.pay.unwrap().words.as_deref(), Some("24.000 €"));
        assert_eq!((posting.places[0].locality.as_deref(), posting.is_hybrid), (Some("Imola, BO, Italia"), true));
        assert_eq!(posting.left_out, None);
    }

    #[test]
    fn internal_postings_and_those_without_a_text_say_why() {
        assert!(posting(&json!({"id": "1", "visibility": "INTERNAL"})).left_out.unwrap().contains("INTERNAL"));
        assert!(posting(&json!({"id": "1", "visibility": "PUBLIC"})).left_out.unwrap().contains("jobAd"));
    }
}
