//! Dates from the words of a source, by the clock of Rome. What a mere day means depends on which date it is, and so do words
//! that say there is none.

mod number;
mod relative;
mod words;
mod written;

use chrono::{DateTime, Datelike, FixedOffset, Months, NaiveDate, NaiveTime, TimeDelta};
use contract::deadline::{end_of_day_in_rome, rome_date, rome_offset, rome_time};

use self::number::Number;
use self::written::Written;

/// Longer texts are no dates.
const MOST_CHARACTERS: usize = 120;
/// Years after which a deadline stands for "none".
const FARTHEST_YEARS: i32 = 20;

/// What the date is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// When it was published or changed: in the past.
    Posted,
    /// Until when one can apply.
    Deadline,
    /// When the work begins.
    Start,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceDate {
    Day(NaiveDate),
    /// With Rome's offset.
    Instant(DateTime<FixedOffset>),
}

/// A date, or none; and what was odd. A text that says there is no date ("fino a copertura") gives neither.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Reading {
    pub date: Option<SourceDate>,
    pub note: Option<String>,
}

impl SourceDate {
    /// The day in Rome. An Italian midnight that was written in UTC is the next day.
    pub fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => rome_date(instant.to_utc()),
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

/// `reference` is the day from which relative words count: the day on which the source was read.
pub fn read(text: &str, purpose: Purpose, reference: NaiveDate) -> Reading {
    let lower = text.trim().to_lowercase().replace(['\u{a0}', '\u{202f}', '\t', '\n'], " ");
    let bad = || Reading { date: None, note: Some(format!("bad date \"{:.40}\"", text.trim())) };
    if lower.chars().count() > MOST_CHARACTERS {
        return bad();
    }
    if let Some(number) = number::read(&lower) {
        return match number {
            Number::Zero => placeholder(text),
            Number::Day(day) => plausible(SourceDate::Day(day), text, purpose, reference, None),
            Number::Local(local) => plausible(SourceDate::Instant(rome_time(local)), text, purpose, reference, None),
            Number::Instant(at) => plausible(in_rome(at.fixed_offset()), text, purpose, reference, None),
        };
    }
    if let Some(written) = written::read(&lower).filter(|written| !written.has_more) {
        return of_written(&written, text, purpose, reference, None);
    }
    if let Some((day, is_at_least)) = relative::read(&lower, reference, purpose == Purpose::Deadline) {
        let note = is_at_least.then(|| format!("\"{:.40}\" taken as {day}: it may be longer ago", text.trim()));
        return Reading { date: Some(SourceDate::Day(day)), note };
    }
    if let Some(end) = end_of_span(&lower, purpose) {
        return of_written(&end, text, purpose, reference, Some("it is a span"));
    }
    let has_digits = lower.contains(|c: char| c.is_ascii_digit());
    if !has_digits {
        return if words::says_none(&lower) { Reading::default() } else { bad() };
    }
    // Among other words, only a date with its year.
    match written::read(&lower).filter(|written| written.year.is_some() && written.day.is_some()) {
        Some(written) => of_written(&written, text, purpose, reference, Some("among other words")),
        None if words::says_none(&lower) => Reading::default(),
        None => bad(),
    }
}

/// "dal 01/12/2026 al 31/12/2026": its end for a deadline, else its beginning.
fn end_of_span(text: &str, purpose: Purpose) -> Option<Written> {
    let is_whole = |written: &Written| written.year.is_some() && written.day.is_some();
    [" al ", " - ", " – ", " to ", " fino ", "/"].iter().find_map(|between| {
        let (first, last) = text.split_once(between)?;
        let (first, last) = (written::read(first).filter(is_whole)?, written::read(last).filter(is_whole)?);
        Some(if purpose == Purpose::Deadline { last } else { first })
    })
}

fn of_written(written: &Written, text: &str, purpose: Purpose, reference: NaiveDate, odd: Option<&str>) -> Reading {
    if written.is_zero {
        return placeholder(text);
    }
    let mut odd = odd.map(str::to_owned);
    let date = match written.year {
        Some(year) if written.day.is_some() => written.date(year),
        Some(year) => {
            odd = Some("only the month is said".to_owned());
            of_month(year, written.month, purpose)
        }
        None => {
            odd = Some("the year is not said".to_owned());
            nearest(written, purpose, reference)
        }
    };
    let Some(date) = date else {
        return Reading { date: None, note: Some(format!("bad date \"{:.40}\"", text.trim())) };
    };
    if written.is_month_first {
        odd = Some("the month stands before the day".to_owned());
    }
    let date = match written.local(date) {
        None => SourceDate::Day(date),
        Some(local) => match written.offset {
            Some(offset) => match local.and_local_timezone(offset).single() {
                Some(instant) => in_rome(instant),
                None => return placeholder(text),
            },
            // The calendar of the clock changes ends where the calendar of dates does.
            None if !(1..9999).contains(&local.year()) => return placeholder(text),
            None => SourceDate::Instant(rome_time(local)),
        },
    };
    plausible(date, text, purpose, reference, odd)
}

/// "dicembre 2026": from its first day, or to its last.
fn of_month(year: i32, month: u32, purpose: Purpose) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    match purpose {
        Purpose::Posted => None,
        Purpose::Start => Some(first),
        Purpose::Deadline => first.checked_add_months(Months::new(1))?.pred_opt(),
    }
}

/// A day without its year: the last of that name for what is past, else the next.
fn nearest(written: &Written, purpose: Purpose, reference: NaiveDate) -> Option<NaiveDate> {
    let years = [-1, 0, 1].map(|years| written.date(reference.year() + years));
    let mut days = years.into_iter().flatten();
    match purpose {
        Purpose::Posted => days.rfind(|day| *day <= reference),
        Purpose::Deadline | Purpose::Start => days.find(|day| *day >= reference),
    }
}

/// Years that no offer has stand for "none": 0001, 1900, 1970, 9999.
fn plausible(date: SourceDate, text: &str, purpose: Purpose, reference: NaiveDate, odd: Option<String>) -> Reading {
    let last = if purpose == Purpose::Deadline { reference.year() + FARTHEST_YEARS } else { 2099 };
    if !(2000..=last).contains(&date.day().year()) {
        return placeholder(text);
    }
    let note = odd.map(|odd| format!("date \"{:.40}\" read as {}: {odd}", text.trim(), date.day()));
    Reading { date: Some(date), note }
}

fn placeholder(text: &str) -> Reading {
    Reading { date: None, note: Some(format!("date \"{:.40}\" stands for none", text.trim())) }
}

fn in_rome(instant: DateTime<FixedOffset>) -> SourceDate {
    // Within a day of the ends of the calendar no offset can be added.
    let is_inside =
        (1..9999).contains(&(instant.naive_utc().year())) && instant.checked_sub_signed(TimeDelta::days(1)).is_some();
    if is_inside {
        SourceDate::Instant(instant.with_timezone(&rome_offset(instant.to_utc())))
    } else {
        SourceDate::Day(instant.naive_utc().date())
    }
}
