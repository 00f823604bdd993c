//! A title as it is shown: without genders, reference numbers, urgency, the place that is shown anyway, and shouting.

use std::sync::LazyLock;

use regex::Regex;
use taxonomy::fold::fold;

/// Where the offer is, in all the words that a title may have for it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'a> {
    /// "Milano".
    pub name: &'a str,
    /// "MI".
    pub province: &'a str,
    /// "Lombardia".
    pub region: &'a str,
    /// The source's own words.
    pub locality: &'a str,
}

/// Fewer letters than these are no title: then nothing is taken away.
const LEAST_LETTERS: usize = 2;

/// They stay in capitals when a shouted title is put into lower case.
const ACRONYMS: &[&str] = &[
    "aba", "adb", "adi", "adr", "adv", "aec", "api", "asa", "asm", "aso", "aspp", "ata", "atex", "aws", "b2b", "b2c",
    "bes", "bim", "bls", "blsd", "bpm", "caf", "cad", "cam", "cap", "cas", "ccnl", "ced", "ceo", "cfo", "cio", "cms",
    "cnc", "cnd", "coo", "cqc", "crm", "cse", "csp", "cto", "cup", "cv", "dba", "dj", "dpo", "dsa", "ecdl", "edp",
    "ehs", "erp", "esg", "ftth", "gdo", "gis", "gps", "haccp", "hr", "hse", "html", "hvac", "ict", "ios", "ip", "isf",
    "iso", "it", "itp", "kam", "lis", "mag", "mig", "mma", "mmt", "ncc", "oepac", "oss", "osa", "ota", "p.iva", "pc",
    "pcb", "php", "plc", "pmo", "pr", "pvc", "qa", "qhse", "qsa", "rls", "rsa", "rspp", "sad", "sai", "sap", "sat",
    "sem", "seo", "smt", "spa", "sql", "srl", "suap", "tig", "tir", "tlc", "tnpee", "tpl", "tsrm", "tslb", "tv", "ue",
    "ui", "usa", "ux", "vip", "vr", "xml", "fgas", "f-gas", "mppt", "bt", "mt", "at", "pp", "ce", "ii", "iii", "iv",
    "cpu", "ai",
];

/// Prepositions and articles: in lower case wherever a title shouts.
const LITTLE: &[&str] = &[
    "a", "ad", "ai", "al", "alla", "alle", "con", "da", "dal", "dei", "del", "della", "delle", "di", "e", "ed", "in",
    "il", "la", "le", "nel", "o", "per", "su", "tra", "un", "una", "senza", "anche", "c/o", "presso",
];

/// A pattern that does not compile takes nothing away; the tests use each.
fn pattern(text: &str) -> LazyPattern {
    Regex::new(text).ok()
}

type LazyPattern = Option<Regex>;

static GENDERS: LazyLock<LazyPattern> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)[(\[]\s*(?:m|f|w|d|x|n|nb|div|u|uomo|donna|uomini|donne|h)(?:\s?[/|\-.,;:]\s?(?:m|f|w|d|x|n|nb|div|\*|i|u|uomo|donna|uomini|donne|gn))+\s*[)\]]",
        r"|\b(?:m\s?/\s?[fw](?:\s?/\s?(?:d|x|n|nb|div))?|[fw]\s?/\s?m(?:\s?/\s?(?:d|x|n|nb|div))?)(?:\b|$)",
        r"|[(\[]?\bambo(?:\s?sess[io]|sess[io])\b[)\]]?",
    ))
});
static REFERENCES: LazyLock<LazyPattern> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)[(\[]?\s*\b(?:rif(?:erimento)?|ref(?:erence)?|cod(?:ice)?|annuncio|job\s?id|id|req(?:uisition)?|pos(?:izione)?|prot)\b\.?",
        r"(?:\s?(?:annuncio|offerta|interno|int|n|nr|num|id|job))?\.?\s?[:.#°ºn/\-]{0,3}\s?(?:[a-z]{0,6}[\-_/.]?){0,3}\d[\w\-/.]*\s*[)\]]?",
        r"|[(\[]?\s*#\s?[a-z]{0,4}[\-_]?\d[\w\-]*\s*[)\]]?",
        r"|[(\[]\s*(?:rif|ref|cod)\b\.?[^)\]]{1,30}[)\]]",
        r"|[\[(]\s*[a-z]{0,5}[\-_]?\d{3,}[\w\-]*\s*[\])]",
        r"|[\-–—|]\s*(?:n\.?\s?)?\d{5,}\s*$",
    ))
});
static URGENCY: LazyLock<LazyPattern> = LazyLock::new(|| {
    pattern(concat!(
        r"(?i)[(\[*]*\b(?:urgent(?:e|i|issimo|ly|emente)?|urgenza|urge|asap)\b[)\]!*]*",
        r"|^\W*(?:a\s?\.?\s?a\s?\.?\s?a\.?\s|aaa+\b)",
        r"|^\W*(?:(?:offerta|annuncio|opportunit[aà])\s(?:di\s)?lavoro\b(?:\sper|\scome)?\s?:?|we are hiring:?|hiring:?|assumiamo:?|si ricercano?|si cercano?|si selezionano?|ricerchiamo|cerchiamo|selezioniamo|cercasi|ricercasi|cercansi|ricerca(?:\spersonale)?:|cerco:)\s",
        r"|\b(?:cercasi|ricercasi|cercansi)\b\W*$",
    ))
});

