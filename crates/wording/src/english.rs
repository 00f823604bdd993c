//! The texts about an offer in English: only for other people's pages.

use chrono::{Datelike, NaiveDate};
use contract::{
    BaseSalary, ContractTerm, ContractTermKind, Deadline, EmploymentType, JobPostingStatus, SalaryPeriod, Shift,
    WorkplaceType,
};

use crate::in_threes;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// "16 Jul", with the year when it is not this one.
fn day(date: NaiveDate, today: NaiveDate) -> String {
    let month = MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    if date.year() == today.year() {
        format!("{} {month}", date.day())
    } else {
        format!("{} {month} {}", date.day(), date.year())
    }
}

pub fn deadline(deadline: Deadline, today: NaiveDate) -> String {
    match deadline {
        Deadline::Open => "Open until filled".to_owned(),
        Deadline::Expired(date) => format!("Closed on {}", day(date, today)),
        Deadline::Today => "Closes today".to_owned(),
        Deadline::Tomorrow => "Closes tomorrow".to_owned(),
        Deadline::On(date) => format!("Closes on {}", day(date, today)),
    }
}

/// Text for an offer that ended before its deadline.
pub fn ended(status: &JobPostingStatus) -> &'static str {
    match status {
        JobPostingStatus::Filled => "Position filled",
        JobPostingStatus::Withdrawn => "Withdrawn",
        JobPostingStatus::Open | JobPostingStatus::Expired | JobPostingStatus::Other(_) => "Closed",
    }
}

/// "€1,900 to €2,100 a month"; `None` when there is no figure to show.
pub fn base_salary(salary: &BaseSalary) -> Option<String> {
    let per = match &salary.per {
        SalaryPeriod::Hour => "an hour",
        SalaryPeriod::Day => "a day",
        SalaryPeriod::Week => "a week",
        SalaryPeriod::Month => "a month",
        SalaryPeriod::Year => "a year",
        SalaryPeriod::Other(text) => text.as_str(),
    };
    let money = |minor: u64| {
        let whole = in_threes(minor / 100, ',');
        let figure = if minor.is_multiple_of(100) { whole } else { format!("{whole}.{:02}", minor % 100) };
        if salary.currency == "EUR" { format!("€{figure}") } else { format!("{}\u{a0}{figure}", salary.currency) }
    };
    let figures = match (salary.min_minor, salary.max_minor) {
        (Some(min), Some(max)) if min != max => format!("{} to {}", money(min), money(max)),
        (Some(figure), Some(_)) => money(figure),
        (Some(min), None) => format!("from {}", money(min)),
        (None, Some(max)) => format!("up to {}", money(max)),
        (None, None) => return None,
    };
    Some(format!("{figures} {per}"))
}

/// "Temporary agency work · 6 months".
pub fn contract_term(term: &ContractTerm) -> String {
    let kind = match &term.kind {
        ContractTermKind::Permanent => "Permanent",
        ContractTermKind::FixedTerm => "Fixed term",
        ContractTermKind::AgencyWork => "Agency work",
        ContractTermKind::Apprenticeship => "Apprenticeship",
        ContractTermKind::Internship => "Internship",
        ContractTermKind::Seasonal => "Seasonal",
        ContractTermKind::OnCall => "On call",
        ContractTermKind::Other(text) => text,
    };
    match term.months {
        Some(1) => format!("{kind} · 1 month"),
        Some(months) => format!("{kind} · {months} months"),
        None => kind.to_owned(),
    }
}

pub fn employment_type(value: &EmploymentType) -> &str {
    match value {
        EmploymentType::FullTime => "Full time",
        EmploymentType::PartTime => "Part time",
        EmploymentType::Other(text) => text,
    }
}

pub fn shift(value: &Shift) -> &str {
    match value {
        Shift::Weekday => "Weekdays",
        Shift::Weekend => "Weekend",
        Shift::Day => "Day",
        Shift::Evening => "Evening",
        Shift::Night => "Night",
        Shift::Rotating => "Rotating shifts",
        Shift::Other(text) => text,
    }
}

/// `None` for work on site: the place says it already.
pub fn workplace_type(value: &WorkplaceType) -> Option<&str> {
    match value {
        WorkplaceType::OnSite => None,
        WorkplaceType::Hybrid => Some("Partly remote"),
        WorkplaceType::Remote => Some("Remote"),
        WorkplaceType::Other(text) => Some(text),
    }
}

/// "1 opening", "3 openings".
pub fn openings(count: u32) -> String {
    if count == 1 { "1 opening".to_owned() } else { format!("{} openings", in_threes(u64::from(count), ',')) }
}

/// "1 job", "38 jobs".
pub fn job_postings(count: u64) -> String {
    if count == 1 { "1 job".to_owned() } else { format!("{} jobs", in_threes(count, ',')) }
}

/// "4 km away". A place is the centre of its comune.
pub fn distance(km: f64) -> String {
    if km < 0.1 {
        return "in town".to_owned();
    }
    if km < 1.0 { "less than 1\u{a0}km away".to_owned() } else { format!("{}\u{a0}km away", km.round() as u32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pay_reads_as_english_writes_it() {
        let salary = |min_minor, max_minor, per, currency: &str| {
            base_salary(&BaseSalary { min_minor, max_minor, currency: currency.to_owned(), per })
        };
        let month = SalaryPeriod::Month;
        assert_eq!(salary(Some(190_000), Some(210_000), month.clone(), "EUR").unwrap(), "€1,900 to €2,100 a month");
        assert_eq!(salary(Some(950), None, SalaryPeriod::Hour, "EUR").unwrap(), "from €9.50 an hour");
        assert_eq!(salary(None, Some(500_000), month.clone(), "CHF").unwrap(), "up to CHF\u{a0}5,000 a month");
        assert_eq!(salary(None, None, month, "EUR"), None);
    }

    #[test]
    fn the_year_is_said_when_it_is_another() {
        let date = |text: &str| text.parse().unwrap();
        let today = date("2026-11-23");
        assert_eq!(deadline(Deadline::On(date("2026-12-08")), today), "Closes on 8 Dec");
        assert_eq!(deadline(Deadline::Expired(date("2025-01-02")), today), "Closed on 2 Jan 2025");
    }
}
