//! A deadline for people's calendars: iCalendar, RFC 5545.

use chrono::{DateTime, FixedOffset, NaiveTime, Utc};
use contract::deadline::{rome_date, rome_offset};

/// Longest line, in bytes, without its end (RFC 5545 §3.1).
const LONGEST_LINE: usize = 75;

/// What the event says.
pub struct DeadlineEvent<'a> {
    /// Id of the offer.
    pub id: &'a str,
    pub title: &'a str,
    pub organisation: Option<&'a str>,
    pub location: Option<&'a str>,
    pub url: Option<&'a str>,
    pub valid_through: DateTime<FixedOffset>,
    /// When the offer last changed: the same file until then.
    pub modified: DateTime<FixedOffset>,
}

/// The file, with a reminder a day before. A deadline at the end of a day in Rome is an event of that whole day;
/// any other is a moment, given in UTC, which every calendar shows in the time of its owner.
pub fn calendar(event: &DeadlineEvent<'_>) -> String {
    let deadline = event.valid_through.to_utc();
    let local = deadline.with_timezone(&rome_offset(deadline));
    let is_whole_day = NaiveTime::from_hms_opt(23, 59, 59).is_some_and(|end| local.time() >= end);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Bacheca//listings-api//IT".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:deadline-{}@bacheca", event.id),
        format!("DTSTAMP:{}", utc(event.modified.to_utc())),
    ];
    if is_whole_day {
        let day = rome_date(deadline);
        lines.push(format!("DTSTART;VALUE=DATE:{}", day.format("%Y%m%d")));
        lines.push(format!("DTEND;VALUE=DATE:{}", day.succ_opt().unwrap_or(day).format("%Y%m%d")));
    } else {
        lines.push(format!("DTSTART:{}", utc(deadline)));
    }
    lines.push(format!("SUMMARY:{}", escape(&format!("Scade: {}", event.title))));
    lines.extend(event.organisation.map(|name| format!("DESCRIPTION:{}", escape(name))));
    lines.extend(event.location.map(|label| format!("LOCATION:{}", escape(label))));
    lines.extend(event.url.map(|url| format!("URL:{}", one_line(url))));
    let reminder = ["TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D"];
    lines.extend(reminder.map(str::to_owned));
    lines.push(format!("DESCRIPTION:{}", escape(&format!("Domani scade: {}", event.title))));
    lines.extend(["END:VALARM", "END:VEVENT", "END:VCALENDAR"].map(str::to_owned));
    lines.iter().map(|line| folded(line) + "\r\n").collect()
}

fn utc(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// RFC 5545 §3.3.11.
fn escape(text: &str) -> String {
    one_line(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

/// No one may begin a line of their own.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A long line goes on in the next, after a space; never in the middle of a character.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + line.len() / LONGEST_LINE * 3);
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > LONGEST_LINE {
            folded.push_str("\r\n ");
            width = 1;
        }
        folded.push(c);
        width += c.len_utf8();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(valid_through: &str) -> String {
        let time = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        calendar(&DeadlineEvent {
            id: "abc",
            title: "Cuoca, cuoco; capo\r\nEND:VEVENT",
            organisation: Some("Società Così Così con un nome che non finisce mai e continua ancora un bel po’"),
            location: None,
            url: None,
            valid_through: time(valid_through),
            modified: time("2026-11-20T00:00:00+01:00"),
        })
    }

    #[test]
    fn the_end_of_a_day_is_that_day_and_another_time_a_moment() {
        assert!(
            event("2026-12-11T23:59:59+01:00").contains("DTSTART;VALUE=DATE:20261211\r\nDTEND;VALUE=DATE:20261212\r\n")
        );
        assert!(event("2026-07-16T21:59:59Z").contains("DTSTART;VALUE=DATE:20260716\r\n"));
        assert!(event("2026-12-11T12:00:00+01:00").contains("DTSTART:20261211T110000Z\r\n"));
    }

    #[test]
    fn lines_are_short_and_no_ones_else() {
        let text = event("2026-12-11T23:59:59+01:00");
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE && !line.contains('\n')));
        assert_eq!(text.matches("\r\nEND:VEVENT\r\n").count(), 1);
        assert!(text.contains("SUMMARY:Scade: Cuoca\\, cuoco\\; capo  END:VEVENT\r\n"), "{text}");
    }
}
