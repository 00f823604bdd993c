//! Pay, and how to compare figures for an hour, a month and a year.
//!
//! The rule, in order:
//! 1. **A month is one pay slip.** A year is paid in 12, 13 or 14 of them (mensilità): month = year ÷ instalments, year
//!    = month × instalments. The default is thirteen: the thirteenth month is due to every employee (d.P.R. 1070/1960),
//!    the fourteenth only by agreement.
//! 2. **Hours of a month: the usual divisor 173**, that is 40 h × 52 weeks ÷ 12 months. Hour = month ÷ 173. If the
//!    weekly hours of a part-time job are known, their share: 20 h a week are 86.5 h a month.
//! 3. **A week** is 12 ⁄ 52 of a month, **a day** 1 ⁄ 26: the daily divisor of most agreements.
//!
//! Gross stays gross, and 173 is not every agreement's divisor (168 in commerce): the figures compare offers and are
//! not a payroll. All in whole cents, rounded to the nearest.

use crate::open_enum::open_enum;
use serde::{Deserialize, Serialize};

/// Paid hours of a full-time month.
pub const HOURS_PER_MONTH: u64 = 173;
/// Hours of a full-time week.
pub const HOURS_PER_WEEK: u64 = 40;
/// Paid days of a month.
pub const DAYS_PER_MONTH: u64 = 26;
/// Default number of monthly payments in a year.
pub const DEFAULT_INSTALMENTS: u8 = 13;
/// A higher figure is not a pay: ten million euros, in cents.
const MOST_MINOR: u64 = 1_000_000_000;

open_enum! {
    /// The unit of a pay figure (schema.org `unitText`).
    SalaryPeriod {
        Hour = "HOUR",
        Day = "DAY",
        Week = "WEEK",
        Month = "MONTH",
        Year = "YEAR",
    }
}

/// Gross initial pay or its range, as Directive (EU) 2023/970, article 5, requires.
/// Integer minor units (cents), never floats. At least one bound is present; `min_minor <= max_minor`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BaseSalary {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_minor: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_minor: Option<u64>,
    /// ISO 4217.
    pub currency: String,
    pub per: SalaryPeriod,
}

/// The national collective agreement (CCNL) that the pay and the rest of the terms come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectiveAgreement {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Number of monthly payments in a year: 12, 13 or 14 in practice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instalments: Option<u8>,
}

/// One figure in the three units for comparison: gross cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NormalisedPay {
    pub hour_minor: u64,
    pub month_minor: u64,
    pub year_minor: u64,
}

impl BaseSalary {
    /// The lower and the upper figure of the range, normalised. `None` for a missing figure, an unknown unit, pay that
    /// is not in euros, and implausible figures.
    ///
    /// `instalments` a year (12 to 16, else thirteen) come from the agreement; `weekly_hours` (1 to 40, else forty)
    /// from the offer.
    pub fn normalised(
        &self,
        instalments: Option<u8>,
        weekly_hours: Option<u8>,
    ) -> (Option<NormalisedPay>, Option<NormalisedPay>) {
        let of = |minor: Option<u64>| {
            minor
                .filter(|_| self.currency == "EUR")
                .and_then(|minor| normalise(minor, &self.per, instalments, weekly_hours))
        };
        (of(self.min_minor), of(self.max_minor))
    }

    /// The offer's maximum: its upper figure, or its only one.
    pub fn highest(&self, instalments: Option<u8>, weekly_hours: Option<u8>) -> Option<NormalisedPay> {
        let (min, max) = self.normalised(instalments, weekly_hours);
        max.or(min)
    }
}

/// The figure in all three units, by the rule above; exact to the cent in its own unit.
pub fn normalise(
    minor: u64,
    per: &SalaryPeriod,
    instalments: Option<u8>,
    weekly_hours: Option<u8>,
) -> Option<NormalisedPay> {
    if minor == 0 || minor > MOST_MINOR {
        return None;
    }
    let instalments = u64::from(instalments.filter(|n| (12..=16).contains(n)).unwrap_or(DEFAULT_INSTALMENTS));
    let weekly =
        weekly_hours.map(u64::from).filter(|hours| (1..=HOURS_PER_WEEK).contains(hours)).unwrap_or(HOURS_PER_WEEK);
    // Hours of the month times forty: an integer for every week.
    let hours_by_40 = HOURS_PER_MONTH * weekly;
    let month_minor = match per {
        SalaryPeriod::Hour => divide(minor * hours_by_40, HOURS_PER_WEEK),
        SalaryPeriod::Day => minor * DAYS_PER_MONTH,
        SalaryPeriod::Week => divide(minor * 52, 12),
        SalaryPeriod::Month => minor,
        SalaryPeriod::Year => divide(minor, instalments),
        SalaryPeriod::Other(_) => return None,
    };
    Some(NormalisedPay {
        hour_minor: if *per == SalaryPeriod::Hour { minor } else { divide(month_minor * HOURS_PER_WEEK, hours_by_40) },
        month_minor,
        year_minor: if *per == SalaryPeriod::Year { minor } else { month_minor * instalments },
    })
}

