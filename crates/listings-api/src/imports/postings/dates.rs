//! The dates of a record. What sources write is read by `source_values`; `today-3` is a notation of samples alone.

use chrono::{NaiveDate, TimeDelta};
use source_values::date::{self, Purpose, Reading, SourceDate};

#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// The day from which relative words count: the day of the import, in Rome.
    pub today: NaiveDate,
    /// Whether `today-3` is a date.
    pub has_relative_dates: bool,
}

impl Reader {
    pub fn read(&self, text: &str, purpose: Purpose) -> Reading {
        let Some(days) =
            text.trim().strip_prefix("today").filter(|rest| rest.is_empty() || rest.starts_with(['+', '-']))
        else {
            return date::read(text, purpose, self.today);
        };
        let days = if days.is_empty() { Some(0) } else { days.parse().ok() };
        let day = days.and_then(TimeDelta::try_days).and_then(|days| self.today.checked_add_signed(days));
        match day {
            _ if !self.has_relative_dates => noted(format!("bad date \"{text:.40}\" (relative dates are off)")),
            Some(day) => Reading { date: Some(SourceDate::Day(day)), note: None },
            None => noted(format!("bad date \"{text:.40}\"")),
        }
    }
}

fn noted(note: String) -> Reading {
    Reading { date: None, note: Some(note) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_days_only_where_they_are_allowed() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let reader = |has_relative_dates| Reader { today, has_relative_dates };
        let day = |text| reader(true).read(text, Purpose::Posted).date.map(|date| date.day().to_string());
        assert_eq!(day("today").as_deref(), Some("2026-11-23"));
        assert_eq!(day("today-3").as_deref(), Some("2026-11-20"));
        assert_eq!(day("today+18").as_deref(), Some("2026-12-11"));
        assert_eq!(day("today+99999999999999999"), None);
        assert!(reader(false).read("today-3", Purpose::Posted).note.is_some_and(|note| note.contains("relative")));
        assert!(reader(false).read("3 giorni fa", Purpose::Posted).date.is_some());
    }
}
