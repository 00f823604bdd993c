//! Dates in the form that one source is known to write them in, as ISO 8601. What is written otherwise stays as it is, for who
//! reads dates of people.

use chrono::{DateTime, NaiveDate};

/// RFC 3339 of milliseconds since 1970; anything else stays as it is.
pub fn of_milliseconds(text: String) -> String {
    let milliseconds = text.parse::<i64>().ok().filter(|number| *number > 100_000_000_000);
    milliseconds.and_then(DateTime::from_timestamp_millis).map_or(text, |instant| instant.to_rfc3339())
}

/// RFC 3339 of "Fri, 27 Nov 2026 09:00:00 GMT" and "2026-11-27 09:00:00 UTC".
pub fn of_machine(text: String) -> String {
    if let Ok(instant) = DateTime::parse_from_rfc2822(&text) {
        return instant.to_rfc3339();
    }
    match text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT")) {
        Some(bare) => format!("{}+00:00", bare.trim_end().replacen(' ', "T", 1)),
        None => text,
    }
}

/// ISO 8601 of day, month and year in this order: "3/11/2026", "03.11.26". Anything else stays as it is.
pub fn day_first(text: String) -> String {
    let mut parts = text.trim().splitn(3, ['/', '.', '-']);
    let mut figure = || parts.next().and_then(|part| part.trim().parse::<u32>().ok());
    let (Some(day), Some(month), Some(year)) = (figure(), figure(), figure()) else { return text };
    let year = if year < 100 { 2000 + year } else { year };
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    date.filter(|_| day <= 31 && year >= 1900).map_or(text, |date| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_machines_become_iso_8601() {
        let day = |text: &str| day_first(text.to_owned());
        assert_eq!(day("3/11/2026"), "2026-11-03");
        assert_eq!(day("31.12.26 "), "2026-12-31");
        for other in ["2026-11-03", "31/02/2026", "00/00/0000", "domani", "46336", "2026-11-03T10:00:00+01:00"] {
            assert_eq!(day(other), other);
        }
        assert_eq!(of_milliseconds("1794784805939".to_owned()), "2026-11-15T23:20:05.939+00:00");
        assert_eq!(of_machine("2026-11-18 23:40:00 UTC".to_owned()), "2026-11-18T23:40:00+00:00");
        assert_eq!(of_machine("Fri, 27 Nov 2026 09:00:00 GMT".to_owned()), "2026-11-27T09:00:00+00:00");
        assert_eq!(of_machine("2026-11-18".to_owned()), "2026-11-18");
    }
}
