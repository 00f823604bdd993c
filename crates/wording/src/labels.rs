use contract::{
    AlertFrequency, Availability, ContractTerm, ContractTermKind, EmploymentType, JobApplicationStatus,
    JobPostingStatus, JobSort, ReportReason, Shift, WorkplaceType,
};

use crate::grouped;

pub fn employment_type(value: &EmploymentType) -> String {
    match value {
        EmploymentType::FullTime => "Tempo pieno",
        EmploymentType::PartTime => "Part-time",
        EmploymentType::Other(text) => text,
    }
    .to_owned()
}

pub fn contract_term_kind(kind: &ContractTermKind) -> String {
    match kind {
        ContractTermKind::Permanent => "Tempo indeterminato",
        ContractTermKind::FixedTerm => "Tempo determinato",
        ContractTermKind::AgencyWork => "Somministrazione",
        ContractTermKind::Apprenticeship => "Apprendistato",
        ContractTermKind::Internship => "Tirocinio",
        ContractTermKind::Seasonal => "Stagionale",
        ContractTermKind::OnCall => "A chiamata",
        ContractTermKind::Other(text) => text,
    }
    .to_owned()
}

/// "Somministrazione · 6 mesi".
pub fn contract_term(term: &ContractTerm) -> String {
    let kind = contract_term_kind(&term.kind);
    match term.months {
        Some(1) => format!("{kind} · 1 mese"),
        Some(months) => format!("{kind} · {months} mesi"),
        None => kind,
    }
}

pub fn shift(value: &Shift) -> String {
    match value {
        Shift::Weekday => "Feriali",
        Shift::Weekend => "Fine settimana",
        Shift::Day => "Giorno",
        Shift::Evening => "Sera",
        Shift::Night => "Notte",
        Shift::Rotating => "Turni a rotazione",
        Shift::Other(text) => text,
    }
    .to_owned()
}

/// `None` for work on site: the place says it already.
pub fn workplace_type(value: &WorkplaceType) -> Option<String> {
    match value {
        WorkplaceType::OnSite => None,
        WorkplaceType::Hybrid => Some("In parte da remoto".to_owned()),
        WorkplaceType::Remote => Some("Da remoto".to_owned()),
        WorkplaceType::Other(text) => Some(text.clone()),
    }
}

pub fn job_sort(value: &JobSort) -> String {
    match value {
        JobSort::Relevance => "Più pertinenti",
        JobSort::Salary => "Meglio pagate",
        JobSort::Newest => "Più recenti",
        JobSort::Closing => "In scadenza",
        JobSort::Distance => "Più vicine",
        JobSort::Other(text) => text,
    }
    .to_owned()
}

/// A filter by days, by the value of its parameter: "1", "7".
pub fn posted_within(days: &str) -> String {
    if days == "1" { "Nelle ultime 24 ore".to_owned() } else { format!("Negli ultimi {days} giorni") }
}

pub fn closing_within(days: &str) -> String {
    if days == "1" { "Scadono entro domani".to_owned() } else { format!("Scadono entro {days} giorni") }
}

/// Who publishes: `true` for agencies.
pub fn agency(value: &str) -> String {
    match value {
        "true" => "Agenzie per il lavoro",
        "false" => "Aziende che assumono",
        text => text,
    }
    .to_owned()
}

/// Why someone reports an offer.
pub fn report_reason(reason: &ReportReason) -> String {
    match reason {
        ReportReason::Scam => "Sembra una truffa: chiede soldi o documenti",
        ReportReason::Discriminatory => "Discrimina per genere, età, origine o altro",
        ReportReason::Misleading => "Paga, sede o contratto non sono quelli veri",
        ReportReason::Outdated => "Non è più aperta",
        ReportReason::SomethingElse => "Altro",
        ReportReason::Other(text) => text,
    }
    .to_owned()
}

