//! Entries for calendars (iCalendar, RFC 5545): as much of it as a deadline needs.

use chrono::{DateTime, NaiveDate, Utc};

/// Octets of a line, its end not counted (§3.1).
const LINE_OCTETS: usize = 75;

/// Something that lasts a day and is announced one day before.
#[derive(Debug, Clone)]
pub struct AllDayEvent<'a> {
    /// Stays the same for ever: by it a calendar knows an entry it already has.
    pub uid: &'a str,
    /// When what it says was last changed.
    pub changed_at: DateTime<Utc>,
    pub day: NaiveDate,
    pub summary: &'a str,
    /// Lines are separated by `\n`.
    pub description: &'a str,
    pub url: Option<&'a str>,
}

impl AllDayEvent<'_> {
    /// A calendar that holds this event and nothing else.
    pub fn to_calendar(&self) -> String {
        let date = |day: NaiveDate| day.format("%Y%m%d").to_string();
        let summary = escape(self.summary);
        let mut lines = vec![
            "BEGIN:VCALENDAR".to_owned(),
            "VERSION:2.0".to_owned(),
            "PRODID:-//Bacheca//listings-api//IT".to_owned(),
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", escape(self.uid)),
            format!("DTSTAMP:{}", self.changed_at.format("%Y%m%dT%H%M%SZ")),
            // A date without hour and zone: the same day wherever it is read (§3.3.4).
            format!("DTSTART;VALUE=DATE:{}", date(self.day)),
        ];
        // The end is the first day after it (§3.6.1).
        lines.extend(self.day.succ_opt().map(|next| format!("DTEND;VALUE=DATE:{}", date(next))));
        lines.push(format!("SUMMARY:{summary}"));
        lines.push(format!("DESCRIPTION:{}", escape(self.description)));
        lines.extend(self.url.map(|url| format!("URL:{}", without_controls(url))));
        lines.extend([
            // Nobody is busy all day because of a deadline.
            "TRANSP:TRANSPARENT".to_owned(),
            "BEGIN:VALARM".to_owned(),
            "ACTION:DISPLAY".to_owned(),
            format!("DESCRIPTION:{summary}"),
            "TRIGGER:-P1D".to_owned(),
            "END:VALARM".to_owned(),
            "END:VEVENT".to_owned(),
            "END:VCALENDAR".to_owned(),
        ]);
        let mut text = String::new();
        for line in &lines {
            push_folded(&mut text, line);
        }
        text
    }
}

/// A TEXT value (§3.3.11).
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            _ if c.is_control() => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A value that is not TEXT must not start a new line either.
fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// Cuts a long line where a character ends; what goes on begins with a space, which counts.
fn push_folded(text: &mut String, line: &str) {
    let mut octets = 0;
    for c in line.chars() {
        if octets + c.len_utf8() > LINE_OCTETS {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(c);
        octets += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event<'a>(summary: &'a str, description: &'a str) -> AllDayEvent<'a> {
        AllDayEvent {
            uid: "a@bacheca",
            changed_at: DateTime::from_timestamp(1_795_428_000, 0).unwrap(),
            day: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
            summary,
            description,
            url: None,
        }
    }

    #[test]
    fn a_calendar_with_one_event() {
        assert_eq!(
            event("Ultimo giorno", "Officine; Lambro").to_calendar().split("\r\n").collect::<Vec<_>>(),
            [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bacheca//listings-api//IT", "BEGIN:VEVENT",
                "UID:a@bacheca", "DTSTAMP:20261123T100000Z", "DTSTART;VALUE=DATE:20261231",
                "DTEND;VALUE=DATE:20270101", "SUMMARY:Ultimo giorno", "DESCRIPTION:Officine\\; Lambro",
                "TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Ultimo giorno", "TRIGGER:-P1D",
                "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
            ]
        );
    }

    #[test]
    fn text_is_escaped_and_begins_no_line_of_its_own() {
        assert_eq!(escape("a,b;c\\d\r\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
        let hostile = AllDayEvent { url: Some("https://a\r\nATTENDEE:x"), ..event("x\r\nEND:VCALENDAR", "\u{0}") };
        let text = hostile.to_calendar();
        assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1, "{text}");
        assert!(!text.contains("\r\nATTENDEE"), "{text}");
    }

    #[test]
    fn lines_are_folded_at_75_octets_between_characters() {
        let long = "è un’offerta 👷 ".repeat(40);
        let text = event(&long, &long).to_calendar();
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{long}\r\n")));
        let exact = "a".repeat(75);
        let mut folded = String::new();
        push_folded(&mut folded, &exact);
        assert_eq!(folded, format!("{exact}\r\n"));
    }
}