/// The title for readers. What is left of it is never empty: rather than that, it stays as it was.
pub fn clean(title: &str, place: Place<'_>) -> String {
    let whole = blanks(title);
    let mut text = whole.clone();
    for pattern in [&GENDERS, &REFERENCES, &URGENCY] {
        if let Some(pattern) = pattern.as_ref() {
            text = blanks(&pattern.replace_all(&text, " "));
            // "URGENTE!! Cercasi": the second begins the title only once the first is gone.
            text = pattern.replace_all(&text, " ").into_owned();
        }
    }
    text = trimmed(&blanks(&text));
    text = trimmed(&without_place(&text, place));
    if text.chars().filter(|c| c.is_alphabetic()).count() < LEAST_LETTERS {
        text = whole;
    }
    let quiet = lowered(&text, place);
    if quiet == blanks(title) { quiet } else { capitalised(&quiet) }
}

/// One blank between words, no arrows and stars, and no brackets with nothing in them.
fn blanks(text: &str) -> String {
    let is_picture = |c: char| matches!(c, '\u{2190}'..='\u{2bff}' | '\u{a6}' | '~');
    let plain: String = text.chars().map(|c| if is_picture(c) { ' ' } else { c }).collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    joined
        .replace("( )", "")
        .replace("()", "")
        .replace("[]", "")
        .replace(" ,", ",")
        .replace("( ", "(")
        .replace(" )", ")")
}

/// Without marks at the ends that say nothing; "C++", "C#" and "S.r.l." keep theirs.
fn trimmed(text: &str) -> String {
    let text =
        text.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '[' | '.' | '"' | '“' | '«'));
    let text = text.strip_prefix(". ").unwrap_or(text);
    let mut text = text.trim_end();
    loop {
        let keeps_dot = text.ends_with('.')
            && text.split_whitespace().last().is_some_and(|word| {
                let inside = word.trim_end_matches('.');
                inside.contains('.') || (word.ends_with('.') && !word.ends_with("..") && inside.chars().count() <= 3)
            });
        let keeps_sign = text.ends_with("C#") || text.ends_with("C++");
        let open = text.ends_with(['(', '[']);
        let is_mark = text
            .ends_with(['-', '–', '—', ',', ';', ':', '!', '*', '|', '/', '+', '#', '•', '·', '_', '=', '&', '.', '?']);
        if !open && (!is_mark || keeps_sign || keeps_dot) {
            break;
        }
        let mut chars = text.chars();
        chars.next_back();
        text = chars.as_str().trim_end();
    }
    text.to_owned()
}

/// Without the offer's own place as the last or first phrase: "- Milano (MI)", ", Lodi", "(BG)", "Torino:".
fn without_place(text: &str, place: Place<'_>) -> String {
    let mut text = text.to_owned();
    while let Some(shorter) = without_last_place(&text, place) {
        text = trimmed(&shorter);
    }
    for separator in [" - ", " – ", ": ", " | "] {
        if let Some((first, rest)) = text.split_once(separator)
            && is_place(first, place)
        {
            return rest.to_owned();
        }
    }
    text
}

