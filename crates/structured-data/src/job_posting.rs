use addresses::Route;
use contract::{
    BaseSalary, ContractTermKind, EmploymentType, JobLocation, JobPosting, JobPostingStatus, JobPostingSummary,
    SalaryPeriod, WorkplaceType,
};
use serde_json::{Map, Value, json};
use wording::job_posting::publisher;
use wording::markup::escaped;
use wording::page_title::SITE_NAME;

use crate::Site;

/// The country all offers are in.
const COUNTRY: &str = "IT";

/// schema.org `JobPosting` with what Google requires and recommends, as far as the offer has it. `None` for an offer
/// that has ended: Google wants no markup on it. Also `None` when a required field is missing: on-site work without a
/// known place.
pub fn job_posting(offer: &JobPosting, site: &Site) -> Option<Value> {
    let summary = &offer.summary;
    if summary.status != JobPostingStatus::Open {
        return None;
    }
    let mut fields = Fields::new("JobPosting");
    fields.put("@context", "https://schema.org");
    fields.put("title", summary.title.as_str());
    fields.put("description", description(offer));
    fields.put("identifier", identifier(offer));
    fields.put("url", site.page(&Route::JobPosting(summary.id.clone()).href()));
    fields.put("datePosted", summary.date_posted.to_rfc3339());
    fields.put_some("validThrough", summary.valid_through.map(|until| until.to_rfc3339()));
    fields.put("hiringOrganization", hiring_organization(summary));
    if summary.workplace_type == WorkplaceType::Remote {
        fields.put("jobLocationType", "TELECOMMUTE");
        fields.put("applicantLocationRequirements", json!({"@type": "Country", "name": "Italia"}));
    } else {
        fields.put("jobLocation", place(summary.job_location.as_ref()?));
    }
    fields.put_some("employmentType", employment_type(summary));
    fields.put_some("baseSalary", summary.base_salary.as_ref().and_then(base_salary));
    // Our form is a direct application; elsewhere the number of steps is unknown.
    fields.put("directApply", offer.apply_url.is_none());
    fields.put_some("industry", summary.industry.as_ref().map(|industry| industry.label.clone()));
    let occupation = summary.occupation.as_ref();
    fields.put_some(
        "relevantOccupation",
        occupation.map(|occupation| json!({"@type": "Occupation", "name": occupation.preferred_label})),
    );
    fields.put("totalJobOpenings", summary.total_job_openings);
    fields.put_some("workHours", summary.work_hours.clone());
    fields.put_some("qualifications", sentence(&requirements(summary, true)));
    fields.put_some("jobBenefits", sentence(&texts(&offer.job_benefits)));
    fields.put_some("jobStartDate", offer.job_start_date.map(|day| day.to_string()));
    Some(fields.into_value())
}

/// Builds an object.
struct Fields(Map<String, Value>);

impl Fields {
    fn new(kind: &str) -> Self {
        let mut fields = Self(Map::new());
        fields.put("@type", kind);
        fields
    }

    fn put(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn put_some(&mut self, name: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.put(name, value);
        }
    }

    fn into_value(self) -> Value {
        Value::Object(self.0)
    }
}

/// Google wants a complete description, with hours and requirements, as HTML with paragraphs and lists.
fn description(offer: &JobPosting) -> String {
    let mut html = offer.description_html.clone();
    let summary = &offer.summary;
    for (heading, items) in [
        ("Requisiti necessari", requirements(summary, true)),
        ("Requisiti preferiti", requirements(summary, false)),
        ("In più", texts(&offer.job_benefits)),
        ("Orario", summary.work_hours.as_deref().into_iter().collect()),
    ] {
        if !items.is_empty() {
            let items: String = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
            html.push_str(&format!("<p>{heading}</p><ul>{items}</ul>"));
        }
    }
    html
}

fn requirements(summary: &JobPostingSummary, is_necessary: bool) -> Vec<&str> {
    let wanted = summary.requirements.iter().filter(|requirement| requirement.is_necessary == is_necessary);
    wanted.map(|requirement| requirement.text.as_str()).collect()
}

