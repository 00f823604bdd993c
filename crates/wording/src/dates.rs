use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Utc};
use contract::Deadline;
use contract::deadline::rome_date;

const MONTHS: [&str; 12] = [
    "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre",
    "novembre", "dicembre",
];

fn month(date: NaiveDate) -> &'static str {
    MONTHS.get(date.month0() as usize).copied().unwrap_or_default()
}

fn short_month(date: NaiveDate) -> &'static str {
    // Three letters distinguish all Italian months; all are ASCII.
    month(date).get(..3).unwrap_or_default()
}

/// "16 lug".
pub fn day(date: NaiveDate) -> String {
    format!("{} {}", date.day(), short_month(date))
}

/// "16 lug 2026".
pub fn short(date: NaiveDate) -> String {
    format!("{} {}", day(date), date.year())
}

/// "16 luglio 2026"; the first of a month is "1º".
pub fn long(date: NaiveDate) -> String {
    let ordinal = if date.day() == 1 { "º" } else { "" };
    format!("{}{ordinal} {} {}", date.day(), month(date), date.year())
}

/// The calendar day in Rome of an instant.
pub fn in_rome(at: DateTime<FixedOffset>) -> NaiveDate {
    rome_date(at.to_utc())
}

/// Text about the deadline on a card.
pub fn deadline(deadline: Deadline, today: NaiveDate) -> String {
    let when = |date: NaiveDate| {
        let words = if date.year() == today.year() { day(date) } else { short(date) };
        format!("{}{words}", article(date))
    };
    match deadline {
        Deadline::Open => "Aperta fino a copertura".to_owned(),
        Deadline::Expired(date) => format!("Scaduta {}", when(date)),
        Deadline::Today => "Scade oggi".to_owned(),
        Deadline::Tomorrow => "Scade domani".to_owned(),
        Deadline::On(date) => format!("Scade {}", when(date)),
    }
}

/// "oggi", "ieri", "3 giorni fa", then the date.
pub fn posted(at: DateTime<FixedOffset>, now: DateTime<Utc>) -> String {
    let (date, today) = (in_rome(at), rome_date(now));
    match today.signed_duration_since(date).num_days() {
        i64::MIN..=0 => "oggi".to_owned(),
        1 => "ieri".to_owned(),
        days @ 2..=13 => format!("{days} giorni fa"),
        _ => short(date),
    }
}

/// How old a copy is: "poco fa", "5 minuti fa", "2 ore fa", "ieri", "3 giorni fa", then "il 1 nov 2026".
pub fn ago(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = now.signed_duration_since(at).num_minutes();
    match (minutes, rome_date(now).signed_duration_since(rome_date(at)).num_days()) {
        (i64::MIN..=0, _) => "poco fa".to_owned(),
        (1, _) => "un minuto fa".to_owned(),
        (2..=59, _) => format!("{minutes} minuti fa"),
        (60..=119, _) => "un’ora fa".to_owned(),
        (_, 0) => format!("{} ore fa", minutes / 60),
        (_, 1) => "ieri".to_owned(),
        (_, days @ 2..=13) => format!("{days} giorni fa"),
        _ => the_day(rome_date(at)),
    }
}

/// "il 16 lug 2026", "l’8 lug 2026".
fn the_day(date: NaiveDate) -> String {
    format!("{}{}", article(date), short(date))
}

/// "il 16", but "l’8" and "l’11".
fn article(date: NaiveDate) -> &'static str {
    if matches!(date.day(), 8 | 11) { "l’" } else { "il " }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_read_as_italian_writes_them() {
        assert_eq!(day(date("2026-07-16")), "16 lug");
        assert_eq!(short(date("2026-09-03")), "3 set 2026");
        assert_eq!(long(date("2026-05-01")), "1º maggio 2026");
    }

    #[test]
    fn a_deadline_in_words() {
        let today = date("2026-11-23");
        assert_eq!(deadline(Deadline::On(date("2026-12-16")), today), "Scade il 16 dic");
        assert_eq!(deadline(Deadline::On(date("2026-12-08")), today), "Scade l’8 dic");
        assert_eq!(deadline(Deadline::On(date("2027-01-11")), today), "Scade l’11 gen 2027");
        assert_eq!(deadline(Deadline::Expired(date("2026-11-20")), today), "Scaduta il 20 nov");
        assert_eq!(deadline(Deadline::Expired(date("2026-11-08")), today), "Scaduta l’8 nov");
        assert_eq!(deadline(Deadline::Tomorrow, today), "Scade domani");
    }

    #[test]
    fn how_old_a_copy_is() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let now = at("2026-11-23T15:00:00Z");
        for (then, words) in [
            ("2026-11-23T15:00:09Z", "poco fa"),
            ("2026-11-23T14:59:31Z", "poco fa"),
            ("2026-11-23T14:59:00Z", "un minuto fa"),
            ("2026-11-23T14:01:00Z", "59 minuti fa"),
            ("2026-11-23T13:59:00Z", "un’ora fa"),
            ("2026-11-23T13:00:00Z", "2 ore fa"),
            ("2026-11-22T23:30:00Z", "15 ore fa"),
            ("2026-11-22T22:30:00Z", "ieri"),
            ("2026-11-21T15:00:00Z", "2 giorni fa"),
            ("2026-11-08T15:00:00Z", "l’8 nov 2026"),
        ] {
            assert_eq!(ago(at(then), now), words, "{then}");
        }
    }

    #[test]
    fn how_long_ago() {
        let now = DateTime::parse_from_rfc3339("2026-11-23T09:00:00Z").unwrap().to_utc();
        let at = |text| DateTime::parse_from_rfc3339(text).unwrap();
        assert_eq!(posted(at("2026-11-23T00:10:00+01:00"), now), "oggi");
        assert_eq!(posted(at("2026-11-22T23:50:00+01:00"), now), "ieri");
        assert_eq!(posted(at("2026-11-20T12:00:00+01:00"), now), "3 giorni fa");
        assert_eq!(posted(at("2026-11-01T12:00:00+01:00"), now), "1 nov 2026");
    }
}
