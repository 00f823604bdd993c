//! The lines of a card that combine several fields.

use chrono::{DateTime, Utc};
use contract::deadline::rome_date;
use contract::{Deadline, JobPostingStatus, JobPostingSummary};

use crate::{dates, labels};

/// "Officine Lambro · Logistica", or the text for an agency's unnamed client.
pub fn organization(job_posting: &JobPostingSummary) -> String {
    let employer = job_posting.hiring_organization.as_ref().map(|organization| organization.name.as_str());
    let name = employer.unwrap_or("Azienda cliente");
    match &job_posting.industry {
        Some(industry) => format!("{name}\u{a0}· {}", industry.label),
        None => name.to_owned(),
    }
}

/// "Milano (MI) · 20121"; without a place, the type of workplace.
pub fn place(job_posting: &JobPostingSummary) -> String {
    match &job_posting.job_location {
        Some(location) => match &location.postal_code {
            Some(code) => format!("{}\u{a0}· {code}", location.label),
            None => location.label.clone(),
        },
        None => labels::workplace_type(&job_posting.workplace_type).unwrap_or_else(|| "Sede non indicata".to_owned()),
    }
}

/// "Magazziniere a Milano (MI)".
pub fn title_and_place(summary: &JobPostingSummary) -> String {
    match &summary.job_location {
        Some(location) => format!("{} a {}", summary.title, location.label),
        None => summary.title.clone(),
    }
}

/// The publisher of an offer, who also sees what candidates send: the agency, else the employer.
pub fn publisher(job_posting: &JobPostingSummary) -> Option<&str> {
    let agency = job_posting.posting_agency.as_ref().map(|agency| agency.name.as_str());
    agency.or_else(|| job_posting.hiring_organization.as_ref().map(|organization| organization.name.as_str()))
}

/// Contract and its length, full or part time, shifts, openings, remote work.
pub fn chips(job_posting: &JobPostingSummary) -> Vec<String> {
    let mut chips = Vec::new();
    chips.extend(job_posting.contract_term.as_ref().map(labels::contract_term));
    chips.extend(job_posting.employment_type.as_ref().map(labels::employment_type));
    chips.extend(job_posting.shifts.iter().map(labels::shift));
    chips.extend(labels::workplace_type(&job_posting.workplace_type));
    if job_posting.total_job_openings > 1 {
        chips.push(labels::openings(job_posting.total_job_openings));
    }
    chips
}

/// How pressing a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    Calm,
    Tomorrow,
    Today,
    /// Nobody can apply any more.
    Closed,
}

/// How pressing it is at `now`. An offer that the API called open may have expired since: the clock decides. A filled
/// one stays filled.
pub fn urgency(job_posting: &JobPostingSummary, now: DateTime<Utc>) -> Urgency {
    let has_ended = matches!(job_posting.status, JobPostingStatus::Filled | JobPostingStatus::Withdrawn);
    match Deadline::of(job_posting.valid_through, now) {
        _ if has_ended => Urgency::Closed,
        Deadline::Expired(_) => Urgency::Closed,
        Deadline::Today => Urgency::Today,
        Deadline::Tomorrow => Urgency::Tomorrow,
        Deadline::Open | Deadline::On(_) => Urgency::Calm,
    }
}

/// "Scade il 16 lug", "Posizione coperta".
pub fn deadline(job_posting: &JobPostingSummary, now: DateTime<Utc>) -> String {
    match job_posting.status {
        JobPostingStatus::Filled | JobPostingStatus::Withdrawn => {
            labels::ended(&job_posting.status).unwrap_or_default().to_owned()
        }
        _ => dates::deadline(Deadline::of(job_posting.valid_through, now), rome_date(now)),
    }
}

/// Whether candidates can still apply, by the API's answer and by the clock.
pub fn is_open(job_posting: &JobPostingSummary, now: DateTime<Utc>) -> bool {
    labels::ended(&job_posting.status).is_none() && urgency(job_posting, now) != Urgency::Closed
}
