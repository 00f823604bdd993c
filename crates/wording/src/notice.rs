//! An offer on somebody else's page: all its lines as text, in the language of that page.

use chrono::{DateTime, Utc};
use contract::deadline::rome_date;
use contract::{Deadline, JobPostingStatus, JobPostingSummary, Language};

use crate::job_posting::{self, Urgency};
use crate::{english, labels, pay};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub title: String,
    pub organization: String,
    pub place: String,
    pub distance: Option<String>,
    /// `None`: the offer states no pay.
    pub pay: Option<String>,
    pub chips: Vec<String>,
    pub deadline: String,
    pub urgency: Urgency,
}

impl Notice {
    /// The offer as of `now`. Unknown languages get Italian.
    pub fn of(offer: &JobPostingSummary, language: &Language, now: DateTime<Utc>) -> Self {
        let urgency = job_posting::urgency(offer, now);
        let title = offer.title.clone();
        match language {
            Language::English => Self {
                title,
                organization: english_organization(offer),
                place: english_place(offer),
                distance: offer.distance_km.map(english::distance),
                pay: offer.base_salary.as_ref().and_then(english::base_salary),
                chips: english_chips(offer),
                deadline: english_deadline(offer, now),
                urgency,
            },
            _ => Self {
                title,
                organization: job_posting::organization(offer),
                place: job_posting::place(offer),
                distance: offer.distance_km.map(labels::distance),
                pay: offer.base_salary.as_ref().and_then(pay::base_salary),
                chips: job_posting::chips(offer),
                deadline: job_posting::deadline(offer, now),
                urgency,
            },
        }
    }

    pub fn is_open(&self) -> bool {
        self.urgency != Urgency::Closed
    }
}

fn english_organization(offer: &JobPostingSummary) -> String {
    let name = offer.hiring_organization.as_ref().map_or("Client company", |organization| organization.name.as_str());
    match &offer.industry {
        Some(industry) => format!("{name}\u{a0}· {}", industry.label),
        None => name.to_owned(),
    }
}

fn english_place(offer: &JobPostingSummary) -> String {
    if offer.job_location.is_some() {
        return job_posting::place(offer);
    }
    english::workplace_type(&offer.workplace_type).unwrap_or("Place not stated").to_owned()
}

fn english_chips(offer: &JobPostingSummary) -> Vec<String> {
    let mut chips = Vec::new();
    chips.extend(offer.contract_term.as_ref().map(english::contract_term));
    chips.extend(offer.employment_type.as_ref().map(|value| english::employment_type(value).to_owned()));
    chips.extend(offer.shifts.iter().map(|value| english::shift(value).to_owned()));
    chips.extend(english::workplace_type(&offer.workplace_type).map(str::to_owned));
    if offer.total_job_openings > 1 {
        chips.push(english::openings(offer.total_job_openings));
    }
    chips
}

fn english_deadline(offer: &JobPostingSummary, now: DateTime<Utc>) -> String {
    match offer.status {
        JobPostingStatus::Filled | JobPostingStatus::Withdrawn => english::ended(&offer.status).to_owned(),
        _ => english::deadline(Deadline::of(offer.valid_through, now), rome_date(now)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{BaseSalary, ContractTerm, ContractTermKind, EmploymentType, SalaryPeriod, Shift, WorkplaceType};

    fn instant(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn offer() -> JobPostingSummary {
        JobPostingSummary {
            id: "aaaaaaaaaaaa".into(),
            title: "Magazziniere".into(),
            status: JobPostingStatus::Open,
            hiring_organization: None,
            posting_agency: None,
            industry: None,
            occupation: None,
            job_location: None,
            workplace_type: WorkplaceType::Remote,
            distance_km: Some(4.2),
            base_salary: Some(BaseSalary {
                min_minor: Some(190_000),
                max_minor: None,
                currency: "EUR".into(),
                per: SalaryPeriod::Month,
            }),
            collective_agreement: None,
            employment_type: Some(EmploymentType::FullTime),
            contract_term: Some(ContractTerm { kind: ContractTermKind::AgencyWork, months: Some(6) }),
            shifts: vec![Shift::Night],
            work_hours: None,
            total_job_openings: 2,
            date_posted: instant("2026-11-20T08:00:00Z").fixed_offset(),
            valid_through: Some(instant("2026-11-24T22:59:59Z").fixed_offset()),
            excerpt: String::new(),
            requirements: Vec::new(),
            driving_licence: None,
            needs_own_car: false,
        }
    }

    #[test]
    fn both_languages_say_the_same() {
        let now = instant("2026-11-23T09:00:00Z");
        let italian = Notice::of(&offer(), &Language::Italian, now);
        assert_eq!(italian.pay.as_deref(), Some("da 1.900\u{a0}€ al mese"));
        assert_eq!(italian.chips, ["Somministrazione · 6 mesi", "Tempo pieno", "Notte", "Da remoto", "2 posti"]);
        assert_eq!((italian.deadline.as_str(), italian.urgency), ("Scade domani", Urgency::Tomorrow));
        let english = Notice::of(&offer(), &Language::English, now);
        assert_eq!(english.pay.as_deref(), Some("from €1,900 a month"));
        assert_eq!(english.chips, ["Agency work · 6 months", "Full time", "Night", "Remote", "2 openings"]);
        assert_eq!((english.deadline.as_str(), english.urgency), ("Closes tomorrow", Urgency::Tomorrow));
        assert_eq!((english.organization.as_str(), english.place.as_str()), ("Client company", "Remote"));
    }

    #[test]
    fn what_was_filled_stays_filled_before_its_deadline() {
        let filled = JobPostingSummary { status: JobPostingStatus::Filled, ..offer() };
        let notice = Notice::of(&filled, &Language::English, instant("2026-11-23T09:00:00Z"));
        assert_eq!((notice.deadline.as_str(), notice.is_open()), ("Position filled", false));
    }

    #[test]
    fn the_clock_ends_what_was_called_open() {
        let notice = Notice::of(&offer(), &Language::Italian, instant("2026-11-25T09:00:00Z"));
        assert_eq!((notice.deadline.as_str(), notice.is_open()), ("Scaduta il 24 nov", false));
    }
}
