//! Amounts as sources write them, to whole cents.

use contract::{BaseSalary, SalaryPeriod};

use super::source::SourcePay;

/// The most that is taken for a pay: ten million a period. Above it something else was meant.
const MOST_MINOR: u64 = 1_000_000_000;

/// A pay that holds, `None` when there is nothing to show, or why the record cannot be right.
pub fn read(pay: &SourcePay, notes: &mut Vec<String>) -> Result<Option<BaseSalary>, String> {
    let amount = |text: &Option<String>| text.as_deref().map(minor_units).transpose();
    // A zero stands for "not said" in many feeds.
    let min_minor = amount(&pay.min)?.filter(|minor| *minor > 0);
    let max_minor = amount(&pay.max)?.filter(|minor| *minor > 0);
    if let (Some(min), Some(max)) = (min_minor, max_minor)
        && min > max
    {
        return Err("least pay is above the most".to_owned());
    }
    if min_minor.is_none() && max_minor.is_none() {
        if let Some(words) = &pay.words {
            notes.push(format!("pay left out, it is only words: \"{}\"", words.chars().take(60).collect::<String>()));
        }
        return Ok(None);
    }
    let Some(per) = pay.per.as_deref().and_then(period) else {
        notes.push("pay left out: for what period is not said".to_owned());
        return Ok(None);
    };
    let currency = pay.currency.as_deref().map_or("EUR", str::trim).to_ascii_uppercase();
    if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        notes.push("pay left out: unknown currency".to_owned());
        return Ok(None);
    }
    Ok(Some(BaseSalary { min_minor, max_minor, currency, per }))
}

fn period(text: &str) -> Option<SalaryPeriod> {
    match text.trim().to_ascii_uppercase().as_str() {
        "HOUR" | "HOURLY" | "ORA" | "HUR" => Some(SalaryPeriod::Hour),
        "DAY" | "DAILY" | "GIORNO" => Some(SalaryPeriod::Day),
        "WEEK" | "WEEKLY" | "SETTIMANA" => Some(SalaryPeriod::Week),
        "MONTH" | "MONTHLY" | "MESE" | "MON" => Some(SalaryPeriod::Month),
        "YEAR" | "YEARLY" | "ANNUAL" | "ANNO" | "ANN" => Some(SalaryPeriod::Year),
        _ => None,
    }
}

/// "1900", "9.5", "1.900,50", "1900.00 €". A point before exactly three digits at the end parts thousands, the way
/// Italian sources write; three decimals mean nothing in money.
fn minor_units(text: &str) -> Result<u64, String> {
    let bad = || format!("bad pay \"{}\"", text.chars().take(40).collect::<String>());
    let cleaned: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '€' | '\'' | '\u{a0}')).collect();
    let cleaned = cleaned.trim_start_matches("EUR").trim_end_matches("EUR");
    if cleaned.starts_with(['-', '−']) {
        return Err("negative pay".to_owned());
    }
    let (whole, fraction) = match (cleaned.rfind(','), cleaned.rfind('.')) {
        (Some(comma), point) if point.is_none_or(|point| comma > point) => cleaned.split_at(comma),
        (_, Some(point)) if cleaned.len() - point != 4 => cleaned.split_at(point),
        _ => (cleaned, ""),
    };
    let digits: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    let fraction = fraction.get(1..).unwrap_or_default();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || digits.len() > 9 || fraction.len() > 20 || !is_number(&digits) || !is_number(fraction) {
        return Err(bad());
    }
    let cents: String = fraction.chars().chain("00".chars()).take(2).collect();
    let minor = format!("{digits}{cents}").parse::<u64>().map_err(|_| bad())?;
    if minor > MOST_MINOR { Err(bad()) } else { Ok(minor) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pay(min: &str, max: &str, per: &str) -> Result<Option<BaseSalary>, String> {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        read(
            &SourcePay { min: some(min), max: some(max), currency: None, per: some(per), words: None },
            &mut Vec::new(),
        )
    }

    #[test]
    fn amounts_become_whole_cents() {
        for (text, minor) in [
            ("1900", 190_000),
            ("9.5", 950),
            ("9,50", 950),
            ("1.900", 190_000),
            ("1.900,50", 190_050),
            ("1,900.50", 190_050),
            ("1900.00 €", 190_000),
            ("€ 25.000", 2_500_000),
            ("8.4567", 845),
            ("1783.75", 178_375),
        ] {
            assert_eq!(minor_units(text), Ok(minor), "{text}");
        }
        for text in ["", "abc", "1e9", "NaN", "1-2", "99999999999"] {
            assert!(minor_units(text).is_err(), "{text}");
        }
    }

    #[test]
    fn pay_that_cannot_be_is_refused() {
        assert_eq!(pay("-1", "", "MONTH"), Err("negative pay".to_owned()));
        assert!(pay("2000", "1000", "MONTH").is_err());
        assert!(pay("molto", "", "MONTH").is_err());
    }

    #[test]
    fn pay_without_a_period_is_not_shown() {
        assert_eq!(pay("1000", "", ""), Ok(None));
        assert_eq!(pay("0", "0", "MONTH"), Ok(None));
        assert_eq!(pay("1000", "", "month").unwrap().unwrap().per, SalaryPeriod::Month);
    }
}
