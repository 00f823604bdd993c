//! schema.org `JobPosting` as JSON-LD, the way real sites write it: one value where a list may stand, text where an
//! object may stand, and the other way round.

use contract::Requirement;
use serde_json::Value;
use serde_json::value::RawValue;

use super::source::{SourcePay, SourcePosting};

/// Whether a line is a whole object: the first line of a file decides if it is one object per line.
pub fn is_object(line: &str) -> bool {
    line.trim_start().starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok()
}

/// A record in the words of its source, or why it could not be read. `None` for what stands beside the offers in a
/// graph (the site, a breadcrumb): not an error.
pub fn record(json: &str) -> Option<Result<SourcePosting, String>> {
    match serde_json::from_str::<Value>(json) {
        Err(error) => Some(Err(format!("not JSON: {error}"))),
        Ok(value) if !value.is_object() => Some(Err("not an object".to_owned())),
        Ok(value) => {
            let types = texts(&value, "@type");
            let is_other = !types.is_empty() && !types.iter().any(|kind| local_name(kind) == "JobPosting");
            (!is_other).then(|| Ok(posting(&value)))
        }
    }
}

/// "JobPosting" of "https://schema.org/JobPosting" and "schema:JobPosting".
fn local_name(name: &str) -> &str {
    name.rsplit(['/', ':', '#']).next().unwrap_or_default()
}

fn posting(value: &Value) -> SourcePosting {
    let identifier = first(value, "identifier");
    let organization = first(value, "hiringOrganization");
    let agency = first(value, "bacheca:postingAgency");
    let location = first(value, "jobLocation");
    let address =
        location.and_then(|location| first(location, "address").or_else(|| location.is_string().then_some(location)));
    let agreement = first(value, "bacheca:collectiveAgreement");
    let in_address = |name| address.and_then(|address| text(address, name));
    let in_agency = |name| agency.and_then(|agency| text(agency, name));
    let in_agreement = |name| agreement.and_then(|agreement| text(agreement, name));
    let is_confidential =
        organization.and_then(Value::as_str).is_some_and(|name| name.eq_ignore_ascii_case("confidential"));
    let organization = organization.filter(|_| !is_confidential);
    SourcePosting {
        identifier: identifier.and_then(|id| text(id, "value").or_else(|| plain(id))),
        issuer: identifier.and_then(|identifier| text(identifier, "name")),
        title: text(value, "title").or_else(|| text(value, "name")),
        description: text(value, "description"),
        date_posted: text(value, "datePosted"),
        date_modified: text(value, "dateModified"),
        valid_through: text(value, "validThrough"),
        job_start_date: text(value, "jobStartDate"),
        employment_types: texts(value, "employmentType"),
        contract_term: text(value, "bacheca:contractTerm"),
        contract_months: text(value, "bacheca:contractMonths"),
        shifts: texts(value, "bacheca:shift"),
        work_hours: text(value, "workHours"),
        organization_name: organization
            .and_then(|organization| text(organization, "name").or_else(|| plain(organization))),
        organization_url: organization
            .and_then(|organization| text(organization, "sameAs").or_else(|| text(organization, "url"))),
        agency_name: agency.and_then(|agency| text(agency, "name").or_else(|| plain(agency))),
        agency_authorisation_number: in_agency("authorisation"),
        agency_privacy_url: in_agency("privacyUrl"),
        industry: named(value, "industry"),
        occupation: named(value, "relevantOccupation"),
        locality: in_address("addressLocality").or_else(|| address.and_then(plain)),
        region: in_address("addressRegion"),
        postal_code: in_address("postalCode"),
        country: address.and_then(|address| named(address, "addressCountry")),
        is_remote: texts(value, "jobLocationType").iter().any(|kind| kind.eq_ignore_ascii_case("telecommute")),
        is_hybrid: is_true(value, "bacheca:hybrid"),
        pay: first(value, "baseSalary").map(pay),
        agreement_name: agreement.and_then(|agreement| text(agreement, "name").or_else(|| plain(agreement))),
        agreement_level: in_agreement("level"),
        agreement_instalments: in_agreement("instalments"),
        total_job_openings: text(value, "totalJobOpenings"),
        requirements: requirements(value),
        driving_licence: text(value, "bacheca:drivingLicence"),
        needs_own_car: is_true(value, "bacheca:ownCar"),
        job_benefits: texts(value, "jobBenefits"),
        apply_url: text(value, "url"),
        status: text(value, "bacheca:status"),
    }
}

