use contract::{ContractTerm, ContractTermKind, EmploymentType, JobPostingStatus, JobSort, Shift, WorkplaceType};

use super::grouped;

pub fn employment_type(value: &EmploymentType) -> String {
    match value {
        EmploymentType::FullTime => "Tempo pieno",
        EmploymentType::PartTime => "Part-time",
        EmploymentType::Other(text) => text,
    }
    .to_owned()
}

/// "Somministrazione · 6 mesi".
pub fn contract_term(term: &ContractTerm) -> String {
    let kind = match &term.kind {
        ContractTermKind::Permanent => "Tempo indeterminato",
        ContractTermKind::FixedTerm => "Tempo determinato",
        ContractTermKind::AgencyWork => "Somministrazione",
        ContractTermKind::Apprenticeship => "Apprendistato",
        ContractTermKind::Internship => "Tirocinio",
        ContractTermKind::Seasonal => "Stagionale",
        ContractTermKind::OnCall => "A chiamata",
        ContractTermKind::Other(text) => text,
    };
    match term.months {
        Some(1) => format!("{kind} · 1 mese"),
        Some(months) => format!("{kind} · {months} mesi"),
        None => kind.to_owned(),
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

/// `None` for work on site: that is what a place says already.
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
        JobSort::Newest => "Più recenti",
        JobSort::Closing => "In scadenza",
        JobSort::Distance => "Più vicine",
        JobSort::Salary => "Paga più alta",
        JobSort::Other(text) => text,
    }
    .to_owned()
}

/// What to say of an offer one can't apply to any more; `None` while it is open.
pub fn ended(status: &JobPostingStatus) -> Option<&'static str> {
    match status {
        JobPostingStatus::Open | JobPostingStatus::Other(_) => None,
        JobPostingStatus::Expired => Some("Scaduta"),
        JobPostingStatus::Filled => Some("Posizione coperta"),
        JobPostingStatus::Withdrawn => Some("Ritirata"),
    }
}

/// "1 offerta", "38 offerte".
pub fn job_postings(count: u64) -> String {
    if count == 1 { "1 offerta".to_owned() } else { format!("{} offerte", grouped(count)) }
}

/// "1 posto", "3 posti".
pub fn openings(count: u32) -> String {
    if count == 1 { "1 posto".to_owned() } else { format!("{} posti", grouped(u64::from(count))) }
}

/// "a 4 km". Places are known by the centre of their comune, so no distance at all means the comune searched for.
pub fn distance(km: f64) -> String {
    if km < 0.1 {
        return "nel comune cercato".to_owned();
    }
    if km < 1.0 { "a meno di 1\u{a0}km".to_owned() } else { format!("a {km:.0}\u{a0}km") }
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