fn without_last_place(text: &str, place: Place<'_>) -> Option<String> {
    let separators =
        [" - ", " – ", " — ", " | ", ", ", " @ ", " (", " a ", " su ", " in ", "- ", " zona ", " sede di ", " presso "];
    let lower = text.to_ascii_lowercase();
    let cut =
        |separator: &str| lower.rmatch_indices(separator).map(|(at, _)| (at, separator.len())).collect::<Vec<_>>();
    separators
        .into_iter()
        .flat_map(cut)
        .filter_map(|(at, length)| {
            let (first, last) = (text.get(..at)?, text.get(at + length..)?);
            (!first.trim().is_empty() && is_place(last, place)).then(|| first.to_owned())
        })
        .min_by_key(String::len)
}

fn is_place(words: &str, place: Place<'_>) -> bool {
    let folded = fold(words);
    let mut rest = folded.as_str();
    for before in ["zona ", "sede di ", "sede ", "citta di ", "provincia di ", "prov ", "vicinanze ", "comune di "] {
        rest = rest.strip_prefix(before).unwrap_or(rest);
    }
    let (name, province) = (fold(place.name), fold(place.province));
    let (region, locality) = (fold(place.region), fold(place.locality));
    if rest.is_empty() {
        return false;
    }
    // The name, then what may stand behind it: province, region, country, "e provincia".
    for name in [&name, &locality] {
        let Some(after) = rest.strip_prefix(name.as_str()).filter(|_| !name.is_empty()) else { continue };
        let is_tail = |word: &str| {
            word == province
                || matches!(
                    word,
                    "italia" | "italy" | "e" | "provincia" | "prov" | "centro" | "citta" | "it" | "dintorni"
                )
                || region.split(' ').any(|part| part == word)
        };
        if after.is_empty() || (after.starts_with(' ') && after.split_whitespace().all(is_tail)) {
            return true;
        }
    }
    (!region.is_empty() && rest == region)
        || (!province.is_empty() && rest == province && rest.len() == words.trim_matches(['(', ')', ' ']).len())
}

/// Shouted words in lower case; acronyms, and names of places that the offer is at, keep their capitals.
fn lowered(text: &str, place: Place<'_>) -> String {
    let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
    let is_upper = |word: &str| letters(word) > 0 && !word.chars().any(char::is_lowercase);
    let is_acronym = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        ACRONYMS.contains(&bare.as_str())
            || bare.split(['/', '-', '+', '&']).all(|part| ACRONYMS.contains(&part))
            || word.contains('.') && letters(word) <= 6 && word.split('.').all(|part| part.chars().count() <= 1)
            || (bare.chars().any(|c| c.is_ascii_digit()) && letters(word) <= 3)
    };
    let words: Vec<&str> = text.split(' ').collect();
    let shouted = |word: &&&str| is_upper(word) && letters(word) >= 4 && !is_acronym(word);
    let long = words.iter().filter(|word| letters(word) >= 4 && !is_acronym(word)).count();
    let loud = words.iter().filter(shouted).count();
    if loud == 0 {
        return text.to_owned();
    }
    let is_all_loud = loud == long;
    let is_loud_start = words.iter().find(|word| letters(word) >= 2).is_some_and(|word| shouted(&word));
    let mut after_licence = false;
    let lower = |(at, word): (usize, &&str)| {
        let follows_licence = std::mem::replace(&mut after_licence, is_licence(word));
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        if !is_upper(word)
            || is_acronym(word)
            || follows_licence
            || (letters(word) == 1 && !LITTLE.contains(&bare.as_str()))
        {
            return (*word).to_owned();
        }
        // In a title that is loud in part, short words in capitals may be names: "tecnico ENEL".
        let goes_down = is_all_loud
            || LITTLE.contains(&bare.as_str())
            || letters(word) >= 6
            || (is_loud_start && loud * 2 >= long && letters(word) >= 3);
        if !goes_down {
            return (*word).to_owned();
        }
        let lower = word.to_lowercase();
        let is_name = !bare.is_empty()
            && bare.len() > 3
            && [place.name, place.locality].iter().any(|name| fold(name).split(' ').any(|part| part == fold(&bare)));
        if is_name || at == 0 { capitalised(&lower) } else { lower }
    };
    words.iter().enumerate().map(lower).collect::<Vec<_>>().join(" ")
}

