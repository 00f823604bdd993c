//! What the middle half of some offers pay.

use contract::{BaseSalary, CollectiveAgreement, TypicalPay};

/// Fewer say nothing about a role.
const LEAST: usize = 5;

/// What an offer stands for, a month: the middle of its range, or the only figure it gives. In gross cents,
/// normalised as [`contract::salary`] says, by a full week: offers give their hours in words only.
pub fn month_minor(salary: &BaseSalary, agreement: Option<&CollectiveAgreement>) -> Option<u64> {
    let instalments = agreement.and_then(|agreement| agreement.instalments);
    match salary.normalised(instalments, None) {
        (Some(min), Some(max)) => Some((min.month_minor + max.month_minor).div_ceil(2)),
        (min, max) => min.or(max).map(|pay| pay.month_minor),
    }
}

/// First and third quartile of these months, interpolated between the two nearest. `None` for fewer than five.
pub fn of(mut months: Vec<u64>) -> Option<TypicalPay> {
    if months.len() < LEAST {
        return None;
    }
    months.sort_unstable();
    Some(TypicalPay {
        low_month_minor: quartile(&months, 1)?,
        high_month_minor: quartile(&months, 3)?,
        job_postings: months.len() as u64,
    })
}

fn quartile(sorted: &[u64], quarter: usize) -> Option<u64> {
    let quarters = sorted.len().checked_sub(1)? * quarter;
    let low = sorted.get(quarters / 4).copied()?;
    let high = sorted.get(quarters / 4 + 1).copied().unwrap_or(low);
    let share = (quarters % 4) as u64;
    Some(low + (high.saturating_sub(low) * share + 2) / 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::SalaryPeriod;

    fn months(min_minor: Option<u64>, max_minor: Option<u64>, currency: &str, per: SalaryPeriod) -> Option<u64> {
        month_minor(&BaseSalary { min_minor, max_minor, currency: currency.to_owned(), per }, None)
    }

    #[test]
    fn an_offer_stands_for_the_middle_of_its_range() {
        assert_eq!(months(Some(150_000), Some(170_001), "EUR", SalaryPeriod::Month), Some(160_001));
        assert_eq!(months(Some(150_000), None, "EUR", SalaryPeriod::Month), Some(150_000));
        assert_eq!(months(None, Some(1_000), "EUR", SalaryPeriod::Hour), Some(173_000));
        assert_eq!(months(Some(150_000), None, "CHF", SalaryPeriod::Month), None);
        let agreement = CollectiveAgreement { name: "CCNL".to_owned(), level: None, instalments: Some(14) };
        let year = BaseSalary {
            min_minor: Some(2_380_000),
            max_minor: None,
            currency: "EUR".to_owned(),
            per: SalaryPeriod::Year,
        };
        assert_eq!(month_minor(&year, Some(&agreement)), Some(170_000));
    }

    #[test]
    fn quartiles_lie_between_the_nearest() {
        let figures = |months: &[u64]| of(months.to_vec()).map(|pay| (pay.low_month_minor, pay.high_month_minor));
        assert_eq!(figures(&[5, 1, 4, 2, 3]), Some((2, 4)));
        // 1 + ¾ of the way to the second pair, and so on: R's type 7, the one spreadsheets use.
        assert_eq!(figures(&[100, 200, 300, 400, 500, 600]), Some((225, 475)));
        assert_eq!(figures(&[7; 9]), Some((7, 7)));
        assert_eq!(figures(&[1, 2, 3, 4]), None);
        assert_eq!(of((1..=5).collect()).map(|pay| pay.job_postings), Some(5));
    }
}
