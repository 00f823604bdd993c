//! What a source says of pay, as far as an offer may show it.

use contract::{BaseSalary, CollectiveAgreement, ContractTerm, ContractTermKind};
use source_values::pay::{self, Words};

use super::source::SourcePay;

/// What agreements are called that set a number of payments and are not named.
const UNNAMED: &str = "non indicato";

/// The pay, or none: an offer is never left out because of it.
pub fn base_salary(
    source: Option<&SourcePay>,
    term: Option<&ContractTerm>,
    agreement: &mut Option<CollectiveAgreement>,
    notes: &mut Vec<String>,
) -> Option<BaseSalary> {
    let source = source?;
    let (currency, per) = (source.currency.as_deref(), source.per.as_deref());
    let of_words =
        source.words.as_deref().map(|words| pay::read(Words { min: Some(words), max: Some(words), currency, per }));
    let has_figures = source.min.is_some() || source.max.is_some();
    let mut reading = match of_words {
        Some(reading) if !has_figures => reading,
        beside => {
            let (min, max) = (source.min.as_deref(), source.max.as_deref());
            let mut reading = pay::read(Words { min, max, currency, per });
            // "Per 13 mensilità" beside the figures.
            if let Some(beside) = beside {
                reading.instalments = reading.instalments.or(beside.instalments);
                reading.agreement = reading.agreement.or(beside.agreement);
            }
            reading
        }
    };
    notes.append(&mut reading.notes);
    if agreement.is_none() {
        *agreement = reading.agreement;
    }
    if let Some(count) = reading.instalments {
        let agreement = agreement.get_or_insert_with(|| CollectiveAgreement {
            name: UNNAMED.to_owned(),
            level: None,
            instalments: None,
        });
        agreement.instalments.get_or_insert(count);
    }
    let is_internship = term.is_some_and(|term| term.kind == ContractTermKind::Internship);
    if reading.is_allowance && !is_internship && reading.pay.is_some() {
        notes.push("pay left out: an expense allowance is the pay of an internship alone".to_owned());
        return None;
    }
    reading.pay
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(
        text: &str,
        kind: Option<ContractTermKind>,
        named: Option<&str>,
    ) -> (Option<BaseSalary>, Option<CollectiveAgreement>, usize) {
        let source = SourcePay { min: Some(text.to_owned()), max: Some(text.to_owned()), ..SourcePay::default() };
        let term = kind.map(|kind| ContractTerm { kind, months: None });
        let mut agreement =
            named.map(|name| CollectiveAgreement { name: name.to_owned(), level: None, instalments: None });
        let mut notes = Vec::new();
        let salary = base_salary(Some(&source), term.as_ref(), &mut agreement, &mut notes);
        (salary, agreement, notes.len())
    }

    #[test]
    fn an_allowance_is_the_pay_of_an_internship_alone() {
        let text = "rimborso spese 600 € al mese";
        assert_eq!(read(text, None, None), (None, None, 1));
        let (salary, _, notes) = read(text, Some(ContractTermKind::Internship), None);
        assert_eq!((salary.and_then(|salary| salary.min_minor), notes), (Some(60_000), 0));
    }

    #[test]
    fn payments_a_year_belong_to_the_agreement() {
        let instalments = |(_, agreement, _): (_, Option<CollectiveAgreement>, _)| {
            agreement.map(|agreement| (agreement.name, agreement.instalments))
        };
        assert_eq!(instalments(read("1.200 € al mese x14", None, None)), Some((UNNAMED.to_owned(), Some(14))));
        assert_eq!(
            instalments(read("1.200 € al mese x14", None, Some("Turismo"))),
            Some(("Turismo".to_owned(), Some(14)))
        );
        assert_eq!(
            instalments(read("CCNL Commercio, 1.200 € al mese", None, None)),
            Some(("Commercio".to_owned(), None))
        );
        assert_eq!(instalments(read("1.200 € al mese", None, None)), None);
    }
}
