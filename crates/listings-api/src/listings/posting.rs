//! From a stored offer to what clients see of it at a given moment.

use chrono::{DateTime, Utc};
use contract::{JobLocation, JobPosting, JobPostingStatus, JobPostingSummary, WorkplaceType};

use store::job_postings::Row;
use taxonomy::Taxonomy;

/// Whether one can still apply, at `now`: no job flips a flag at midnight.
pub fn status(row: &Row, now: DateTime<Utc>) -> JobPostingStatus {
    match row.state.as_str() {
        "filled" => JobPostingStatus::Filled,
        "withdrawn" => JobPostingStatus::Withdrawn,
        _ if row.closes_at < now.timestamp() => JobPostingStatus::Expired,
        _ => JobPostingStatus::Open,
    }
}

/// Whether it is among the offers that searches find.
pub fn is_open(row: &Row, now: DateTime<Utc>) -> bool {
    status(row, now) == JobPostingStatus::Open
}

pub fn summary(row: Row, taxonomy: &Taxonomy, now: DateTime<Utc>, distance_km: Option<f64>) -> JobPostingSummary {
    let status = status(&row, now);
    let place = row.place.as_deref().and_then(|slug| taxonomy.places.find(slug)).cloned();
    let facts = row.facts;
    let label = place.as_ref().map(contract::Place::label).or(facts.location_label);
    JobPostingSummary {
        id: row.id,
        title: facts.title,
        status,
        hiring_organization: facts.hiring_organization,
        posting_agency: facts.posting_agency,
        industry: row.industry.and_then(|slug| taxonomy.industry(&slug).cloned()),
        occupation: row.occupation.and_then(|slug| taxonomy.occupation(&slug).cloned()),
        job_location: label.map(|label| JobLocation { label, postal_code: facts.postal_code, place }),
        workplace_type: WorkplaceType::from(row.workplace_type.as_str()),
        distance_km,
        base_salary: facts.base_salary,
        collective_agreement: facts.collective_agreement,
        employment_type: facts.employment_type,
        contract_term: facts.contract_term,
        shifts: facts.shifts,
        work_hours: facts.work_hours,
        total_job_openings: facts.total_job_openings,
        date_posted: facts.date_posted,
        valid_through: facts.valid_through,
        excerpt: facts.excerpt,
        requirements: facts.requirements,
        driving_licence: facts.driving_licence,
        needs_own_car: facts.needs_own_car,
    }
}

/// The whole offer. What has ended cannot be applied for.
pub fn detail(row: Row, taxonomy: &Taxonomy, now: DateTime<Utc>, similar: Vec<JobPostingSummary>) -> JobPosting {
    let is_open = status(&row, now) == JobPostingStatus::Open;
    let facts = row.facts.clone();
    JobPosting {
        summary: summary(row, taxonomy, now, None),
        description_html: facts.description_html,
        job_benefits: facts.job_benefits,
        job_start_date: facts.job_start_date,
        date_modified: facts.date_modified,
        reference: facts.reference,
        apply_url: facts.apply_url.filter(|_| is_open),
        similar,
    }
}
