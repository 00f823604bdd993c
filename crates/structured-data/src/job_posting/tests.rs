//! The rules are those of Google's documentation of job postings, November 2026.

use chrono::DateTime;
use contract::{ContractTerm, HiringOrganization, Industry, Occupation, Place, PostingAgency, Requirement};

use super::*;

fn site() -> Site {
    Site { origin: "https://b.example".into(), api_origin: "https://b.example".into() }
}

fn lodi() -> Place {
    Place {
        slug: "lodi-lo".into(),
        name: "Lodi".into(),
        province: "LO".into(),
        region: "Lombardia".into(),
        postal_codes: vec!["26900".into()],
        latitude: None,
        longitude: None,
    }
}

fn offer(change: impl FnOnce(&mut JobPosting)) -> JobPosting {
    let at = |text| DateTime::parse_from_rfc3339(text).unwrap();
    let mut offer = JobPosting {
        summary: JobPostingSummary {
            id: "mzxw6ytboi2a".into(),
            title: "Magazziniera o magazziniere".into(),
            status: JobPostingStatus::Open,
            hiring_organization: Some(HiringOrganization {
                name: "Officine Lambro S.r.l.".into(),
                url: Some("https://lambro.example".into()),
            }),
            posting_agency: None,
            industry: Some(Industry { slug: "logistica".into(), label: "Logistica".into() }),
            occupation: Some(Occupation {
                slug: "magazziniere".into(),
                preferred_label: "Magazziniere".into(),
                esco_uri: None,
            }),
            job_location: Some(JobLocation { label: "Lodi (LO)".into(), postal_code: None, place: Some(lodi()) }),
            workplace_type: WorkplaceType::OnSite,
            distance_km: None,
            base_salary: Some(BaseSalary {
                min_minor: Some(950),
                max_minor: Some(1005),
                currency: "EUR".into(),
                per: SalaryPeriod::Hour,
            }),
            collective_agreement: None,
            employment_type: Some(EmploymentType::PartTime),
            contract_term: Some(ContractTerm { kind: ContractTermKind::FixedTerm, months: Some(6) }),
            shifts: Vec::new(),
            work_hours: Some("24 ore, 9–13".into()),
            total_job_openings: 2,
            date_posted: at("2026-11-20T00:00:00+01:00"),
            valid_through: Some(at("2026-12-11T23:59:59+01:00")),
            excerpt: String::new(),
            requirements: vec![
                Requirement { text: "Patentino <muletto> & esperienza".into(), is_necessary: true },
                Requirement { text: "Inglese".into(), is_necessary: false },
            ],
            driving_licence: None,
            needs_own_car: false,
        },
        description_html: "<p>Cerchiamo due persone.</p>".into(),
        job_benefits: vec!["Buoni pasto".into(), "Navetta".into()],
        job_start_date: Some("2027-01-07".parse().unwrap()),
        date_modified: at("2026-11-20T00:00:00+01:00"),
        reference: Some("MAG-7".into()),
        apply_url: None,
        similar: Vec::new(),
    };
    change(&mut offer);
    offer
}

fn written(change: impl FnOnce(&mut JobPosting)) -> Value {
    job_posting(&offer(change), &site()).unwrap()
}

#[test]
fn a_whole_offer() {
    let expected = json!({
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Magazziniera o magazziniere",
        "description": "<p>Cerchiamo due persone.</p>\
            <p>Requisiti necessari</p><ul><li>Patentino &lt;muletto&gt; &amp; esperienza</li></ul>\
            <p>Requisiti preferiti</p><ul><li>Inglese</li></ul>\
            <p>In più</p><ul><li>Buoni pasto</li><li>Navetta</li></ul><p>Orario</p><ul><li>24 ore, 9–13</li></ul>",
        "identifier": {"@type": "PropertyValue", "name": "Officine Lambro S.r.l.", "value": "MAG-7"},
        "url": "https://b.example/offerte/mzxw6ytboi2a",
        "datePosted": "2026-11-20T00:00:00+01:00",
        "validThrough": "2026-12-11T23:59:59+01:00",
        "hiringOrganization": {
            "@type": "Organization", "name": "Officine Lambro S.r.l.", "sameAs": "https://lambro.example",
        },
        "jobLocation": {"@type": "Place", "address": {
            "@type": "PostalAddress", "addressLocality": "Lodi", "addressRegion": "Lombardia", "postalCode": "26900",
            "addressCountry": "IT",
        }},
        "employmentType": ["PART_TIME", "TEMPORARY"],
        "baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value": {
            "@type": "QuantitativeValue", "minValue": 9.5, "maxValue": 10.05, "unitText": "HOUR",
        }},
        "directApply": true,
        "industry": "Logistica",
        "relevantOccupation": {"@type": "Occupation", "name": "Magazziniere"},
        "totalJobOpenings": 2,
        "workHours": "24 ore, 9–13",
        "qualifications": "Patentino <muletto> & esperienza",
        "jobBenefits": "Buoni pasto; Navetta",
        "jobStartDate": "2027-01-07",
    });
    assert_eq!(written(|_| {}), expected);
}

#[test]
fn what_has_ended_has_no_markup() {
    for status in [JobPostingStatus::Expired, JobPostingStatus::Filled, JobPostingStatus::Withdrawn] {
        assert_eq!(job_posting(&offer(|offer| offer.summary.status = status.clone()), &site()), None, "{status}");
    }
}