fn texts(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

fn sentence(items: &[&str]) -> Option<String> {
    (!items.is_empty()).then(|| items.join("; "))
}

/// The publisher's reference; without one, our own id.
fn identifier(offer: &JobPosting) -> Value {
    let theirs = offer.reference.as_deref().zip(publisher(&offer.summary));
    let (value, name) = theirs.unwrap_or((&offer.summary.id, SITE_NAME));
    json!({"@type": "PropertyValue", "name": name, "value": value})
}

/// The employer. If it is not named: the agency when it is the employer (somministrazione), else the word that Google
/// documents for anonymous employers.
fn hiring_organization(summary: &JobPostingSummary) -> Value {
    if let Some(employer) = &summary.hiring_organization {
        let mut fields = Fields::new("Organization");
        fields.put("name", employer.name.as_str());
        fields.put_some("sameAs", employer.url.clone());
        return fields.into_value();
    }
    let employs = summary.contract_term.as_ref().is_some_and(|term| term.kind == ContractTermKind::AgencyWork);
    match &summary.posting_agency {
        Some(agency) if employs => json!({"@type": "Organization", "name": agency.name}),
        _ => Value::from("confidential"),
    }
}

/// The place of work. If it is not a known comune, it keeps the source's text.
fn place(location: &JobLocation) -> Value {
    let mut address = Fields::new("PostalAddress");
    let comune = location.place.as_ref();
    address.put("addressLocality", comune.map_or(location.label.as_str(), |comune| comune.name.as_str()));
    address.put_some("addressRegion", comune.map(|comune| comune.region.clone()));
    let only_code = comune.and_then(|comune| match comune.postal_codes.as_slice() {
        [code] => Some(code),
        _ => None,
    });
    address.put_some("postalCode", location.postal_code.as_ref().or(only_code).cloned());
    address.put("addressCountry", COUNTRY);
    json!({"@type": "Place", "address": address.into_value()})
}

/// Google's values; a job may have several.
fn employment_type(summary: &JobPostingSummary) -> Option<Value> {
    let hours = match &summary.employment_type {
        Some(EmploymentType::FullTime) => Some("FULL_TIME"),
        Some(EmploymentType::PartTime) => Some("PART_TIME"),
        Some(EmploymentType::Other(_)) | None => None,
    };
    let term = match summary.contract_term.as_ref().map(|term| &term.kind) {
        Some(ContractTermKind::FixedTerm | ContractTermKind::AgencyWork | ContractTermKind::Seasonal) => {
            Some("TEMPORARY")
        }
        Some(ContractTermKind::Internship) => Some("INTERN"),
        Some(ContractTermKind::OnCall | ContractTermKind::Other(_)) => Some("OTHER"),
        // An apprenticeship is a permanent contract (d.lgs. 81/2015, art. 41).
        Some(ContractTermKind::Permanent | ContractTermKind::Apprenticeship) | None => None,
    };
    match (hours, term) {
        (Some(hours), Some(term)) => Some(json!([hours, term])),
        (Some(one), None) | (None, Some(one)) => Some(Value::from(one)),
        (None, None) => None,
    }
}

/// Gross pay in units of the currency, to the cent. `None` for units that Google does not know.
fn base_salary(salary: &BaseSalary) -> Option<Value> {
    if matches!(salary.per, SalaryPeriod::Other(_)) {
        return None;
    }
    let mut value = Fields::new("QuantitativeValue");
    match (salary.min_minor, salary.max_minor) {
        (Some(min), Some(max)) if min == max => value.put("value", major(min)),
        (None, None) => return None,
        (min, max) => {
            value.put_some("minValue", min.map(major));
            value.put_some("maxValue", max.map(major));
        }
    }
    value.put("unitText", salary.per.as_str());
    let amount = json!({"@type": "MonetaryAmount", "currency": salary.currency, "value": value.into_value()});
    Some(amount)
}

/// Cents as a decimal: 1005 is 10.05. The double nearest to two decimals prints as these two decimals.
fn major(minor: u64) -> Value {
    match minor % 100 {
        0 => Value::from(minor / 100),
        _ => Value::from(minor as f64 / 100.0),
    }
}

#[cfg(test)]
mod tests;
