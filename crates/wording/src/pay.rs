use contract::job_search::{SalaryFloor, SalaryFloorPeriod};
use contract::{BaseSalary, SalaryPeriod};

use crate::grouped;

/// "da 1.900 a 2.100 € al mese"; `None` when there is no figure to show.
pub fn base_salary(salary: &BaseSalary) -> Option<String> {
    let per = match &salary.per {
        SalaryPeriod::Hour => "l’ora",
        SalaryPeriod::Day => "al giorno",
        SalaryPeriod::Week => "a settimana",
        SalaryPeriod::Month => "al mese",
        SalaryPeriod::Year => "l’anno",
        SalaryPeriod::Other(text) => text.as_str(),
    };
    let currency = if salary.currency == "EUR" { "€" } else { salary.currency.as_str() };
    // No-break spaces keep a figure and its unit on one line.
    let figures = match (salary.min_minor, salary.max_minor) {
        (Some(min), Some(max)) if min != max => format!("da {} a {}", amount(min), amount(max)),
        (Some(figure), Some(_)) => amount(figure),
        (Some(min), None) => format!("da {}", amount(min)),
        (None, Some(max)) => format!("fino a {}", amount(max)),
        (None, None) => return None,
    };
    Some(format!("{figures}\u{a0}{currency} {per}"))
}

/// "Almeno 1.500 € al mese".
pub fn floor(floor: &SalaryFloor) -> String {
    let per = match &floor.per {
        SalaryFloorPeriod::Hour => "l’ora",
        SalaryFloorPeriod::Month => "al mese",
        SalaryFloorPeriod::Year => "l’anno",
        SalaryFloorPeriod::Other(text) => text.as_str(),
    };
    format!("Almeno {}\u{a0}€ {per}", grouped(u64::from(floor.euros)))
}

/// To the nearest euro, in cents: a converted figure is an estimate, and cents would suggest otherwise.
pub fn whole(minor: u64) -> u64 {
    (minor + 50) / 100 * 100
}

/// Shows cents only when there are any: 1.900 and 9,50.
pub fn amount(minor: u64) -> String {
    match minor % 100 {
        0 => grouped(minor / 100),
        cents => format!("{},{cents:02}", grouped(minor / 100)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn salary(min_minor: Option<u64>, max_minor: Option<u64>, per: SalaryPeriod) -> Option<String> {
        base_salary(&BaseSalary { min_minor, max_minor, currency: "EUR".into(), per })
            .map(|text| text.replace('\u{a0}', " "))
    }

    #[test]
    fn pay_in_words() {
        let month = SalaryPeriod::Month;
        assert_eq!(salary(Some(190_000), Some(210_000), month.clone()).unwrap(), "da 1.900 a 2.100 € al mese");
        assert_eq!(salary(Some(190_000), Some(190_000), month.clone()).unwrap(), "1.900 € al mese");
        assert_eq!(salary(Some(190_000), None, month.clone()).unwrap(), "da 1.900 € al mese");
        assert_eq!(salary(None, Some(2_400_000), SalaryPeriod::Year).unwrap(), "fino a 24.000 € l’anno");
        assert_eq!(salary(Some(950), Some(1005), SalaryPeriod::Hour).unwrap(), "da 9,50 a 10,05 € l’ora");
        assert_eq!(salary(None, None, month), None);
    }
}
