//! What an offer says of hours, permanence, shifts and the agreement behind them.

use contract::{CollectiveAgreement, ContractTerm, ContractTermKind, EmploymentType, Shift};

use super::contract_words::{self, Said};
use super::source::SourcePosting;
use super::wording::{short_text, shorten};
use taxonomy::fold::fold;

/// schema.org mixes hours and permanence in one list, sources of all kinds write free words; an own contract term says more and
/// wins.
pub fn employment(source: &SourcePosting, notes: &mut Vec<String>) -> (Option<EmploymentType>, Option<ContractTerm>) {
    let mut said = Said::default();
    for text in &source.employment_types {
        let mut one = contract_words::read(&text.replace('_', " "));
        // Of a list of words, unlike of a sentence, the first counts.
        if said.hours().is_some() {
            (one.full_time, one.part_time) = (false, false);
        }
        if one.is_nothing() {
            notes.push(format!("employment type \"{}\" ignored", shorten(text, 40)));
        }
        said.join(one);
    }
    for text in &source.contract_words {
        let one = contract_words::read(text);
        if one.is_nothing() {
            notes.push(format!("words about the contract, \"{}\", are not understood", shorten(text, 60)));
        }
        said.join(one);
    }
    if said.full_time && said.part_time {
        notes.push("full time and part time are both said: neither is shown".to_owned());
    }
    if said.is_self_employment {
        notes.push("self-employment is none of our contracts: left blank".to_owned());
    }
    let hours = said.hours();
    let mut kind = said.kind.filter(|_| !said.is_self_employment);
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
    let months = months.or(said.months);
    (hours, kind.map(|kind| ContractTerm { months: months.filter(|_| kind != ContractTermKind::Permanent), kind }))
}

pub fn shifts(texts: &[String], notes: &mut Vec<String>) -> Vec<Shift> {
    let mut shifts = Vec::new();
    for text in texts {
        match Shift::parse_known(text).or_else(|| in_italian(text)) {
            Some(shift) if shifts.contains(&shift) => {}
            Some(shift) => shifts.push(shift),
            None => notes.push(format!("unknown shift \"{}\" ignored", shorten(text, 40))),
        }
    }
    shifts
}

fn in_italian(text: &str) -> Option<Shift> {
    let folded = fold(text);
    let has = |words: &[&str]| words.iter().any(|word| folded.split(' ').any(|known| known.starts_with(word)));
    Some(match () {
        () if has(&["rotazion", "turni", "ciclo", "alternat", "h24"]) => Shift::Rotating,
        () if has(&["nott"]) => Shift::Night,
        () if has(&["ser"]) => Shift::Evening,
        () if has(&["weekend", "festiv", "sabato", "domenic"]) || folded.contains("fine settimana") => Shift::Weekend,
        () if has(&["feriali"]) => Shift::Weekday,
        () if has(&["giorn", "diurn", "mattin"]) => Shift::Day,
        () => return None,
    })
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
