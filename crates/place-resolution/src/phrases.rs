//! Words around a name that are no name: "zona", "e dintorni", "Via".

use crate::words::{Joint, Word};

pub type Phrase = &'static [&'static str];

/// Before a name, and no part of it.
const LEADING: &[Phrase] = &[
    &["comune", "di"],
    &["citta", "di"],
    &["city", "of"],
    &["gemeinde"],
    &["stadt"],
    &["municipio", "di"],
    &["luogo", "di", "lavoro"],
    &["sede", "di", "lavoro"],
    &["sede", "lavorativa"],
    &["sede", "operativa"],
    &["sede", "legale"],
    &["sede", "di"],
    &["sede"],
    &["filiale", "di"],
    &["filiale"],
    &["ufficio", "di"],
    &["punto", "vendita", "di"],
    &["punto", "vendita"],
    &["negozio", "di"],
    &["stabilimento", "di"],
    &["nei", "pressi", "di"],
    &["nelle", "vicinanze", "di"],
    &["nei", "dintorni", "di"],
    &["dintorni", "di"],
    &["vicinanze"],
    &["vicino", "a"],
    &["vicino"],
    &["presso"],
    &["zona", "industriale", "di"],
    &["zona", "industriale"],
    &["zona", "artigianale"],
    &["area", "industriale"],
    &["z", "i"],
    &["zi"],
    &["zona", "di"],
    &["zona"],
    &["zone"],
    &["area", "di"],
    &["area"],
    &["greater"],
    &["territorio", "di"],
    &["centro", "storico", "di"],
    &["centro", "di"],
    &["centro"],
    &["frazione", "di"],
    &["frazione"],
    &["fraz"],
    &["fr"],
    &["localita"],
    &["loc"],
    &["quartiere"],
    &["rione"],
    &["borgata"],
    &["cap"],
    &["citta"],
    &["a"],
    &["in"],
    &["nel"],
    &["nella"],
    &["nord"],
    &["sud"],
    &["est"],
    &["ovest"],
    &["north"],
    &["south"],
    &["alta"],
    &["alto"],
    &["bassa"],
    &["basso"],
];

/// After a name: a part of the town, whichever.
const TRAILING: &[Phrase] = &[
    &["centro", "storico"],
    &["centro", "citta"],
    &["zona", "industriale"],
    &["zona", "artigianale"],
    &["area", "industriale"],
    &["city", "centre"],
    &["city", "center"],
    &["metropolitan", "area"],
    &["nord", "est"],
    &["nord", "ovest"],
    &["sud", "est"],
    &["sud", "ovest"],
    &["e", "hinterland"],
    &["centro"],
    &["center"],
    &["centre"],
    &["citta"],
    &["city"],
    &["capoluogo"],
    &["centrale"],
    &["nord"],
    &["sud"],
    &["est"],
    &["ovest"],
    &["north"],
    &["south"],
    &["alta"],
    &["bassa"],
    &["alto"],
    &["basso"],
    &["paese"],
    &["periferia"],
    &["semicentro"],
    &["aeroporto"],
    &["stazione"],
    &["stazione", "centrale"],
    &["fs"],
    &["scalo"],
    &["fiera"],
    &["interporto"],
    &["porto"],
    &["lido"],
    &["marina"],
    &["mare"],
    &["spiaggia"],
    &["zi"],
    &["z", "i"],
    &["area"],
    &["zona"],
    &["it"],
];

/// After a town, the rest is about a part of it: "Milano zona Navigli", "Roma Municipio IX".
const PART_FOLLOWS: &[&str] = &[
    "zona", "quartiere", "municipio", "circoscrizione", "rione", "presso", "localita", "loc", "frazione", "fraz",
    "stazione", "fermata", "metro", "aeroporto", "area", "q", "qre",
];

/// The whole province is meant, not its capital alone.
const WHOLE_PROVINCE_BEFORE: &[Phrase] = &[
    &["tutta", "la", "provincia", "di"],
    &["intera", "provincia", "di"],
    &["citta", "e", "provincia", "di"],
    &["provincia", "autonoma", "di"],
    &["provincia", "regionale", "di"],
    &["libero", "consorzio", "comunale", "di"],
    &["citta", "metropolitana", "di"],
    &["citta", "metropolitana"],
    &["area", "metropolitana", "di"],
    &["area", "metropolitana"],
    &["metropolitan", "city", "of"],
    &["province", "of"],
    &["provinz"],
    &["provincia", "di"],
    &["provincia", "del"],
    &["provincia", "dell"],
    &["provincia", "della"],
    &["provincia"],
    &["province"],
    &["prov", "di"],
    &["prov"],
    &["pr", "di"],
    &["hinterland", "di"],
    &["hinterland"],
    &["interland"],
    &["territorio"],
    &["area", "urbana", "di"],
];

const WHOLE_PROVINCE_AFTER: &[Phrase] = &[
    &["e", "tutta", "la", "provincia"],
    &["e", "relativa", "provincia"],
    &["e", "sua", "provincia"],
    &["e", "la", "sua", "provincia"],
    &["e", "in", "provincia"],
    &["e", "provincia"],
    &["e", "prov"],
    &["ed", "hinterland"],
    &["e", "hinterland"],
    &["e", "area", "metropolitana"],
    &["e", "province"],
    &["o", "provincia"],
    &["ed", "provincia"],
    &["area", "metropolitana"],
    &["citta", "metropolitana"],
    &["and", "province"],
    &["provincia"],
    &["province"],
    &["provinz"],
    &["prov"],
    &["hinterland"],
];