fn is_licence(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(bare.as_str(), "patente" | "pat" | "patenti" | "cat" | "categoria" | "classe" | "vitamina" | "livello")
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if text.split(' ').next().is_some_and(|word| !word.chars().any(char::is_uppercase)) => {
            first.to_uppercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_compile() {
        assert!(GENDERS.is_some() && REFERENCES.is_some() && URGENCY.is_some());
    }

    #[test]
    fn what_is_not_the_title_goes() {
        let milano = Place { name: "Milano", province: "MI", region: "Lombardia", locality: "Milano" };
        for (given, shown) in [
            ("Mulettisti (m/f)", "Mulettisti"),
            ("Barman m/f/d", "Barman"),
            ("Sales assistant (m/w/d)", "Sales assistant"),
            ("Elettricista M/F", "Elettricista"),
            ("Cuoco (f/m/x)", "Cuoco"),
            ("Magazzinieri ambosessi", "Magazzinieri"),
            ("Saldatore rif. 1234", "Saldatore"),
            ("Saldatore - Rif. MI/2026-12", "Saldatore"),
            ("Saldatore (cod. A123)", "Saldatore"),
            ("Saldatore #123", "Saldatore"),
            ("Saldatore [JOB-4412]", "Saldatore"),
            ("Saldatore - 1234567", "Saldatore"),
            ("URGENTE!! Cercasi barista", "Barista"),
            ("Barista URGENTE!!!", "Barista"),
            ("Ricerchiamo addetta alle pulizie", "Addetta alle pulizie"),
            ("Pizzaiolo cercasi", "Pizzaiolo"),
            ("Magazziniere - Milano (MI)", "Magazziniere"),
            ("Magazziniere – Milano", "Magazziniere"),
            ("Magazziniere (Milano)", "Magazziniere"),
            ("Magazziniere, Milano, Lombardia", "Magazziniere"),
            ("Magazziniere a Milano", "Magazziniere"),
            ("MILANO: magazziniere", "Magazziniere"),
            ("Magazziniere - zona Milano e provincia", "Magazziniere"),
            ("Magazziniere - Lodi (LO)", "Magazziniere - Lodi (LO)"),
            ("CUOCO PER MENSA A MILANO", "Cuoco per mensa"),
            ("OPERATORE CNC CON PATENTE B", "Operatore CNC con patente B"),
            ("AIUTO CUOCO/A DI MENSA stagione estiva", "Aiuto cuoco/a di mensa stagione estiva"),
            ("OSS per RSA", "OSS per RSA"),
            ("Ricerchiamo COMMESSA per negozio", "Commessa per negozio"),
            ("Tecnico ENEL", "Tecnico ENEL"),
            ("Sviluppatore C#", "Sviluppatore C#"),
            ("Programmatore C++", "Programmatore C++"),
            ("Impiegato amministrativo -", "Impiegato amministrativo"),
            ("Commessa!!!", "Commessa"),
            ("★ Barista ★", "Barista"),
            ("Sviluppatore Java Spring - full remote", "Sviluppatore Java Spring - full remote"),
            ("Idraulico presso S.r.l.", "Idraulico presso S.r.l."),
            ("R&D manager", "R&D manager"),
            ("iOS developer", "iOS developer"),
            ("Prova T02", "Prova T02"),
            ("123", "123"),
            ("(m/f)", "(m/f)"),
            ("", ""),
        ] {
            assert_eq!(clean(given, milano), shown, "{given}");
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing_more() {
        let nowhere = Place::default();
        for given in ["URGENTE!! CUOCO M/F - rif. 12", "Magazziniere - Milano (MI)", "Addetto/a (m/f) alle vendite"] {
            let once = clean(given, nowhere);
            assert_eq!(clean(&once, nowhere), once);
        }
    }
}
