//! Which collective agreements are known, and what two of them pay at least. `data/agreements` has both, with its sources.

use std::sync::LazyLock;

use contract::salary::{SalaryPeriod, normalise};
use taxonomy::fold::fold;

use super::patterns::Sentence;
use super::subject::Subject;

const NAMES: &str = include_str!("../../../data/agreements/names.csv");
const MINIMUMS: &str = include_str!("../../../data/agreements/minimums.csv");

/// Words of names that all agreements share.
const COMMON: [&str; 24] = [
    "ccnl", "contratto", "collettivo", "nazionale", "di", "lavoro", "del", "della", "dei", "delle", "per", "i", "le",
    "il", "la", "settore", "dipendenti", "e", "da", "aziende", "imprese", "applicato", "livello", "dell",
];

struct Agreement {
    code: &'static str,
    /// Folded words, any of which names it.
    names: Vec<String>,
}

struct Minimum {
    agreement: &'static str,
    level: String,
    month_minor: u64,
    instalments: u8,
}

static AGREEMENTS: LazyLock<Vec<Agreement>> = LazyLock::new(|| {
    let rows = NAMES.lines().skip(1).filter_map(|line| line.split_once(','));
    rows.map(|(code, names)| Agreement { code, names: names.split('|').map(fold).collect() }).collect()
});

static TABLE: LazyLock<Vec<Minimum>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let [agreement, level, month, instalments, _since] = *line.split(',').collect::<Vec<_>>().first_chunk()?;
        let (month_minor, instalments) = (month.replace('.', "").parse().ok()?, instalments.parse().ok()?);
        Some(Minimum { agreement, level: fold(level), month_minor, instalments })
    };
    MINIMUMS.lines().skip(1).filter_map(row).collect()
});

/// An agreement that is named but not known.
pub fn unknown(named: Option<&str>, sentences: &[Sentence]) -> Option<String> {
    if let Some(named) = named.filter(|named| !named.trim().is_empty()) {
        return is_known(named).then_some(()).map_or_else(|| Some(named.to_owned()), |()| None);
    }
    sentences.iter().find_map(|sentence| {
        let words: Vec<&str> = sentence.after("ccnl")?.iter().take(6).map(String::as_str).collect();
        let says_something = words.iter().any(|word| word.len() > 3 && !COMMON.contains(word));
        // "secondo il CCNL di riferimento" names none.
        let vague =
            ["riferimento", "categoria", "settore", "vigente", "applicato", "previsto", "applicabile", "azienda"];
        let is_vague = words.iter().take(3).any(|word| vague.contains(word));
        (says_something && !is_vague && !is_known(&words.join(" "))).then(|| sentence.text.clone())
    })
}

fn is_known(named: &str) -> bool {
    find(named).is_some()
}

fn find(named: &str) -> Option<&'static Agreement> {
    let padded = format!(" {} ", fold(named));
    let is_named = |name: &&String| padded.contains(&format!(" {name} "));
    // The longest name wins: "metalmeccanica artigianato" is not "metalmeccanica".
    let with_length = |agreement: &'static Agreement| {
        agreement.names.iter().filter(is_named).map(String::len).max().map(|length| (length, agreement))
    };
    AGREEMENTS.iter().filter_map(with_length).max_by_key(|(length, _)| *length).map(|(_, agreement)| agreement)
}

/// Pay below the minimum of its level: compared by the hour, so that part-time work is as well. What the offer pays at
/// most counts.
pub fn pay_below(offer: &Subject<'_>) -> Option<String> {
    let agreement = find(offer.agreement?)?;
    let level = level(offer.agreement_level?);
    let minimum = TABLE.iter().find(|row| row.agreement == agreement.code && row.level == level)?;
    // Part-time pay without the hours says nothing.
    if offer.is_part_time && offer.weekly_hours.is_none() {
        return None;
    }
    let instalments = offer.instalments.or(Some(minimum.instalments));
    let paid = offer.pay?.highest(instalments, offer.weekly_hours)?;
    let due = normalise(minimum.month_minor, &SalaryPeriod::Month, Some(minimum.instalments), None)?;
    // A cent of rounding, and the divisors of agreements differ by three percent.
    let is_below = paid.hour_minor * 100 < due.hour_minor * 97;
    let euros = |minor: u64| format!("{},{:02}", minor / 100, minor % 100);
    is_below.then(|| {
        format!("{} €/h < {} €/h, {} {}", euros(paid.hour_minor), euros(due.hour_minor), agreement.code, minimum.level)
    })
}

/// "IV livello", "4°", "Livello 4": the same.
fn level(text: &str) -> String {
    let folded = fold(text);
    let word = folded.split(' ').find(|word| !matches!(*word, "livello" | "liv" | "level" | "categoria" | "cat"));
    let roman = ["i", "ii", "iii", "iv", "v", "vi", "vii"];
    let word = word.unwrap_or_default().trim_end_matches(['o', 'a']).to_owned();
    match roman.iter().position(|roman| *roman == word) {
        Some(at) => (at + 1).to_string(),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::BaseSalary;

    #[test]
    fn the_data_can_be_read() {
        assert!(AGREEMENTS.len() >= 60, "{}", AGREEMENTS.len());
        assert_eq!(TABLE.len(), MINIMUMS.lines().count() - 1);
        assert!(TABLE.iter().all(|row| AGREEMENTS.iter().any(|agreement| agreement.code == row.agreement)));
    }

    #[test]
    fn levels_are_the_same_however_they_are_written() {
        for text in ["IV livello", "4°", "Livello 4", "4", "liv. IV"] {
            assert_eq!(level(text), "4", "{text}");
        }
        assert_eq!((level("C3"), level("livello D1")), ("c3".to_owned(), "d1".to_owned()));
    }

    #[test]
    fn pay_is_compared_with_the_table_by_the_hour() {
        let below = |minor: u64, per, hours, is_part_time| {
            let pay = BaseSalary { min_minor: Some(minor), max_minor: None, currency: "EUR".into(), per };
            pay_below(&Subject {
                pay: Some(&pay),
                agreement: Some("CCNL Commercio e Terziario (Confcommercio)"),
                agreement_level: Some("IV livello"),
                weekly_hours: hours,
                is_part_time,
                ..Subject::default()
            })
        };
        assert!(below(130_000, SalaryPeriod::Month, None, false).unwrap().contains("terziario-confcommercio 4"));
        assert_eq!(below(180_000, SalaryPeriod::Month, None, false), None);
        assert_eq!(below(2_500_000, SalaryPeriod::Year, None, false), None);
        assert!(below(2_000_000, SalaryPeriod::Year, None, false).is_some());
        // Half the hours, half the pay.
        assert_eq!(below(90_000, SalaryPeriod::Month, Some(20), true), None);
        assert_eq!(below(90_000, SalaryPeriod::Month, None, true), None);
        assert!(below(70_000, SalaryPeriod::Month, Some(20), true).is_some());
    }
}
