//! What the lint and the search for duplicates are shown of an offer: its own words, and the pay as it was understood.

use super::source::SourcePosting;
use crate::imports::duplicates::{Fingerprint, Posting};
use crate::imports::lint::{self, Finding, Subject};
use contract::{ContractTermKind, EmploymentType};
use source_values::text;
use store::job_postings::NewJobPosting;

/// Looks through a record, whether or not it was taken.
pub fn look(source: &SourcePosting, offer: Option<&NewJobPosting>) -> Vec<Finding> {
    let facts = offer.map(|offer| &offer.facts);
    let own = match facts {
        Some(facts) => text::lines_of_description(&facts.description_html),
        None => text::lines_of_description(&text::description(source.description.as_deref().unwrap_or_default())),
    };
    let own = own.replace('\n', "; ");
    let requirements = source.requirements.iter().map(|requirement| requirement.text.as_str());
    let pay =
        source.pay.iter().flat_map(|pay| [&pay.min, &pay.max, &pay.per, &pay.words]).flatten().map(String::as_str);
    let text = std::iter::once(own.as_str()).chain(requirements).chain(pay).collect::<Vec<_>>().join("\n");
    lint::check(&Subject {
        // As it came: the one that is shown may have lost its "(m/f)".
        title: source.title.as_deref().unwrap_or_default(),
        text: &text,
        pay: facts.and_then(|facts| facts.base_salary.as_ref()),
        employer: source.organization_name.as_deref(),
        agency: source.agency_name.as_deref(),
        agency_authorisation: source.agency_authorisation_number.as_deref(),
        agreement: source.agreement_name.as_deref(),
        agreement_level: source.agreement_level.as_deref(),
        instalments: facts.and_then(|facts| facts.collective_agreement.as_ref()?.instalments),
        weekly_hours: source.work_hours.as_deref().and_then(contract::salary::weekly_hours),
        is_part_time: facts.is_some_and(|facts| facts.employment_type == Some(EmploymentType::PartTime)),
        is_apprenticeship: facts
            .and_then(|facts| facts.contract_term.as_ref())
            .is_some_and(|term| term.kind == ContractTermKind::Apprenticeship),
        apply_url: facts.map_or(source.apply_url.as_deref(), |facts| facts.apply_url.as_deref()),
    })
}

/// What tells whether another offer is the same job.
pub fn fingerprint(source: &SourcePosting, offer: &NewJobPosting) -> Fingerprint {
    let facts = &offer.facts;
    Fingerprint::of(&Posting {
        title: source.title.as_deref().unwrap_or_default(),
        employer: facts.hiring_organization.as_ref().map(|employer| employer.name.as_str()),
        agency: facts.posting_agency.as_ref().map(|agency| agency.name.as_str()),
        place: offer.place.as_deref().or(facts.location_label.as_deref()),
        text: &text::of_description(&facts.description_html),
        employment_type: facts.employment_type.as_ref().map(EmploymentType::as_str),
        reference: facts.reference.as_deref(),
    })
}
