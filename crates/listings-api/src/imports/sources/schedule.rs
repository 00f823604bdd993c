use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, NaiveTime, Utc};
use contract::deadline::{rome_date, rome_time};

/// Shorter is no feed any more, in minutes.
const SHORTEST: u32 = 5;
const LONGEST: u32 = 7 * 24 * 60;
/// Wait after the first failure, in seconds; doubles with each in a row.
const FIRST_WAIT: i64 = 10 * 60;
const LONGEST_WAIT: i64 = 24 * 3600;

/// When a source is fetched: `every 30m`, `every 6h`, or `daily 06:30` by Rome's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule {
    /// In minutes.
    Every(u32),
    Daily(NaiveTime),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no schedule: write 30m, 6h or 1d (5 minutes to 7 days), or \"daily 06:30\"")]
pub struct ScheduleError(String);

impl FromStr for Schedule {
    type Err = ScheduleError;

    fn from_str(text: &str) -> Result<Self, ScheduleError> {
        let refused = || ScheduleError(text.to_owned());
        let lower = text.trim().to_lowercase();
        if let Some(time) = lower.strip_prefix("daily") {
            let time = time.trim().trim_start_matches("at").trim_start_matches('@').trim();
            return NaiveTime::parse_from_str(time, "%H:%M").map(Self::Daily).map_err(|_| refused());
        }
        let rest = lower.strip_prefix("every").unwrap_or(&lower).trim();
        let end = rest.find(|c: char| !c.is_ascii_digit()).ok_or_else(refused)?;
        let (number, unit) = rest.split_at_checked(end).ok_or_else(refused)?;
        let minutes = match unit.trim() {
            "m" | "min" | "minute" | "minutes" => 1,
            "h" | "hour" | "hours" => 60,
            "d" | "day" | "days" => 24 * 60,
            _ => return Err(refused()),
        };
        let minutes = number.parse::<u32>().ok().and_then(|number| number.checked_mul(minutes));
        minutes.filter(|minutes| (SHORTEST..=LONGEST).contains(minutes)).map(Self::Every).ok_or_else(refused)
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(minutes) if minutes % (24 * 60) == 0 => write!(f, "every {}d", minutes / (24 * 60)),
            Self::Every(minutes) if minutes % 60 == 0 => write!(f, "every {}h", minutes / 60),
            Self::Every(minutes) => write!(f, "every {minutes}m"),
            Self::Daily(time) => write!(f, "daily {}", time.format("%H:%M")),
        }
    }
}

impl Schedule {
    /// The next time after a run, in Unix seconds.
    pub fn next(self, now: DateTime<Utc>) -> i64 {
        match self {
            Self::Every(minutes) => now.timestamp() + i64::from(minutes) * 60,
            Self::Daily(time) => {
                let today = rome_date(now);
                let days = [Some(today), today.checked_add_days(Days::new(1))];
                let times = days.into_iter().flatten().map(|day| rome_time(day.and_time(time)).timestamp());
                times.into_iter().find(|at| *at > now.timestamp()).unwrap_or(now.timestamp() + LONGEST_WAIT)
            }
        }
    }

    /// The next time after that many failures in a row. `asked` is how long the other side wants to be left alone.
    pub fn next_after_failure(self, now: DateTime<Utc>, failures_in_a_row: i64, asked: Option<i64>) -> i64 {
        let doublings = u32::try_from(failures_in_a_row.saturating_sub(1)).unwrap_or(0).min(10);
        let wait = (FIRST_WAIT << doublings).max(asked.unwrap_or(0)).min(LONGEST_WAIT);
        let again = now.timestamp() + wait;
        match self {
            Self::Every(_) => again.max(self.next(now)),
            // Sooner than tomorrow.
            Self::Daily(_) => again,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn schedules_are_read_as_people_write_them() {
        for (text, shown) in [
            ("30m", "every 30m"),
            ("every 90 minutes", "every 90m"),
            ("6h", "every 6h"),
            ("Every 48 hours", "every 2d"),
            ("1d", "every 1d"),
            ("daily 06:30", "daily 06:30"),
            ("daily at 6:05", "daily 06:05"),
            ("daily@23:00", "daily 23:00"),
        ] {
            let schedule: Schedule = text.parse().unwrap();
            assert_eq!(schedule.to_string(), shown);
            assert_eq!(shown.parse(), Ok(schedule));
        }
        for bad in ["", "4m", "8d", "h", "-6h", "6 weeks", "daily", "daily 25:00", "99999999999d", "every", "6"] {
            assert!(bad.parse::<Schedule>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_day_has_its_hour_by_romes_clock() {
        let daily: Schedule = "daily 06:30".parse().unwrap();
        assert_eq!(daily.next(at("2026-11-23T05:00:00Z")), at("2026-11-23T06:30:00+01:00").timestamp());
        assert_eq!(daily.next(at("2026-11-23T05:30:00Z")), at("2026-11-24T06:30:00+01:00").timestamp());
        // Summer time begins in between.
        assert_eq!(daily.next(at("2027-03-27T10:00:00Z")), at("2027-03-28T06:30:00+02:00").timestamp());
    }

    #[test]
    fn failures_wait_longer_each_time_and_never_less_than_the_schedule() {
        let now = at("2026-11-23T10:00:00Z");
        let wait = |schedule: &str, failures, asked| {
            schedule.parse::<Schedule>().unwrap().next_after_failure(now, failures, asked) - now.timestamp()
        };
        assert_eq!((wait("5m", 1, None), wait("5m", 3, None), wait("5m", 99, None)), (600, 2400, 86400));
        assert_eq!((wait("6h", 1, None), wait("daily 06:30", 1, None)), (6 * 3600, 600));
        assert_eq!((wait("5m", 1, Some(3600)), wait("5m", 1, Some(i64::MAX))), (3600, 86400));
    }
}