/// Around a town, however small: the town stays the answer.
const AROUND: &[Phrase] = &[
    &["e", "zone", "limitrofe"],
    &["e", "aree", "limitrofe"],
    &["e", "comuni", "limitrofi"],
    &["e", "paesi", "limitrofi"],
    &["e", "zona", "limitrofa"],
    &["e", "immediate", "vicinanze"],
    &["e", "zone", "vicine"],
    &["e", "paesi", "vicini"],
    &["e", "limitrofi"],
    &["e", "dintorni"],
    &["e", "vicinanze"],
    &["e", "circondario"],
    &["e", "zone"],
    &["e", "zona"],
    &["e", "area"],
    &["and", "surroundings"],
    &["and", "surrounding", "area"],
    &["dintorni"],
    &["limitrofi"],
    &["limitrofe"],
];

const REGION_BEFORE: &[Phrase] = &[
    &["tutta", "la", "regione"],
    &["in", "tutta", "la"],
    &["in", "tutto", "il"],
    &["regione", "autonoma"],
    &["regione", "del"],
    &["regione", "della"],
    &["regione"],
    &["region"],
    &["tutta", "la"],
    &["tutto", "il"],
    &["tutta"],
    &["tutto"],
    &["intera"],
];

const STREETS: &[&str] = &[
    "via", "viale", "piazza", "piazzale", "piazzetta", "corso", "largo", "vicolo", "strada", "contrada", "cda",
    "lungomare", "lungotevere", "lungarno", "galleria", "traversa", "str", "vle", "pza", "pzza", "cso", "autostrada",
    "tangenziale", "statale", "uscita", "circonvallazione", "strasse", "street", "road",
];
/// "C.so", "V.le", "P.zza", "L.go".
const STREETS_CUT: &[Phrase] = &[
    &["c", "so"],
    &["v", "le"],
    &["v", "lo"],
    &["v"],
    &["p", "zza"],
    &["p", "za"],
    &["p", "le"],
    &["p", "zale"],
    &["l", "go"],
    &["s", "s"],
    &["s", "p"],
    &["ss"],
    &["sp"],
    &["sr"],
    &["c", "da"],
    &["str"],
];

pub fn begins(words: &[Word], phrase: Phrase) -> bool {
    words.len() >= phrase.len() && words.iter().zip(phrase).all(|(word, text)| word.text == *text)
}

fn ends(words: &[Word], phrase: Phrase) -> bool {
    words.len() >= phrase.len() && words.iter().rev().zip(phrase.iter().rev()).all(|(word, text)| word.text == *text)
}

fn after<'w>(words: &'w [Word], phrases: &[Phrase]) -> Option<&'w [Word]> {
    let phrase = phrases.iter().find(|phrase| begins(words, phrase))?;
    words.get(phrase.len()..)
}

fn before<'w>(words: &'w [Word], phrases: &[Phrase]) -> Option<&'w [Word]> {
    let phrase = phrases.iter().find(|phrase| ends(words, phrase))?;
    words.get(..words.len() - phrase.len())
}

pub fn after_leading(words: &[Word]) -> Option<&[Word]> {
    after(words, LEADING)
}

pub fn before_trailing(words: &[Word]) -> Option<&[Word]> {
    before(words, TRAILING)
}

pub fn after_whole_province(words: &[Word]) -> Option<&[Word]> {
    after(words, WHOLE_PROVINCE_BEFORE)
}

pub fn before_whole_province(words: &[Word]) -> Option<&[Word]> {
    before(words, WHOLE_PROVINCE_AFTER)
}

pub fn before_around(words: &[Word]) -> Option<&[Word]> {
    before(words, AROUND)
}

pub fn after_region(words: &[Word]) -> Option<&[Word]> {
    after(words, REGION_BEFORE)
}

pub fn is_part_word(word: &Word) -> bool {
    PART_FOLLOWS.contains(&word.text.as_str())
}

/// Whether a street begins here. The short forms are initials of names too ("S. Stefano"), so a number must follow, or the
/// rest of "C.so".
pub fn is_street(words: &[Word]) -> bool {
    let Some(first) = words.first() else { return false };
    if STREETS.contains(&first.text.as_str()) {
        return true;
    }
    let is_number = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(phrase) = STREETS_CUT.iter().find(|phrase| begins(words, phrase)) else { return false };
    match phrase {
        ["s", _] => words.get(2).is_some_and(is_number),
        ["v"] => first.is_cut && words.iter().any(is_number),
        [_] => words.get(1).is_some_and(is_number),
        _ => words.get(1).is_some_and(|word| word.joint == Joint::Dot),
    }
}

/// Only words that say nothing of where.
pub fn is_noise(words: &[Word]) -> bool {
    const NOISE: &[&str] = &[
        "centro", "citta", "zona", "sede", "sedi", "varie", "diverse", "nord", "sud", "est", "ovest", "provincia",
        "prov", "comune", "cap", "frazione", "localita", "ibrido", "hybrid", "n", "nr", "snc", "civico", "interno",
        "piano", "indirizzo", "dintorni", "limitrofi", "hinterland", "full", "time", "part", "tutte", "tutti", "tutta",
        "tutto", "intera", "le", "i", "in", "a", "su", "per", "disponibili",
    ];
    words.iter().all(|word| NOISE.contains(&word.text.as_str()) || word.text.bytes().all(|byte| byte.is_ascii_digit()))
}

pub fn is_and(word: &Word) -> bool {
    matches!(word.text.as_str(), "e" | "ed" | "o" | "od" | "oppure" | "and" | "or" | "und" | "oder" | "et")
        && !word.is_cut
}
