//! The words of dates, Italian and English, all in lower case.

/// 1 to 12, from a whole name or its first letters.
pub fn month(word: &str) -> Option<u32> {
    const NAMES: [[&str; 3]; 12] = [
        ["gennaio", "january", "januar"],
        ["febbraio", "february", "februar"],
        ["marzo", "march", "märz"],
        ["aprile", "april", "april"],
        ["maggio", "may", "mai"],
        ["giugno", "june", "juni"],
        ["luglio", "july", "juli"],
        ["agosto", "august", "august"],
        ["settembre", "september", "september"],
        ["ottobre", "october", "oktober"],
        ["novembre", "november", "november"],
        ["dicembre", "december", "dezember"],
    ];
    let is_name = |names: &[&str; 3]| names.iter().any(|name| name.starts_with(word)) && word.chars().count() >= 3;
    // "sett" is the usual short form; "mar" and "ott" are the same in both languages or in one alone.
    let at = NAMES.iter().position(is_name)?;
    u32::try_from(at + 1).ok()
}

pub fn is_weekday(word: &str) -> bool {
    const NAMES: [&str; 21] = [
        "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica", "lunedi", "martedi", "mercoledi",
        "giovedi", "venerdi", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "thurs",
        "weds",
    ];
    let length = word.chars().count();
    NAMES.iter().any(|name| *name == word || (matches!(length, 3 | 4) && name.starts_with(word)))
}

/// Words that a date may stand among without another meaning.
pub fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "il" | "lo"
            | "la"
            | "le"
            | "delle"
            | "dalle"
            | "l"
            | "i"
            | "del"
            | "dell"
            | "al"
            | "all"
            | "dal"
            | "dall"
            | "di"
            | "da"
            | "a"
            | "in"
            | "e"
            | "entro"
            | "fino"
            | "sino"
            | "non"
            | "oltre"
            | "scade"
            | "scadenza"
            | "termine"
            | "data"
            | "giorno"
            | "pubblicato"
            | "pubblicata"
            | "pubblicazione"
            | "inserito"
            | "inserita"
            | "aggiornato"
            | "aggiornata"
            | "partire"
            | "inizio"
            | "decorrenza"
            | "candidature"
            | "on"
            | "of"
            | "the"
            | "posted"
            | "published"
            | "updated"
            | "by"
            | "until"
            | "from"
            | "before"
            | "date"
            | "deadline"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "o"
            | "ca"
            | "circa"
            | "chiude"
            | "closes"
            | "closing"
            | "ends"
            | "starting"
            | "start"
    )
}

/// "uno" to "trenta", "one" to "ten".
pub fn number(word: &str) -> Option<u32> {
    Some(match word {
        "un" | "uno" | "una" | "a" | "an" | "one" => 1,
        "due" | "two" => 2,
        "tre" | "three" => 3,
        "quattro" | "four" => 4,
        "cinque" | "five" => 5,
        "sei" | "six" => 6,
        "sette" | "seven" => 7,
        "otto" | "eight" => 8,
        "nove" | "nine" => 9,
        "dieci" | "ten" => 10,
        "quindici" | "fifteen" => 15,
        "venti" | "twenty" => 20,
        "trenta" | "thirty" => 30,
        "sessanta" | "sixty" => 60,
        _ => return None,
    })
}

/// Whether a text without a day says that there is none: open until filled, at once, to be agreed.
pub fn says_none(text: &str) -> bool {
    const PARTS: &[&str] = &[
        "copertura", "subito", "immediat", "asap", "as soon as", "possibile", "possible", "concord", "definire",
        "nessun", "senza ", "non specificat", "non indicat", "non definit", "non previst", "non disponibil", "ongoing",
        "until filled", "open until", "sempre", "illimitat", "esauriment", "permanent", "rolling", "no deadline",
        "not specified", "not available", "sofort", "right away", "aperta", "aperto", "always open", "continuous",
        "indefinit", "indeterminat", "più presto", "piu presto", "quanto prima", "urgen", "pronta ",
    ];
    const WHOLE: &[&str] = &[
        "none", "null", "nil", "n/d", "n/a", "na", "nd", "n.d.", "n.d", "n.a.", "tbd", "tba", "false", "undefined",
        "no", "open", "nan",
    ];
    !text.chars().any(char::is_alphanumeric) || WHOLE.contains(&text) || PARTS.iter().any(|part| text.contains(part))
}
