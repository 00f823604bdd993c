//! Days that are told from the day on which the page was taken: "ieri", "3 giorni fa", "30+ days ago", "entro 15 giorni".

use chrono::{Days, Months, NaiveDate};

use super::words::number;

/// The day, and whether it is only known that it lies at least so far away.
/// `is_ahead`: where nothing says whether it is past, it is to come.
pub fn read(text: &str, reference: NaiveDate, is_ahead: bool) -> Option<(NaiveDate, bool)> {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_at_least = words.iter().any(|word| matches!(*word, "+" | "oltre" | "più" | "piu" | "over" | "more" | ">"));
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let unit = words.iter().find_map(|word| unit(word));
    let Some(unit) = unit else {
        let day = by_name(&words, reference)?;
        return Some((day, false));
    };
    let is_last = has(&["scorsa", "scorso", "last", "passata", "passato"]);
    let mut counts = words.iter().filter_map(|word| word.parse::<u32>().ok());
    let written = counts.next();
    if counts.next().is_some() {
        return None;
    }
    let count = written
        .or_else(|| words.iter().find_map(|word| number(word)))
        .or(is_last.then_some(1))
        // "poche ore fa", "qualche minuto fa"
        .or((unit == Unit::Hour).then_some(1))
        .filter(|count| *count <= 1_000)?;
    let is_past = is_last || has(&["fa", "ago", "da", "since", "vor"]);
    let is_future = has(&["tra", "fra", "entro", "in", "within"]);
    let is_bare = words.iter().all(|word| word.parse::<u32>().is_ok() || self::unit(word).is_some() || *word == "+");
    let day = if is_past || (is_bare && !is_future && !is_ahead) {
        unit.before(reference, count)
    } else if is_future || is_bare {
        unit.after(reference, count)
    } else {
        None
    };
    Some((day?, is_at_least))
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut kind = 0;
    for c in text.chars() {
        let now = if c.is_ascii_digit() {
            1
        } else if c.is_alphabetic() {
            2
        } else if matches!(c, '+' | '>') {
            3
        } else {
            0
        };
        if now != 0 {
            match words.last_mut().filter(|_| now == kind) {
                Some(word) => word.push(c),
                None => words.push(c.to_string()),
            }
        }
        kind = now;
    }
    words
}

fn by_name(words: &[&str], reference: NaiveDate) -> Option<NaiveDate> {
    let has = |wanted: &str| words.contains(&wanted);
    if words.len() > 5 {
        None
    } else if has("altroieri")
        || has("avantieri")
        || (has("altro") && has("ieri"))
        || (has("before") && has("yesterday"))
    {
        reference.checked_sub_days(Days::new(2))
    } else if has("ieri") || has("yesterday") || has("gestern") {
        reference.checked_sub_days(Days::new(1))
    } else if has("dopodomani") || (has("after") && has("tomorrow")) {
        reference.checked_add_days(Days::new(2))
    } else if has("domani") || has("tomorrow") {
        reference.checked_add_days(Days::new(1))
    } else if has("oggi")
        || has("today")
        || has("heute")
        || has("adesso")
        || has("ora")
        || has("now")
        || has("stamattina")
        || has("stamani")
        || (has("poco") && has("fa"))
        || words == ["just", "posted"]
        || words == ["just", "now"]
        || words == ["nuovo"]
        || words == ["new"]
        || (has("appena") && words.iter().any(|word| word.starts_with("pubblicat") || word.starts_with("inserit")))
    {
        Some(reference)
    } else {
        None
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

fn unit(word: &str) -> Option<Unit> {
    match word {
        "ora" | "ore" | "h" | "hr" | "hrs" | "hour" | "hours" | "minuto" | "minuti" | "min" | "mins" | "minute"
        | "minutes" | "secondi" | "seconds" => Some(Unit::Hour),
        "giorno" | "giorni" | "gg" | "g" | "d" | "day" | "days" | "tagen" => Some(Unit::Day),
        "settimana" | "settimane" | "sett" | "w" | "week" | "weeks" => Some(Unit::Week),
        "mese" | "mesi" | "mo" | "month" | "months" => Some(Unit::Month),
        "anno" | "anni" | "y" | "year" | "years" => Some(Unit::Year),
        _ => None,
    }
}

impl Unit {
    fn before(self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        match self {
            Self::Hour => Some(day),
            Self::Day => day.checked_sub_days(Days::new(u64::from(count))),
            Self::Week => day.checked_sub_days(Days::new(u64::from(count) * 7)),
            Self::Month => day.checked_sub_months(Months::new(count)),
            Self::Year => day.checked_sub_months(Months::new(count * 12)),
        }
    }

    fn after(self, day: NaiveDate, count: u32) -> Option<NaiveDate> {
        match self {
            Self::Hour => Some(day),
            Self::Day => day.checked_add_days(Days::new(u64::from(count))),
            Self::Week => day.checked_add_days(Days::new(u64::from(count) * 7)),
            Self::Month => day.checked_add_months(Months::new(count)),
            Self::Year => day.checked_add_months(Months::new(count * 12)),
        }
    }
}
