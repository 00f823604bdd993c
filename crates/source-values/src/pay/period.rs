//! For how long a pay is: the period of a source's own field, and what may be earned in it.

use contract::SalaryPeriod;

use super::vocabulary::{Meaning, meaning};

/// What the field of a source says about the period.
#[derive(Debug, PartialEq, Eq)]
pub enum Field {
    Known(SalaryPeriod),
    /// A period that we have no word for.
    Foreign,
    Unknown,
}

/// "MONTH", "1 MONTH", "mensile", "per-year-salary", "RAL", "P1M", "/h".
pub fn field(text: &str) -> Field {
    let lower = text.trim().to_lowercase().replace("p.a.", "pa").replace("r.a.l.", "ral");
    match lower.as_str() {
        "h" | "pt1h" => return Field::Known(SalaryPeriod::Hour),
        "d" | "p1d" | "g" => return Field::Known(SalaryPeriod::Day),
        "w" | "p1w" => return Field::Known(SalaryPeriod::Week),
        "m" | "p1m" => return Field::Known(SalaryPeriod::Month),
        "y" | "p1y" => return Field::Known(SalaryPeriod::Year),
        _ => {}
    }
    let words = || lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let foreign = [
        "bi", "biweekly", "bimonthly", "semi", "semimonthly", "fortnight", "quarter", "quarterly", "trimestre",
        "trimestrale", "semestre", "semestrale", "tantum", "onetime", "milestone", "project", "progetto", "piece",
    ];
    if words().any(|word| foreign.contains(&word)) || lower.contains("one-time") || lower.contains("one time") {
        return Field::Foreign;
    }
    let period = words().find_map(|word| match meaning(word) {
        Meaning::Period(period) => Some(period),
        Meaning::GrossOfYear => Some(SalaryPeriod::Year),
        Meaning::Hours => Some(SalaryPeriod::Hour),
        Meaning::Payments => Some(SalaryPeriod::Month),
        Meaning::Counted => match word {
            "mesi" | "months" => Some(SalaryPeriod::Month),
            "anni" | "years" => Some(SalaryPeriod::Year),
            "giorni" | "days" => Some(SalaryPeriod::Day),
            "settimane" | "weeks" => Some(SalaryPeriod::Week),
            _ => None,
        },
        _ => None,
    });
    period.map_or(Field::Unknown, Field::Known)
}

/// What a gross pay can be, in whole units of a currency that is worth about a euro. Wide on purpose: they tell a wrong
/// period or a lost thousand, not a low or a high pay.
/// - an hour from 3 (domestic workers who live in are paid around 6) to 200 (doctors on call are paid around 100);
/// - a day from 20 to 1,000, a week from 80 to 5,000;
/// - a month from 100 (internships of few hours) to 15,000: above it, a year was meant;
/// - a year from 4,000 (ten hours a week) to 400,000: below it, a month was meant.
pub fn is_plausible(cents: u64, per: &SalaryPeriod, currency: &str) -> bool {
    let (least, most) = match per {
        SalaryPeriod::Hour => (3, 200),
        SalaryPeriod::Day => (20, 1_000),
        SalaryPeriod::Week => (80, 5_000),
        SalaryPeriod::Month => (100, 15_000),
        SalaryPeriod::Year => (4_000, 400_000),
        SalaryPeriod::Other(_) => return false,
    };
    if is_worth_a_euro(currency) {
        (least * 100..=most * 100).contains(&cents)
    } else {
        // Its worth is not known here: only what no currency pays is refused.
        cents <= 1_000_000_000
    }
}

/// The period that a figure in about euros leaves no doubt about: no month is paid ten thousand and more in a notice, no
/// year less than that, no day or week between 700 and 4,500 is usual. An hour only when it is written like money.
pub fn by_size(least: u64, most: u64, currency: &str, is_written_as_money: bool) -> Option<SalaryPeriod> {
    let is_between = |from: u64, to: u64| least >= from * 100 && most <= to * 100;
    if !is_worth_a_euro(currency) {
        None
    } else if is_between(700, 4_500) {
        Some(SalaryPeriod::Month)
    } else if is_between(12_000, 200_000) {
        Some(SalaryPeriod::Year)
    } else if is_written_as_money && is_between(5, 30) {
        Some(SalaryPeriod::Hour)
    } else {
        None
    }
}

fn is_worth_a_euro(currency: &str) -> bool {
    matches!(currency, "EUR" | "CHF" | "USD" | "GBP" | "CAD" | "AUD")
}