/// A number, a `MonetaryAmount` with a number or a `QuantitativeValue`, or an object with the names that vendors use.
fn pay(pay: &Value) -> SourcePay {
    let value = first(pay, "value").unwrap_or(pay);
    let of = |names: &[&str]| names.iter().find_map(|name| text(value, name).or_else(|| text(pay, name)));
    let cents = |name: &str| {
        of(&[name])
            .and_then(|cents| cents.parse::<u64>().ok())
            .map(|cents| format!("{}.{:02}", cents / 100, cents % 100))
    };
    let single = plain(value).or_else(|| of(&["value", "amount", "text"]));
    let min = of(&["minValue", "min", "minimum", "from", "minAmount"]).or_else(|| cents("min_cents"));
    let max = of(&["maxValue", "max", "maximum", "to", "maxAmount"]).or_else(|| cents("max_cents"));
    SourcePay {
        min: min.or_else(|| single.clone()),
        max: max.or(single),
        currency: of(&["currency", "currencyCode", "salaryCurrency", "currency_type"]),
        per: of(&["unitText", "unitCode", "period", "interval", "frequency", "unit"]),
    }
}

fn requirements(value: &Value) -> Vec<Requirement> {
    let own = list(value, "bacheca:requirements").into_iter().filter_map(|requirement| {
        let text = text(requirement, "text").or_else(|| plain(requirement))?;
        Some(Requirement {
            text,
            is_necessary: requirement.get("necessary").is_none_or(|necessary| necessary != false),
        })
    });
    own.collect()
}

/// The first of a list, or the one value itself; null counts as absent.
fn first<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    list(value, name).into_iter().next()
}

fn list<'a>(value: &'a Value, name: &str) -> Vec<&'a Value> {
    match value.get(name) {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().filter(|value| !value.is_null()).collect(),
        Some(value) => vec![value],
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    first(value, name).and_then(plain)
}

fn texts(value: &Value, name: &str) -> Vec<String> {
    list(value, name).into_iter().filter_map(plain).collect()
}

/// Text, or the name (or code) of a `DefinedTerm` or `Occupation`.
fn named(value: &Value, name: &str) -> Option<String> {
    let value = first(value, name)?;
    plain(value).or_else(|| text(value, "name")).or_else(|| text(value, "termCode"))
}

/// What is text or number, trimmed; blank counts as absent. JSON-LD may wrap a literal as `{"@value": …}`.
fn plain(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        // Cents are the last thing that counts, and "9.125" must not read as nine thousand.
        Value::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => format!("{value:.2}"),
            _ => number.to_string(),
        },
        Value::Object(object) => return object.get("@value").and_then(plain),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn is_true(value: &Value, name: &str) -> bool {
    first(value, name)
        .is_some_and(|value| *value == true || value.as_str().is_some_and(|text| text.eq_ignore_ascii_case("true")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(json: &str) -> SourcePosting {
        record(json).unwrap().unwrap()
    }

    #[test]
    fn real_world_forms_are_understood() {
        let posting = one(r#"{"@type": ["JobPosting"], "title": "A", "identifier": 17, "employmentType": "FULL_TIME",
                "hiringOrganization": "ACME", "jobLocation": [{"address": "Torino"}, {"address": "Milano"}],
                "baseSalary": 1500, "relevantOccupation": {"@type": "Occupation", "name": "Cassiere"},
                "description": {"@value": "x"}, "jobBenefits": null}"#);
        assert_eq!(posting.identifier.as_deref(), Some("17"));
        assert_eq!(posting.employment_types, ["FULL_TIME"]);
        assert_eq!(posting.organization_name.as_deref(), Some("ACME"));
        assert_eq!(posting.locality.as_deref(), Some("Torino"));
        assert_eq!(posting.occupation.as_deref(), Some("Cassiere"));
        assert_eq!(posting.pay.unwrap().min.as_deref(), Some("1500"));
        let amount = one(r#"{"baseSalary": {"currency": "EUR", "value": 9.125, "unitText": "HOUR"}}"#).pay.unwrap();
        assert_eq!((amount.min.as_deref(), amount.per.as_deref()), (Some("9.12"), Some("HOUR")));
        let range =
            one(r#"{"baseSalary": {"value": {"minValue": 1, "maxValue": "2", "unitText": "MONTH"}}}"#).pay.unwrap();
        assert_eq!((range.min.as_deref(), range.max.as_deref()), (Some("1"), Some("2")));
        let vendor =
            one(r#"{"baseSalary": {"min": 1350, "max": 1480, "currency": "EUR", "interval": "per-month-salary"}}"#)
                .pay
                .unwrap();
        assert_eq!((vendor.min.as_deref(), vendor.per.as_deref()), (Some("1350"), Some("per-month-salary")));
        let cents = one(r#"{"baseSalary": {"min_cents": 2600050, "currency_type": "EUR"}}"#).pay.unwrap();
        assert_eq!((cents.min.as_deref(), cents.max), (Some("26000.50"), None));
        let place = one(r#"{"jobLocation": {"address": {"addressLocality": "Roma", "postalCode": "00121"}}}"#);
        assert_eq!((place.locality.as_deref(), place.postal_code.as_deref()), (Some("Roma"), Some("00121")));
        assert_eq!(one(r#"{"jobLocation": "Roma"}"#).locality.as_deref(), Some("Roma"));
        assert_eq!(one(r#"{"hiringOrganization": "confidential"}"#).organization_name, None);
    }
}