/// When a candidate could start.
pub fn availability(value: &Availability) -> String {
    match value {
        Availability::Immediately => "Subito".to_owned(),
        Availability::WithinTwoWeeks => "Entro due settimane".to_owned(),
        Availability::WithinOneMonth => "Entro un mese".to_owned(),
        Availability::Later => "Più avanti".to_owned(),
        Availability::NotLooking => "Per ora non cerco".to_owned(),
        Availability::Other(text) => text.clone(),
    }
}

/// How often an alert is sent.
pub fn alert_frequency(value: &AlertFrequency) -> String {
    match value {
        AlertFrequency::Daily => "Ogni giorno".to_owned(),
        AlertFrequency::Weekly => "Ogni settimana".to_owned(),
        AlertFrequency::Other(text) => text.clone(),
    }
}

/// Text for an offer that takes no more applications; `None` while it is open.
pub fn ended(status: &JobPostingStatus) -> Option<&'static str> {
    match status {
        JobPostingStatus::Open | JobPostingStatus::Other(_) => None,
        JobPostingStatus::Expired => Some("Scaduta"),
        JobPostingStatus::Filled => Some("Posizione coperta"),
        JobPostingStatus::Withdrawn => Some("Ritirata"),
    }
}

/// State of an application.
pub fn job_application_status(status: &JobApplicationStatus) -> String {
    match status {
        JobApplicationStatus::Sent => "Inviata",
        JobApplicationStatus::Withdrawn => "Ritirata",
        JobApplicationStatus::Other(text) => text,
    }
    .to_owned()
}

/// "1 offerta", "38 offerte".
pub fn job_postings(count: u64) -> String {
    if count == 1 { "1 offerta".to_owned() } else { format!("{} offerte", grouped(count)) }
}

/// "1 posto", "3 posti".
pub fn openings(count: u32) -> String {
    if count == 1 { "1 posto".to_owned() } else { format!("{} posti", grouped(u64::from(count))) }
}

/// "180 kB", "1,2 MB". Never rounded down: a file over a limit must not look as if it were within it.
pub fn file_size(bytes: u64) -> String {
    const KILO: u64 = 1024;
    if bytes < KILO * KILO {
        return format!("{}\u{a0}kB", bytes.div_ceil(KILO));
    }
    let tenths = (bytes * 10).div_ceil(KILO * KILO);
    match tenths % 10 {
        0 => format!("{}\u{a0}MB", tenths / 10),
        decimal => format!("{},{decimal}\u{a0}MB", tenths / 10),
    }
}

/// "a 4 km". A place is the centre of its comune, so distance zero means the comune of the search.
pub fn distance(km: f64) -> String {
    if km < 0.1 {
        return "nel comune cercato".to_owned();
    }
    if km < 1.0 { "a meno di 1\u{a0}km".to_owned() } else { format!("a {}\u{a0}km", km.round() as u32) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_no_finer_than_a_comune() {
        let texts = [0.0, 0.4, 4.2, 29.6].map(|km| distance(km).replace('\u{a0}', " "));
        assert_eq!(texts, ["nel comune cercato", "a meno di 1 km", "a 4 km", "a 30 km"]);
    }

    #[test]
    fn sizes_of_files() {
        let sizes = [1, 1_024, 184_320, 1_048_575, 1_048_576, 1_258_291, 5_242_880, 5_242_881];
        let texts = sizes.map(|bytes| file_size(bytes).replace('\u{a0}', " "));
        assert_eq!(texts, ["1 kB", "1 kB", "180 kB", "1024 kB", "1 MB", "1,2 MB", "5 MB", "5,1 MB"]);
    }

    #[test]
    fn one_and_many() {
        assert_eq!(job_postings(1), "1 offerta");
        assert_eq!(job_postings(1_234), "1.234 offerte");
        assert_eq!(openings(3), "3 posti");
        assert_eq!(
            contract_term(&ContractTerm { kind: ContractTermKind::FixedTerm, months: Some(1) }),
            "Tempo determinato · 1 mese"
        );
    }

    #[test]
    fn values_newer_than_the_app_show_their_text() {
        assert_eq!(shift(&Shift::from("split")), "split");
        assert_eq!(employment_type(&EmploymentType::from("PER_DIEM")), "PER_DIEM");
    }
}
