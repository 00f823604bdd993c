//! schema.org `JobPosting` as JSON-LD, the way real sites write it: one value where a list may stand, text where an
//! object may stand, and the other way round.

use contract::Requirement;
use serde_json::{Map, Value};

use super::parts::Parts;
use crate::imports::postings::json_value::{first, is_true, list, plain, text, texts};
use crate::imports::postings::source::{SourcePay, SourcePlace, SourcePosting};

/// The offers of a record in the words of its source: it may be one itself, or have them inside (a list, a page's main
/// entity). What stands beside the offers in a graph (the site, a breadcrumb) has none and is no error.
pub fn postings(value: &Value) -> Vec<Result<SourcePosting, String>> {
    let value = &*with_plain_names(value);
    if is_posting(value) {
        return vec![Ok(posting(value))];
    }
    let mut inside = Vec::new();
    find(value, &mut inside);
    if inside.is_empty() && list(value, "@type").is_empty() {
        return vec![Ok(posting(value))];
    }
    inside.into_iter().map(|value| Ok(posting(value))).collect()
}

fn is_posting(value: &Value) -> bool {
    texts(value, "@type").iter().any(|kind| local_name(kind) == "JobPosting")
}

fn find<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(_) if is_posting(value) => found.push(value),
        Value::Object(object) => object.values().for_each(|value| find(value, found)),
        Value::Array(items) => items.iter().for_each(|value| find(value, found)),
        _ => {}
    }
}

/// "Identifier", "schema:title" and "https://schema.org/title" are the names without.
fn with_plain_names(value: &Value) -> std::borrow::Cow<'_, Value> {
    let is_plain = |name: &String| {
        name.starts_with(|c: char| c.is_lowercase() || c == '@')
            && !name.starts_with("schema:")
            && !name.starts_with("http")
    };
    if value.as_object().is_none_or(|object| object.keys().all(is_plain)) {
        return std::borrow::Cow::Borrowed(value);
    }
    std::borrow::Cow::Owned(renamed(value))
}

