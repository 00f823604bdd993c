//! What an offer says of hours, permanence, shifts and the agreement behind them.

use contract::{CollectiveAgreement, ContractTerm, ContractTermKind, EmploymentType, Shift};

use super::source::SourcePosting;
use super::wording::{short_text, shorten};
use taxonomy::fold::fold;

/// schema.org mixes hours and permanence in one list; an own contract term says more and wins.
pub fn employment(source: &SourcePosting, notes: &mut Vec<String>) -> (Option<EmploymentType>, Option<ContractTerm>) {
    let (mut hours, mut kind) = (None, None);
    for text in &source.employment_types {
        match fold(text).replace(' ', "").as_str() {
            "fulltime" | "tempopieno" => _ = hours.get_or_insert(EmploymentType::FullTime),
            "parttime" | "tempoparziale" => _ = hours.get_or_insert(EmploymentType::PartTime),
            "permanent" | "indeterminato" | "tempoindeterminato" => _ = kind.get_or_insert(ContractTermKind::Permanent),
            "temporary" | "determinato" | "tempodeterminato" => _ = kind.get_or_insert(ContractTermKind::FixedTerm),
            "intern" | "internship" | "tirocinio" | "stage" => _ = kind.get_or_insert(ContractTermKind::Internship),
            "apprenticeship" | "apprendistato" => _ = kind.get_or_insert(ContractTermKind::Apprenticeship),
            "seasonal" | "stagionale" => _ = kind.get_or_insert(ContractTermKind::Seasonal),
            "perdiem" | "oncall" => _ = kind.get_or_insert(ContractTermKind::OnCall),
            _ => notes.push(format!("employment type \"{}\" ignored", shorten(text, 40))),
        }
    }
    if let Some(text) = &source.contract_term {
        match ContractTermKind::parse_known(text) {
            Some(known) => kind = Some(known),
            None => notes.push(format!("unknown contract term \"{}\" ignored", shorten(text, 40))),
        }
    }
    let months = source.contract_months.as_deref().and_then(|text| {
        let months = text.parse::<u16>().ok().filter(|months| (1..=600).contains(months));
        if months.is_none() {
            notes.push(format!("contract months \"{}\" ignored", shorten(text, 40)));
        }
        months
    });
    (hours, kind.map(|kind| ContractTerm { months: months.filter(|_| kind != ContractTermKind::Permanent), kind }))
}

pub fn shifts(texts: &[String], notes: &mut Vec<String>) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for text in texts {
        match Shift::parse_known(text) {
            Some(shift) if shifts.contains(&shift) => {}
            Some(shift) => shifts.push(shift),
            None => notes.push(format!("unknown shift \"{}\" ignored", shorten(text, 40))),
        }
    }
    shifts
}

pub fn agreement(source: &SourcePosting, notes: &mut Vec<String>) -> Option<CollectiveAgreement> {
    let name = source.agreement_name.as_deref().and_then(short_text)?;
    let instalments = source.agreement_instalments.as_deref().and_then(|text| {
        let number = text.parse::<u8>().ok().filter(|number| (12..=16).contains(number));
        if number.is_none() {
            notes.push(format!("instalments \"{}\" ignored", shorten(text, 40)));
        }
        number
    });
    Some(CollectiveAgreement { name, level: source.agreement_level.as_deref().and_then(short_text), instalments })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_own_contract_term_wins_over_the_one_of_schema_org() {
        let mut source = SourcePosting {
            employment_types: vec!["TEMPORARY".into(), "PART_TIME".into(), "OTHER".into()],
            contract_months: Some("6".into()),
            ..SourcePosting::default()
        };
        let mut notes = Vec::new();
        let (hours, term) = employment(&source, &mut notes);
        assert_eq!(hours, Some(EmploymentType::PartTime));
        assert_eq!(term, Some(ContractTerm { kind: ContractTermKind::FixedTerm, months: Some(6) }));
        assert_eq!(notes.len(), 1);
        source.contract_term = Some("agency_work".into());
        assert_eq!(employment(&source, &mut notes).1.unwrap().kind, ContractTermKind::AgencyWork);
        source.contract_term = Some("permanent".into());
        assert_eq!(employment(&source, &mut notes).1.unwrap().months, None);
    }
}
