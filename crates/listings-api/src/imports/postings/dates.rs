//! Dates as sources write them. A mere day has no hour: what it means depends on which date it is.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use contract::deadline::{end_of_day_in_rome, rome_time};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceDate {
    Day(NaiveDate),
    Instant(DateTime<FixedOffset>),
}

impl SourceDate {
    /// `YYYY-MM-DD`, RFC 3339, or a time without offset, which is by the clock of Rome. With `today`: `today±N` too.
    pub fn parse(text: &str, today: Option<NaiveDate>) -> Result<Self, String> {
        let text = text.trim();
        let date = Self::read(text, today).ok_or_else(|| {
            let hint = if text.starts_with("today") { " (relative dates are off)" } else { "" };
            format!("bad date \"{}\"{hint}", text.chars().take(40).collect::<String>())
        })?;
        let is_plausible = (2000..2100).contains(&chrono::Datelike::year(&date.day()));
        if is_plausible { Ok(date) } else { Err(format!("date out of range: {text:.40}")) }
    }

    fn read(text: &str, today: Option<NaiveDate>) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("today") {
            let days: i64 =
                if rest.is_empty() { 0 } else { rest.parse().ok().filter(|_| rest.starts_with(['+', '-']))? };
            return today?.checked_add_signed(chrono::TimeDelta::try_days(days)?).map(Self::Day);
        }
        if text.len() > 40 {
            return None;
        }
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Some(Self::Day(day));
        }
        let with_offset = ["%Y-%m-%dT%H:%M:%S%.f%#z", "%Y-%m-%dT%H:%M%#z", "%Y-%m-%d %H:%M:%S%.f%#z"];
        if let Some(instant) = with_offset.iter().find_map(|form| DateTime::parse_from_str(text, form).ok()) {
            return Some(Self::Instant(instant));
        }
        let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"];
        let local = local.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
        Some(Self::Instant(rome_time(local)))
    }

    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => instant.date_naive(),
        }
    }

    /// For a date from which something holds.
    pub fn start(self) -> DateTime<FixedOffset> {
        match self {
            Self::Day(day) => rome_time(day.and_time(NaiveTime::MIN)),
            Self::Instant(instant) => instant,
        }
    }

    /// For a deadline: a day counts to its end in Rome.
    pub fn end(self) -> DateTime<FixedOffset> {
        match self {
            Self::Day(day) => end_of_day_in_rome(day),
            Self::Instant(instant) => instant,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> String {
        SourceDate::parse(text, None).unwrap().end().to_rfc3339()
    }

    #[test]
    fn a_deadline_without_an_hour_ends_with_the_day_in_rome() {
        assert_eq!(end("2026-07-16"), "2026-07-16T23:59:59+02:00");
        assert_eq!(end("2026-11-23"), "2026-11-23T23:59:59+01:00");
        assert_eq!(end("2026-11-23T12:00:00Z"), "2026-11-23T12:00:00+00:00");
        assert_eq!(end("2026-11-23T12:00:00.000+0100"), "2026-11-23T12:00:00+01:00");
        assert_eq!(end("2026-07-16T18:00"), "2026-07-16T18:00:00+02:00");
    }

    #[test]
    fn relative_days_only_where_they_are_allowed() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23);
        let day = |text| SourceDate::parse(text, today).map(SourceDate::day).map(|day| day.to_string());
        assert_eq!(day("today").unwrap(), "2026-11-23");
        assert_eq!(day("today-3").unwrap(), "2026-11-20");
        assert_eq!(day("today+18").unwrap(), "2026-12-11");
        assert!(day("today 3").is_err());
        assert!(day("today+99999999999999999").is_err());
        assert!(SourceDate::parse("today", None).unwrap_err().contains("relative"));
    }

    #[test]
    fn bad_dates_are_refused() {
        for text in [
            "", "2026-02-30", "2026-13-01", "31/12/2026", "yesterday", "0001-01-01", "20261231", "2026-1", "9999-12-31",
        ] {
            assert!(SourceDate::parse(text, None).is_err(), "{text}");
        }
    }
}
