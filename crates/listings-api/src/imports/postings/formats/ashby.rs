//! Ashby's job board: `{jobs: […], apiVersion}`, pay with `?includeCompensation=true`. The employer is not in the feed.
//! <https://developers.ashbyhq.com/docs/public-job-posting-api>

use serde_json::Value;

use crate::imports::postings::json_value::{first, is_false, is_true, list, text, text_at, texts};
use crate::imports::postings::source::{SourcePay, SourcePlace, SourcePosting};

pub fn posting(value: &Value) -> SourcePosting {
    SourcePosting {
        // The list has an id only since 2024; the address has it always.
        identifier: text(value, "id").or_else(|| text(value, "jobUrl")),
        title: text(value, "title"),
        description: text(value, "descriptionHtml").or_else(|| text(value, "descriptionPlain")),
        date_posted: text(value, "publishedAt").or_else(|| text(value, "publishedDate")),
        date_modified: text(value, "updatedAt"),
        // "FullTime" is two words to whoever reads words.
        contract_words: texts(value, "employmentType").iter().map(|word| spaced(word)).collect(),
        organization_name: text(value, "organizationName"),
        places: places(value),
        is_remote: is_true(value, "isRemote") && text(value, "workplaceType").is_none(),
        workplace_words: texts(value, "workplaceType").iter().map(|word| spaced(word)).collect(),
        pay: first(value, "compensation").and_then(pay),
        apply_url: text(value, "applyUrl").or_else(|| text(value, "jobUrl")),
        left_out: is_false(value, "isListed").then(|| "not listed: reachable by its address only".to_owned()),
        ..SourcePosting::default()
    }
}

fn places(value: &Value) -> Vec<SourcePlace> {
    let mut places = vec![place(value)];
    places.extend(list(value, "secondaryLocations").into_iter().map(place));
    places.retain(|place| !place.is_empty());
    places
}

fn place(value: &Value) -> SourcePlace {
    let in_address = |name| {
        let nested = text_at(value, &["address", "postalAddress", name]);
        nested.or_else(|| text_at(value, &["address", name]))
    };
    let words = text(value, "location").or_else(|| text(value, "locationName"));
    SourcePlace {
        locality: in_address("addressLocality").or(words),
        region: in_address("addressRegion"),
        postal_code: in_address("postalCode"),
        country: in_address("addressCountry"),
        street: None,
    }
}

fn pay(compensation: &Value) -> Option<SourcePay> {
    let tiers = list(compensation, "compensationTiers");
    let components = list(compensation, "summaryComponents")
        .into_iter()
        .chain(tiers.into_iter().flat_map(|tier| list(tier, "components")));
    let salary = components
        .into_iter()
        .find(|one| text(one, "compensationType").is_some_and(|kind| kind.eq_ignore_ascii_case("salary")));
    let empty = Value::Null;
    let salary = salary.unwrap_or(&empty);
    SourcePay {
        min: text(salary, "minValue"),
        max: text(salary, "maxValue"),
        currency: text(salary, "currencyCode"),
        // "1 YEAR"
        per: text(salary, "interval").map(|interval| interval.trim_start_matches("1 ").to_owned()),
        words: text(compensation, "scrapeableCompensationSalarySummary")
            .or_else(|| text(compensation, "compensationTierSummary")),
    }
    .some()
}

fn spaced(word: &str) -> String {
    let mut spaced = String::new();
    for c in word.chars() {
        if c.is_uppercase() && spaced.ends_with(char::is_lowercase) {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_job_with_its_oddities_is_read() {
        let posting = posting(&json!({
            "id": "a-1", "title": "Data analyst", "location": "Sede di Torino", "isListed": true, "isRemote": true,
            "workplaceType": "Hybrid", "employmentType": "FullTime", "publishedAt": "2026-11-10T09:00:00.000+00:00",
            "descriptionHtml": "<p>Testo.</p>", "descriptionPlain": "Testo.", "jobUrl": "https://jobs.example/a-1",
            "address": {"postalAddress": {"addressLocality": "Torino", "addressRegion": "Piemonte", "addressCountry": "Italy"}},
            "secondaryLocations": [{"location": "Asti", "address": {"addressLocality": "Asti", "addressCountry": "Italy"}}],
            "compensation": {"scrapeableCompensationSalarySummary": "€30K - €35K", "summaryComponents": [
                {"compensationType": "EquityPercentage"}, {"compensationType": "Salary", "interval": "1 YEAR", "currencyCode": "EUR", "minValue": 30000, "maxValue": "35000"}]},
        }));
        assert_eq!(posting.contract_words, ["Full Time"]);
        assert!(!posting.is_remote);
        assert_eq!(posting.places.iter().filter_map(|p| p.locality.as_deref()).collect::<Vec<_>>(), ["Torino", "Asti"]);
        let pay = posting.pay.unwrap();
        assert_eq!(
            (pay.min.as_deref(), pay.max.as_deref(), pay.per.as_deref()),
            (Some("30000"), Some("35000"), Some("YEAR"))
        );
    }

    #[test]
    fn unlisted_jobs_are_left_out_and_odd_types_harm_nothing() {
        let posting = posting(
            &json!({"title": "A", "isListed": "false", "compensation": [], "secondaryLocations": [7], "address": "x"}),
        );
        assert!(posting.left_out.is_some());
        assert_eq!((posting.places.len(), posting.pay), (0, None));
    }
}
