//! Dates that are one number: seconds or milliseconds since 1970, Excel's days, a day without separators.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

#[derive(Debug, PartialEq, Eq)]
pub enum Number {
    Instant(DateTime<Utc>),
    /// By the clock of Rome.
    Local(NaiveDateTime),
    Day(NaiveDate),
    /// A zero: it stands for "none".
    Zero,
}

/// `None` if the text is not one number, or none of these.
pub fn read(text: &str) -> Option<Number> {
    let number = text.strip_prefix("/date(").and_then(|text| text.split([')', '+']).next()).unwrap_or(text);
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 19 || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    if value == 0 && number.bytes().all(|byte| matches!(byte, b'0' | b'.' | b',')) {
        return Some(Number::Zero);
    }
    match whole.len() {
        5 => excel(value, fraction),
        // "20261231"; written the Italian way only where the other cannot be.
        8 if fraction.is_empty() => {
            let day = |form| {
                NaiveDate::parse_from_str(whole, form)
                    .ok()
                    .filter(|day| (1990..2100).contains(&chrono::Datelike::year(day)))
            };
            day("%Y%m%d").or_else(|| day("%d%m%Y")).map(Number::Day)
        }
        9 | 10 => DateTime::from_timestamp(value, 0).map(Number::Instant),
        12 | 13 => DateTime::from_timestamp_millis(value).map(Number::Instant),
        14 if fraction.is_empty() => NaiveDateTime::parse_from_str(whole, "%Y%m%d%H%M%S").ok().map(Number::Local),
        16 => DateTime::from_timestamp_micros(value).map(Number::Instant),
        19 => DateTime::from_timestamp(value / 1_000_000_000, 0).map(Number::Instant),
        _ => None,
    }
}

/// Days since the end of 1899, from 2000 to 2099; what is behind the point is the part of the day.
fn excel(days: i64, fraction: &str) -> Option<Number> {
    let start = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let day = (36_526..73_051).contains(&days).then(|| start.checked_add_signed(TimeDelta::days(days)))??;
    let part: f64 = format!("0.{fraction}0").parse().ok()?;
    if part == 0.0 {
        return Some(Number::Day(day));
    }
    let seconds = (part * 86_400.0).round();
    #[allow(clippy::cast_possible_truncation, reason = "a part of a day in seconds")]
    let time = day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::seconds(seconds as i64))?;
    Some(Number::Local(time))
}