/// The weekly hours at the start of a text about hours: "24 ore: mercoledì–sabato". `None` for any other form.
pub fn weekly_hours(work_hours: &str) -> Option<u8> {
    let digits = work_hours.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit())?;
    let (number, rest) = digits.split_at_checked(end)?;
    let unit = rest.trim_start().to_ascii_lowercase();
    // "8 ore al giorno" is not a week.
    let is_weekly = unit.starts_with("ore") && !unit.contains("giorn");
    number.parse().ok().filter(|hours| is_weekly && (1..=48).contains(hours))
}

/// To the nearest whole.
fn divide(amount: u64, by: u64) -> u64 {
    (amount + by / 2) / by
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(minor: u64, per: SalaryPeriod, instalments: Option<u8>, weekly_hours: Option<u8>) -> [u64; 3] {
        let pay = normalise(minor, &per, instalments, weekly_hours).unwrap();
        [pay.hour_minor, pay.month_minor, pay.year_minor]
    }

    #[test]
    fn every_unit_reaches_the_others() {
        assert_eq!(figures(170_000, SalaryPeriod::Month, Some(14), None), [983, 170_000, 2_380_000]);
        assert_eq!(figures(170_000, SalaryPeriod::Month, None, None), [983, 170_000, 2_210_000]);
        assert_eq!(figures(2_380_000, SalaryPeriod::Year, Some(14), None), [983, 170_000, 2_380_000]);
        assert_eq!(figures(1_000, SalaryPeriod::Hour, Some(12), None), [1_000, 173_000, 2_076_000]);
        assert_eq!(figures(8_000, SalaryPeriod::Day, None, None)[1], 208_000);
        assert_eq!(figures(40_000, SalaryPeriod::Week, None, None)[1], 173_333);
    }

    #[test]
    fn part_time_hours_count_when_they_are_known() {
        assert_eq!(figures(1_000, SalaryPeriod::Hour, Some(12), Some(20)), [1_000, 86_500, 1_038_000]);
        assert_eq!(figures(86_500, SalaryPeriod::Month, Some(12), Some(20))[0], 1_000);
        // No week has ninety hours: it counts as a full one.
        assert_eq!(figures(1_000, SalaryPeriod::Hour, Some(12), Some(90))[1], 173_000);
    }

    #[test]
    fn the_figure_as_it_was_stated_stays_to_the_cent() {
        assert_eq!(figures(2_500_000, SalaryPeriod::Year, Some(14), None)[2], 2_500_000);
        assert_eq!(figures(999, SalaryPeriod::Hour, None, None)[0], 999);
    }

    #[test]
    fn hours_of_the_week_are_read_from_words() {
        assert_eq!(weekly_hours("24 ore: mercoledì–sabato, 17–23"), Some(24));
        assert_eq!(weekly_hours(" 25 ore, lunedì–venerdì, 9–14"), Some(25));
        assert_eq!(weekly_hours("20 ore settimanali"), Some(20));
        for text in ["Lunedì–venerdì, 9–18", "8 ore al giorno", "6–14", "", "ore", "240 ore", "24"] {
            assert_eq!(weekly_hours(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_pay_is_none() {
        assert_eq!(normalise(0, &SalaryPeriod::Month, None, None), None);
        assert_eq!(normalise(u64::MAX, &SalaryPeriod::Hour, None, None), None);
        assert_eq!(normalise(1, &SalaryPeriod::from("DECADE"), None, None), None);
        // Thirty instalments are a typing error.
        assert_eq!(figures(130_000, SalaryPeriod::Year, Some(30), None)[1], 10_000);
    }

    #[test]
    fn a_range_reaches_its_upper_figure() {
        let pay = |min_minor, max_minor, currency: &str| BaseSalary {
            min_minor,
            max_minor,
            currency: currency.to_owned(),
            per: SalaryPeriod::Month,
        };
        assert_eq!(pay(Some(100), Some(200), "EUR").highest(None, None).unwrap().month_minor, 200);
        assert_eq!(pay(Some(100), None, "EUR").highest(None, None).unwrap().month_minor, 100);
        assert_eq!(pay(Some(100), None, "CHF").highest(None, None), None);
    }
}
