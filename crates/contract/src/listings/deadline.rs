//! Deadlines as candidates see them: in Rome's calendar, whatever the time zone of the device.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, Utc, Weekday};

const TWO_HOURS: chrono::TimeDelta = chrono::TimeDelta::hours(2);

/// What a deadline means today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// No date given: open until filled.
    Open,
    Expired(NaiveDate),
    Today,
    Tomorrow,
    On(NaiveDate),
}

impl Deadline {
    pub fn of(valid_through: Option<DateTime<FixedOffset>>, now: DateTime<Utc>) -> Self {
        let Some(valid_through) = valid_through else { return Self::Open };
        let last_day = last_day(valid_through);
        let today = rome_date(now);
        if valid_through.to_utc() < now {
            Self::Expired(last_day)
        } else if last_day <= today {
            // Shortly after midnight it still is the last day's deadline.
            Self::Today
        } else if Some(last_day) == today.succ_opt() {
            Self::Tomorrow
        } else {
            Self::On(last_day)
        }
    }

    /// Today or tomorrow: shown in the accent colour.
    pub fn is_close(self) -> bool {
        matches!(self, Self::Today | Self::Tomorrow)
    }
}

/// The offset of Europe/Rome at `at`: +2 from the last Sunday of March to the last Sunday of October, 01:00 UTC, else
/// +1 (Directive 2000/84/EC). A time zone database would cost the browser more than the whole of this crate; a test
/// compares the rule with that database.
pub fn rome_offset(at: DateTime<Utc>) -> FixedOffset {
    let change = |month| last_sunday(at.year(), month).map(|day| day.and_time(one_o_clock()).and_utc());
    let is_summer = match (change(3), change(10)) {
        (Some(start), Some(end)) => start <= at && at < end,
        _ => false,
    };
    let hours = if is_summer { 2 } else { 1 };
    FixedOffset::east_opt(hours * 3600).unwrap_or_else(|| Utc.fix())
}

/// The calendar day in Rome.
pub fn rome_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&rome_offset(at)).date_naive()
}

/// A local time in Rome as an instant. In the repeated hour of autumn it is the first one; in the skipped hour of
/// spring, the change of the clocks or later.
pub fn rome_time(local: NaiveDateTime) -> DateTime<FixedOffset> {
    let winter = DateTime::<Utc>::from_naive_utc_and_offset(local - chrono::TimeDelta::hours(1), Utc);
    let summer = winter - chrono::TimeDelta::hours(1);
    let instant = if rome_offset(summer).local_minus_utc() == 7200 { summer } else { winter };
    instant.with_timezone(&rome_offset(instant))
}

/// The last day that readers are told. A deadline at midnight or within two hours after it belongs to the day before.
pub fn last_day(valid_through: DateTime<FixedOffset>) -> NaiveDate {
    rome_date(valid_through.checked_sub_signed(TWO_HOURS).unwrap_or(valid_through).to_utc())
}

/// The last second of the deadlines whose [`last_day`] is this one.
pub fn end_of_last_day(day: NaiveDate) -> DateTime<FixedOffset> {
    let end = end_of_day_in_rome(day);
    end.checked_add_signed(TWO_HOURS).unwrap_or(end)
}

/// The last second of a day in Rome: the meaning of a deadline without a time.
pub fn end_of_day_in_rome(day: NaiveDate) -> DateTime<FixedOffset> {
    rome_time(day.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default()))
}

fn one_o_clock() -> NaiveTime {
    NaiveTime::from_hms_opt(1, 0, 0).unwrap_or_default()
}

fn last_sunday(year: i32, month: u32) -> Option<NaiveDate> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    last.checked_sub_days(Days::new(u64::from(last.weekday().days_since(Weekday::Sun))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn instant(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn agrees_with_the_time_zone_database() {
        let mut at = instant("2020-01-01T00:00:00Z");
        while at < instant("2038-01-01T00:00:00Z") {
            let expected = chrono_tz::Europe::Rome.offset_from_utc_datetime(&at.naive_utc()).fix();
            assert_eq!(rome_offset(at), expected, "{at}");
            let local = at.with_timezone(&chrono_tz::Europe::Rome).naive_local();
            let first = chrono_tz::Europe::Rome.from_local_datetime(&local).earliest().unwrap();
            assert_eq!(rome_time(local).to_utc(), first.to_utc(), "{local}");
            at += chrono::TimeDelta::minutes(30);
        }
    }

    #[test]
    fn a_day_ends_by_the_clock_of_rome() {
        let end = end_of_day_in_rome(NaiveDate::from_ymd_opt(2026, 7, 16).unwrap());
        assert_eq!(end.to_rfc3339(), "2026-07-16T23:59:59+02:00");
        let end = end_of_day_in_rome(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(end.to_rfc3339(), "2026-11-23T23:59:59+01:00");
    }

    #[test]
    fn a_closing_midnight_belongs_to_the_day_before() {
        let day = |text: &str| last_day(DateTime::parse_from_rfc3339(text).unwrap()).to_string();
        for (deadline, told) in [
            ("2026-10-01T00:00:00+02:00", "2026-09-30"),
            ("2026-09-30T23:00:00Z", "2026-09-30"),
            ("2026-10-01T01:59:59+02:00", "2026-09-30"),
            ("2026-10-01T02:00:00+02:00", "2026-10-01"),
            ("2026-12-31T00:30:00Z", "2026-12-30"),
            ("2026-12-31T21:59:00Z", "2026-12-31"),
            ("2026-10-25T01:00:00Z", "2026-10-25"),
            ("2026-03-29T00:30:00Z", "2026-03-28"),
        ] {
            assert_eq!(day(deadline), told, "{deadline}");
        }
        let at = instant("2026-10-01T00:30:00+02:00");
        let end = |text: &str| Some(DateTime::parse_from_rfc3339(text).unwrap());
        assert_eq!(Deadline::of(end("2026-10-01T01:00:00+02:00"), at), Deadline::Today);
        assert_eq!(Deadline::of(end("2026-10-03T00:00:00+02:00"), at), Deadline::Tomorrow);
        let last = end_of_last_day(NaiveDate::from_ymd_opt(2026, 9, 30).unwrap());
        assert_eq!(last.to_rfc3339(), "2026-10-01T01:59:59+02:00");
    }

    #[test]
    fn words_for_a_deadline() {
        let end = Some(end_of_day_in_rome(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()));
        // 22:30 UTC on the 21st is already 23:30 in Rome, still the 21st.
        assert_eq!(
            Deadline::of(end, instant("2026-11-21T22:30:00Z")),
            Deadline::On(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap())
        );
        // 23:30 UTC on the 21st is the 22nd in Rome.
        assert_eq!(Deadline::of(end, instant("2026-11-21T23:30:00Z")), Deadline::Tomorrow);
        assert_eq!(Deadline::of(end, instant("2026-11-23T22:59:59Z")), Deadline::Today);
        assert!(matches!(Deadline::of(end, instant("2026-11-23T23:00:00Z")), Deadline::Expired(_)));
        assert_eq!(Deadline::of(None, instant("2026-11-23T23:00:00Z")), Deadline::Open);
    }
}