fn renamed(value: &Value) -> Value {
    let plain = |name: &str| {
        let name = name.strip_prefix("schema:").unwrap_or(name);
        let name = if name.starts_with("http") { local_name(name) } else { name };
        let mut letters = name.chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    };
    match value {
        Value::Object(object) => {
            let fields = object.iter().map(|(name, value)| (plain(name), renamed(value)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.iter().map(renamed).collect()),
        value => value.clone(),
    }
}

/// "JobPosting" of "https://schema.org/JobPosting" and "schema:JobPosting".
fn local_name(name: &str) -> &str {
    name.rsplit(['/', ':', '#']).next().unwrap_or_default()
}

pub fn posting(value: &Value) -> SourcePosting {
    let identifier = first(value, "identifier");
    let organization = first(value, "hiringOrganization");
    let agency = first(value, "bacheca:postingAgency");
    let agreement = first(value, "bacheca:collectiveAgreement");
    let in_agency = |name| agency.and_then(|agency| text(agency, name));
    let in_agreement = |name| agreement.and_then(|agreement| text(agreement, name));
    let is_confidential =
        organization.and_then(Value::as_str).is_some_and(|name| name.eq_ignore_ascii_case("confidential"));
    let organization = organization.filter(|_| !is_confidential);
    SourcePosting {
        identifier: identifier.and_then(|id| text(id, "value").or_else(|| plain(id))),
        issuer: identifier.and_then(|identifier| text(identifier, "name")),
        title: text(value, "title").or_else(|| text(value, "name")),
        description: description(value),
        language: text(value, "inLanguage"),
        date_posted: text(value, "datePosted"),
        date_modified: text(value, "dateModified"),
        valid_through: text(value, "validThrough"),
        job_start_date: text(value, "jobStartDate"),
        employment_types: split(texts(value, "employmentType")),
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
        is_confidential,
        places: list(value, "jobLocation").into_iter().flat_map(places).collect(),
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
        ..SourcePosting::default()
    }
}

/// Sites put parts of the text into fields of their own.
fn description(value: &Value) -> Option<String> {
    let main = text(value, "description");
    let mut parts = Parts::default();
    parts.add(None, main.as_deref());
    let mut names = vec![("responsibilities", "Mansioni")];
    // Ours say the same in their own list.
    if list(value, "bacheca:requirements").is_empty() {
        names.extend([
            ("qualifications", "Requisiti"),
            ("experienceRequirements", "Esperienza"),
            ("skills", "Competenze"),
        ]);
    }
    let mut has_more = false;
    for (name, heading) in names {
        let told = texts(value, name).join("\n");
        has_more |= !told.is_empty();
        parts.add(Some(heading), Some(&told));
    }
    if has_more { parts.finish() } else { main }
}

/// "PART_TIME,TEMPORARY" in one text are two.
fn split(texts: Vec<String>) -> Vec<String> {
    let words = texts.iter().flat_map(|text| text.split(',')).map(str::trim);
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A `Place` with an address in fields or as text, or text in its place.
fn places(location: &Value) -> Vec<SourcePlace> {
    let addresses = list(location, "address");
    let addresses = if addresses.is_empty() { vec![location] } else { addresses };
    let place = |address: &Value| SourcePlace {
        locality: named(address, "addressLocality").or_else(|| plain(address)).or_else(|| text(location, "name")),
        region: named(address, "addressRegion"),
        postal_code: text(address, "postalCode"),
        country: named(address, "addressCountry"),
        street: text(address, "streetAddress"),
    };
    addresses.into_iter().map(place).filter(|place| !place.is_empty()).collect()
}

/// A number, a `MonetaryAmount` with a number or a `QuantitativeValue`, or a `PriceSpecification`-like object; or free words in
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
        words: None,
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

/// Text, or the name (or code) of a `DefinedTerm` or `Occupation`.
fn named(value: &Value, name: &str) -> Option<String> {
    let value = first(value, name)?;
    plain(value).or_else(|| text(value, "name")).or_else(|| text(value, "termCode"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(json: &str) -> Vec<SourcePosting> {
        postings(&serde_json::from_str(json).unwrap()).into_iter().map(Result::unwrap).collect()
    }

    fn one(json: &str) -> SourcePosting {
        all(json).remove(0)
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
        assert_eq!(posting.locality(), Some("Torino"));
        assert_eq!(posting.occupation.as_deref(), Some("Cassiere"));
        assert_eq!(posting.pay.unwrap().min.as_deref(), Some("1500"));
        let amount = one(r#"{"baseSalary": {"currency": "EUR", "value": 9.125, "unitText": "HOUR"}}"#).pay.unwrap();
        assert_eq!((amount.min.as_deref(), amount.per.as_deref()), (Some("9.12"), Some("HOUR")));
        let range =
            one(r#"{"baseSalary": {"value": {"minValue": 1, "maxValue": "2", "unitText": "MONTH"}}}"#).pay.unwrap();
        assert_eq!((range.min.as_deref(), range.max.as_deref()), (Some("1"), Some("2")));
        let place = one(r#"{"jobLocation": {"address": {"addressLocality": "Roma", "postalCode": "00121"}}}"#);
        assert_eq!((place.locality(), place.places[0].postal_code.as_deref()), (Some("Roma"), Some("00121")));
        assert_eq!(one(r#"{"jobLocation": "Roma"}"#).locality(), Some("Roma"));
        assert_eq!(one(r#"{"hiringOrganization": "confidential"}"#).organization_name, None);
    }

    #[test]
    fn offers_inside_of_other_types_are_found() {
        let titles = |json: &str| all(json).into_iter().filter_map(|posting| posting.title).collect::<Vec<_>>();
        assert_eq!(titles(r#"{"@type": "WebPage", "mainEntity": {"@type": "JobPosting", "title": "A"}}"#), ["A"]);
        assert_eq!(
            titles(
                r#"{"@context": "x", "@graph": [{"@type": "ItemList", "itemListElement": [{"item": {"@type": "schema:JobPosting", "title": "A"}},
                {"item": {"@type": ["JobPosting"], "title": "B"}}]}]}"#
            ),
            ["A", "B"]
        );
        assert_eq!(titles(r#"{"@type": "Organization", "name": "X"}"#), Vec::<String>::new());
        let odd = one(
            r#"{"@type": "https://schema.org/JobPosting", "Identifier": "7", "schema:title": "A", "http://schema.org/url": "https://x.example"}"#,
        );
        assert_eq!(
            (odd.identifier.as_deref(), odd.title.as_deref(), odd.apply_url.as_deref()),
            (Some("7"), Some("A"), Some("https://x.example"))
        );
    }

    #[test]
    fn parts_places_and_words_are_kept() {
        let posting = one(
            r#"{"title": "A", "description": "Uno.", "responsibilities": "<ul><li>Due</li></ul>", "qualifications": null,
            "employmentType": "PART_TIME,TEMPORARY", "baseSalary": {"value": {"value": "1.200€/mese x14"}},
            "jobLocation": [{"address": {"addressLocality": "Mestre", "addressCountry": {"@type": "Country", "name": ["Italia", "Italy"]}}}, {"address": "Noale (VE)"}]}"#,
        );
        assert_eq!(
            posting.description.as_deref(),
            Some("<p>Uno.</p><p><strong>Mansioni</strong></p><ul><li>Due</li></ul>")
        );
        assert_eq!(posting.employment_types, ["PART_TIME", "TEMPORARY"]);
        assert_eq!(
            (posting.places[0].country.as_deref(), posting.places[1].locality.as_deref()),
            (Some("Italia"), Some("Noale (VE)"))
        );
        let pay = posting.pay.unwrap();
        assert_eq!((pay.min.as_deref(), pay.max.as_deref()), (Some("1.200€/mese x14"), Some("1.200€/mese x14")));
        let vendor =
            one(r#"{"baseSalary": {"min": 1350, "max": 1480, "currency": "EUR", "interval": "per-month-salary"}}"#);
        let vendor = vendor.pay.unwrap();
        assert_eq!((vendor.min.as_deref(), vendor.per.as_deref()), (Some("1350"), Some("per-month-salary")));
        let cents = one(r#"{"baseSalary": {"min_cents": 2600050, "currency_type": "EUR"}}"#).pay.unwrap();
        assert_eq!((cents.min.as_deref(), cents.max), (Some("26000.50"), None));
    }
}
