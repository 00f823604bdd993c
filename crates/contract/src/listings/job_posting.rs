use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;
use crate::{BaseSalary, CollectiveAgreement, Industry, Occupation, Place};

open_enum! {
    /// Full or part time (schema.org `employmentType`; permanence is in [`ContractTermKind`]).
    EmploymentType {
        FullTime = "FULL_TIME",
        PartTime = "PART_TIME",
    }
}

open_enum! {
    /// What kind of contract is offered.
    ContractTermKind {
        Permanent = "permanent",
        FixedTerm = "fixed_term",
        /// Somministrazione: employed by the agency, working for its client.
        AgencyWork = "agency_work",
        Apprenticeship = "apprenticeship",
        Internship = "internship",
        Seasonal = "seasonal",
        /// Lavoro intermittente.
        OnCall = "on_call",
    }
}

open_enum! {
    /// When the work is done; an offer may have several.
    Shift {
        Weekday = "weekday",
        Weekend = "weekend",
        Day = "day",
        Evening = "evening",
        Night = "night",
        Rotating = "rotating",
    }
}

open_enum! {
    /// Where the work is done.
    WorkplaceType {
        OnSite = "on_site",
        Hybrid = "hybrid",
        Remote = "remote",
    }
}

open_enum! {
    /// Whether candidates can still apply.
    JobPostingStatus {
        Open = "open",
        /// `valid_through` has passed.
        Expired = "expired",
        Filled = "filled",
        Withdrawn = "withdrawn",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContractTerm {
    pub kind: ContractTermKind,
    /// Length, for contracts that end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u16>,
}

/// The employer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HiringOrganization {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// The staffing agency that publishes the offer, with what the law requires on every notice
/// (d.lgs. 276/2003, art. 4 and 9: authorisation; d.lgs. 198/2006: parity; GDPR art. 13: privacy).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PostingAgency {
    pub name: String,
    pub authorisation_number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_url: Option<String>,
}

/// Where the job is. `place` is absent when the text could not be matched to a comune: then there is no distance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobLocation {
    /// Text for people: "Milano (MI)", or the text of the source.
    pub label: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Requirement {
    pub text: String,
    /// False: welcome, not required.
    pub is_necessary: bool,
}

/// An offer in lists and cards: every fact that candidates decide on, so that a card opens without a request.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobPostingSummary {
    /// Opaque, stable across imports of the same source.
    pub id: String,
    pub title: String,
    pub status: JobPostingStatus,
    /// Absent when the agency does not name its client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hiring_organization: Option<HiringOrganization>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posting_agency: Option<PostingAgency>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<Industry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<Occupation>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_location: Option<JobLocation>,
    pub workplace_type: WorkplaceType,
    /// From the searched place or point, one decimal. Only when a place was searched and the offer has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub distance_km: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_salary: Option<BaseSalary>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collective_agreement: Option<CollectiveAgreement>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employment_type: Option<EmploymentType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contract_term: Option<ContractTerm>,
    #[serde(default)]
    pub shifts: Vec<Shift>,
    /// Hours in the source's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub work_hours: Option<String>,
    pub total_job_openings: u32,
    pub date_posted: DateTime<FixedOffset>,
    /// A day's deadline ends at 23:59:59 Europe/Rome. Absent: open until filled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<DateTime<FixedOffset>>,
    /// The first words of the description, plain text, at most 240 characters.
    pub excerpt: String,
    #[serde(default)]
    pub requirements: Vec<Requirement>,
    /// Category such as "B" or "C+E".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driving_licence: Option<String>,
    #[serde(default)]
    pub needs_own_car: bool,
}

/// A whole offer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobPosting {
    pub summary: JobPostingSummary,
    /// Sanitised on the server.
    pub description_html: String,
    #[serde(default)]
    pub job_benefits: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job_start_date: Option<NaiveDate>,
    pub date_modified: DateTime<FixedOffset>,
    /// The publisher's own reference, for questions about the offer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Where to apply, if not on this site. Absent when the offer has ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub apply_url: Option<String>,
    /// Open offers of the same role, the nearest first.
    #[serde(default)]
    pub similar: Vec<JobPostingSummary>,
}