#[test]
fn what_is_not_said_is_not_there() {
    let value = written(|offer| {
        offer.summary.valid_through = None;
        offer.summary.base_salary = None;
        offer.summary.employment_type = None;
        offer.summary.contract_term = None;
        offer.summary.work_hours = None;
        offer.summary.requirements.clear();
        offer.summary.industry = None;
        offer.summary.occupation = None;
        offer.job_benefits.clear();
        offer.job_start_date = None;
        offer.reference = None;
    });
    let names: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    let mut required = [
        "@context", "@type", "title", "description", "identifier", "url", "datePosted", "hiringOrganization",
        "jobLocation", "directApply", "totalJobOpenings",
    ];
    let mut names = names;
    names.sort_unstable();
    required.sort_unstable();
    assert_eq!(names, required);
    assert_eq!(value["identifier"], json!({"@type": "PropertyValue", "name": "Bacheca", "value": "mzxw6ytboi2a"}));
}

#[test]
fn a_client_without_a_name_stays_without_one() {
    let agency = |kind: ContractTermKind| {
        written(|offer| {
            offer.summary.hiring_organization = None;
            offer.summary.posting_agency = Some(PostingAgency {
                name: "Ponte Lavoro S.p.A.".into(),
                authorisation_number: "1".into(),
                privacy_url: None,
            });
            offer.summary.contract_term = Some(ContractTerm { kind, months: None });
        })
    };
    let employed = agency(ContractTermKind::AgencyWork);
    assert_eq!(employed["hiringOrganization"], json!({"@type": "Organization", "name": "Ponte Lavoro S.p.A."}));
    assert_eq!(employed["identifier"]["name"], "Ponte Lavoro S.p.A.");
    assert_eq!(agency(ContractTermKind::Permanent)["hiringOrganization"], "confidential");
}

#[test]
fn work_from_home_says_from_where_and_names_no_place() {
    let value = written(|offer| offer.summary.workplace_type = WorkplaceType::Remote);
    assert_eq!(value["jobLocationType"], "TELECOMMUTE");
    assert_eq!(value["applicantLocationRequirements"], json!({"@type": "Country", "name": "Italia"}));
    assert!(value.get("jobLocation").is_none());
    let hybrid = written(|offer| offer.summary.workplace_type = WorkplaceType::Hybrid);
    assert!(hybrid.get("jobLocationType").is_none() && hybrid["jobLocation"]["@type"] == "Place");
}

#[test]
fn a_place_is_as_exact_as_it_is_known() {
    let address = |location: JobLocation| {
        written(|offer| offer.summary.job_location = Some(location))["jobLocation"]["address"].clone()
    };
    let unknown = address(JobLocation { label: "Zona Navigli".into(), postal_code: None, place: None });
    assert_eq!(unknown, json!({"@type": "PostalAddress", "addressLocality": "Zona Navigli", "addressCountry": "IT"}));
    // A city has many postal codes: the offer has one only if it says so.
    let city = Place { postal_codes: vec!["20121".into(), "20122".into()], ..lodi() };
    let location = JobLocation { label: "Milano (MI)".into(), postal_code: None, place: Some(city) };
    assert!(address(location.clone()).get("postalCode").is_none());
    assert_eq!(address(JobLocation { postal_code: Some("20122".into()), ..location })["postalCode"], "20122");
    assert_eq!(job_posting(&offer(|offer| offer.summary.job_location = None), &site()), None);
}

#[test]
fn contracts_become_the_types_that_google_knows() {
    let types = |hours: Option<EmploymentType>, kind: ContractTermKind| {
        let value = written(|offer| {
            offer.summary.employment_type = hours;
            offer.summary.contract_term = Some(ContractTerm { kind, months: None });
        });
        value.get("employmentType").cloned()
    };
    let full = || Some(EmploymentType::FullTime);
    assert_eq!(types(full(), ContractTermKind::Permanent), Some(json!("FULL_TIME")));
    assert_eq!(types(full(), ContractTermKind::Apprenticeship), Some(json!("FULL_TIME")));
    assert_eq!(types(full(), ContractTermKind::AgencyWork), Some(json!(["FULL_TIME", "TEMPORARY"])));
    assert_eq!(types(full(), ContractTermKind::Internship), Some(json!(["FULL_TIME", "INTERN"])));
    assert_eq!(types(None, ContractTermKind::Seasonal), Some(json!("TEMPORARY")));
    assert_eq!(types(None, ContractTermKind::OnCall), Some(json!("OTHER")));
    assert_eq!(types(None, ContractTermKind::Permanent), None);
    assert_eq!(types(Some(EmploymentType::from("GIG")), ContractTermKind::Permanent), None);
}

#[test]
fn pay_is_in_euros_to_the_cent() {
    let pay = |min_minor, max_minor, per: &str| {
        let salary = BaseSalary { min_minor, max_minor, currency: "EUR".into(), per: per.into() };
        written(|offer| offer.summary.base_salary = Some(salary)).get("baseSalary").map(|pay| pay["value"].clone())
    };
    let value = |fields: Value| {
        let mut value = fields;
        value["@type"] = json!("QuantitativeValue");
        Some(value)
    };
    let same = pay(Some(190_000), Some(190_000), "MONTH");
    assert_eq!(same, value(json!({"value": 1900, "unitText": "MONTH"})));
    assert_eq!(pay(Some(2_400_000), None, "YEAR"), value(json!({"minValue": 24000, "unitText": "YEAR"})));
    assert_eq!(pay(None, Some(7_001), "DAY"), value(json!({"maxValue": 70.01, "unitText": "DAY"})));
    assert_eq!(pay(Some(1), None, "DECADE"), None);
    assert_eq!(pay(None, None, "MONTH"), None);
    for cents in [1_u64, 29, 57, 113, 1_999, 123_456_789] {
        assert_eq!(major(cents).to_string(), format!("{}.{:02}", cents / 100, cents % 100).trim_end_matches('0'));
    }
}

#[test]
fn one_applies_directly_only_here() {
    assert_eq!(written(|offer| offer.apply_url = Some("https://lambro.example/x".into()))["directApply"], false);
}
