//! A title as words: gender forms joined, abbreviations written out, and where one phrase ends and the next begins.

use std::collections::VecDeque;

use taxonomy::fold::fold;

/// What parts a word from the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing but blanks, hyphens or apostrophes.
    None,
    /// A comma, a dash, a bracket, a slash: another phrase.
    Phrase,
    /// "presso", "c/o": what follows tells where, not what.
    Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Without gender and number: "addetta" and "addetti" are "addett".
    pub stem: String,
    pub gap: Gap,
}

/// Articles and prepositions, which names of occupations leave out or not.
const LITTLE_WORDS: &[&str] = &[
    "a", "ad", "agli", "ai", "al", "all", "alla", "alle", "allo", "and", "con", "d", "da", "dal", "dalla", "degli",
    "dei", "del", "dell", "della", "delle", "dello", "di", "e", "ed", "for", "gli", "i", "il", "in", "l", "la", "le",
    "lo", "nel", "nell", "nella", "o", "of", "per", "su", "sul", "sulla", "the", "to", "un", "una",
];

/// Written with a dot, or cut in the middle: "add.", "amm.va", "resp.le".
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("add", "addetto"),
    ("addet", "addetto"),
    ("amm", "amministrativo"),
    ("ammin", "amministrativo"),
    ("ass", "assistente"),
    ("assist", "assistente"),
    ("aut", "autista"),
    ("az", "azienda"),
    ("cam", "cameriere"),
    ("cat", "categoria"),
    ("comm", "commerciale"),
    ("comp", "computer"),
    ("conf", "confezionamento"),
    ("cont", "contabile"),
    ("contab", "contabile"),
    ("contr", "controllo"),
    ("coord", "coordinatore"),
    ("dir", "direttore"),
    ("edil", "edile"),
    ("elettr", "elettrico"),
    ("gen", "generico"),
    ("ge", "geometra"),
    ("geom", "geometra"),
    ("imp", "impiegato"),
    ("impieg", "impiegato"),
    ("inf", "infermiere"),
    ("infer", "infermiere"),
    ("ing", "ingegnere"),
    ("ist", "istruttore"),
    ("lav", "lavorazione"),
    ("log", "logistica"),
    ("mag", "magazziniere"),
    ("magazz", "magazziniere"),
    ("man", "manutentore"),
    ("manut", "manutentore"),
    ("mecc", "meccanico"),
    ("op", "operatore"),
    ("oper", "operatore"),
    ("operat", "operatore"),
    ("pat", "patente"),
    ("paten", "patente"),
    ("prod", "produzione"),
    ("profess", "professionale"),
    ("prof", "professore"),
    ("progr", "programmatore"),
    ("pul", "pulizie"),
    ("qual", "qualita"),
    ("rag", "ragioniere"),
    ("rep", "reparto"),
    ("resp", "responsabile"),
    ("respons", "responsabile"),
    ("segr", "segretario"),
    ("sett", "settore"),
    ("spec", "specialista"),
    ("stag", "stagionale"),
    ("tec", "tecnico"),
    ("tecn", "tecnico"),
    ("uff", "ufficio"),
    ("vend", "vendite"),
];

/// "amm.va", "comm.le": what may follow the dot of a word cut in the middle.
const CUT_ENDINGS: &[&str] = &[
    "co", "ca", "ci", "che", "ina", "io", "ia", "iva", "ivo", "ivi", "le", "li", "na", "ne", "no", "nte", "re", "ri",
    "ria", "rio", "ra", "ta", "te", "ti", "to", "tore", "trice", "tto", "tta", "va", "ve", "vi", "vo", "zione", "ento",
];

/// The other gender or number behind a slash or in brackets: "addetto/a", "educatore/trice", "operai(e)".
const GENDER_ENDINGS: &[&str] = &[
    "a", "e", "i", "o", "ra", "re", "ri", "ice", "ici", "rice", "trice", "trici", "tore", "tori", "ta", "te", "to",
    "ti", "iera", "iere", "essa", "ssa", "esse", "tta", "tto", "ina", "ino", "trice i", "ori",
];

/// Genders and "other", as in "m/f/d".
const GENDERS: &[&str] = &["d", "div", "f", "m", "n", "nb", "w", "x"];

/// The form in which words are compared: without gender and number, "-trice" as "-tore".
pub fn stem(word: &str) -> String {
    if word.len() < 4 || matches!(word, "sales" | "ios" | "sas") {
        return word.to_owned();
    }
    let mut stem = match word.strip_suffix("trice").or_else(|| word.strip_suffix("trici")) {
        Some(rest) => format!("{rest}tore"),
        None => word.to_owned(),
    };
    if stem.len() > 4 && stem.ends_with('s') && !stem.ends_with("ss") {
        stem.pop();
        return stem;
    }
    if stem.ends_with(['a', 'e', 'i', 'o']) {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('i') {
        stem.pop();
    }
    if stem.ends_with("ch") || stem.ends_with("gh") {
        stem.pop();
    }
    stem
}

/// The words of a title or sentence, without the little ones.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut gap = Gap::None;
    let mut pieces: VecDeque<Piece<'_>> = pieces(text).into();
    while let Some(piece) = pieces.pop_front() {
        match piece {
            Piece::Mark(mark) => gap = gap.max(mark),
            Piece::Slash => {
                // "m/f" and "c/o" were taken before; here it is a gender ending, the other form, or another role.
                let Some(Piece::Word { text, .. }) = pieces.front() else { continue };
                let folded = fold(text);
                let same = words.last().is_some_and(|last| last.stem == stem(&folded));
                if (!words.is_empty() && GENDER_ENDINGS.contains(&folded.as_str())) || same {
                    pieces.pop_front();
                } else {
                    gap = gap.max(Gap::Phrase);
                }
            }
            Piece::Word { text, is_cut } => {
                let folded = signs_kept(text);
                let word = if is_cut { written_out(&folded) } else { &folded };
                if word == "presso" {
                    gap = Gap::Place;
                } else if !word.is_empty() && !LITTLE_WORDS.contains(&word) {
                    let stem = stem(word);
                    // "Cameriera o cameriere", "Operaia/operaio": once is enough.
                    if gap == Gap::None && words.last().is_some_and(|last| last.stem == stem) {
                        continue;
                    }
                    words.push(Word { stem, gap: std::mem::replace(&mut gap, Gap::None) });
                }
            }
        }
    }
    words
}

/// Folded, but C# and C++ stay what they are.
fn signs_kept(text: &str) -> String {
    // "O.S.S." is one word.
    let folded = if text.contains('.') { fold(&text.replace('.', "")) } else { fold(text) };
    let signs: String = text.chars().rev().take_while(|c| matches!(c, '#' | '+')).collect();
    if folded.chars().count() <= 2 { folded + &signs } else { folded }
}

fn written_out(folded: &str) -> &str {
    ABBREVIATIONS.iter().find(|(short, _)| *short == folded).map_or(folded, |(_, long)| long)
}

#[derive(Debug)]
enum Piece<'a> {
    Word {
        text: &'a str,
        /// A dot stands behind it.
        is_cut: bool,
    },
    Slash,
    Mark(Gap),
}

/// Words and what is between them; "O.S.S." and "amm.va" are one word, "m/f" none, "c/o" a mark.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first.is_alphanumeric() {
            let (taken, piece) = word(rest);
            pieces.extend(piece);
            rest = rest.get(taken..).unwrap_or_default();
            continue;
        }
        let width = first.len_utf8();
        let next = rest.get(width..).unwrap_or_default();
        match first {
            '/' => pieces.push(Piece::Slash),
            // "Addetto(a)", "Addetto (a)": the other gender.
            '(' if let Some(after) = bracketed_ending(next) => {
                rest = after;
                continue;
            }
            '-' if !next.starts_with(' ') && !rest_ends_in_blank(text, rest) => {}
            ' ' | '\'' | '’' | '&' | '+' | '#' | '*' | '"' | '“' | '”' | '°' | 'ª' | '·' | '\u{a0}' => {}
            '.' if !next.starts_with([' ', '\u{a0}']) && !next.is_empty() => {}
            _ => pieces.push(Piece::Mark(Gap::Phrase)),
        }
        rest = next;
    }
    pieces
}

/// Whether the character before `rest` in `text` is a blank, or there is none.
fn rest_ends_in_blank(text: &str, rest: &str) -> bool {
    text.get(..text.len() - rest.len()).is_none_or(|before| before.is_empty() || before.ends_with([' ', '\u{a0}']))
}

fn bracketed_ending(rest: &str) -> Option<&str> {
    let (inside, after) = rest.split_once(')')?;
    GENDER_ENDINGS.contains(&fold(inside).as_str()).then_some(after)
}

/// A word from the start of `rest`: how many bytes it takes, and what it is.
fn word(rest: &str) -> (usize, Option<Piece<'_>>) {
    let letters = |text: &str| text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let end = letters(rest);
    let text = rest.get(..end).unwrap_or_default();
    let after = rest.get(end..).unwrap_or_default();
    let lower = text.to_lowercase();
    if lower == "c" && after.get(..2).is_some_and(|sign| sign.eq_ignore_ascii_case("/o")) && letters(&after[1..]) == 1 {
        return (end + 2, Some(Piece::Mark(Gap::Place)));
    }
    // "m/f/d", "M - F" only in brackets, which make phrases anyway.
    if GENDERS.contains(&lower.as_str()) && after.starts_with('/') {
        let mut taken = end;
        let mut tail = after;
        while let Some(next) = tail.strip_prefix('/') {
            let width = letters(next);
            if !GENDERS.contains(&next.get(..width).unwrap_or_default().to_lowercase().as_str()) {
                break;
            }
            taken += 1 + width;
            tail = next.get(width..).unwrap_or_default();
        }
        if taken > end {
            return (taken, None);
        }
    }
    if let Some(next) = after.strip_prefix('.') {
        let width = letters(next);
        let ending = next.get(..width).unwrap_or_default();
        if text.chars().count() == 1 && width == 1 {
            return dotted(rest);
        }
        if CUT_ENDINGS.contains(&ending.to_lowercase().as_str()) && text.chars().count() >= 3 {
            return (end + 1 + width, Some(Piece::Word { text, is_cut: true }));
        }
        // The dot of an abbreviation ends no phrase.
        let known = ABBREVIATIONS.iter().any(|(short, _)| *short == lower);
        return (end + usize::from(known), Some(Piece::Word { text, is_cut: true }));
    }
    let signs = after.find(|c| !matches!(c, '#' | '+')).unwrap_or(after.len());
    let end = if text.chars().count() <= 2 { end + signs } else { end };
    (end, Some(Piece::Word { text: rest.get(..end).unwrap_or_default(), is_cut: false }))
}

/// "O.S.S." as one word: folding takes the dots out of it, for there is a letter on each side.
fn dotted(rest: &str) -> (usize, Option<Piece<'_>>) {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, letter)) = chars.next() {
        if !letter.is_alphanumeric() {
            break;
        }
        end = at + letter.len_utf8();
        match chars.peek() {
            Some((at, '.')) => {
                end = at + 1;
                chars.next();
            }
            _ => break,
        }
        // A word of several letters is no part of it.
        let next = rest.get(end..).unwrap_or_default();
        if next.chars().take_while(|c| c.is_alphanumeric()).count() != 1 {
            break;
        }
    }
    (end, Some(Piece::Word { text: rest.get(..end).unwrap_or_default(), is_cut: false }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> String {
        let words = words(text);
        let shown = words.iter().map(|word| match word.gap {
            Gap::None => word.stem.clone(),
            Gap::Phrase => format!("| {}", word.stem),
            Gap::Place => format!("@ {}", word.stem),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn gender_and_number_do_not_count() {
        for title in [
            "Addetto vendite", "Addetta alle vendite", "Addetti/e alla vendita", "ADDETTO/A VENDITE",
            "Addetto(a) vendite", "Addetta o addetto alle vendite", "Addetto/addetta vendite", "Addett* vendite",
            "Addetto-vendite (m/f)",
        ] {
            assert_eq!(stems(title), "addett vendit", "{title}");
        }
        assert_eq!(stems("Educatore/trice"), stems("Educatrici"));
        assert_eq!(stems("Impiegata/o"), stems("impiegati"));
        assert_eq!(stems("Cuoche"), stems("Cuoco"));
    }

    #[test]
    fn abbreviations_are_written_out() {
        assert_eq!(stems("O.S.S. notturno"), "oss notturn");
        assert_eq!(stems("R.S.P.P."), "rspp");
        assert_eq!(stems("Imp. amm.va"), "impiegat amministrativ");
        assert_eq!(stems("Add. pulizie"), "addett puliz");
        assert_eq!(stems("Sviluppatore C# e C++, .NET"), "sviluppator c# c++ | net");
    }

    #[test]
    fn phrases_end_where_another_begins() {
        assert_eq!(stems("Cuoco (pesce) - Rimini"), "cuoc | pesc | rimin");
        assert_eq!(stems("Barista/banconista"), "barist | banconist");
        assert_eq!(stems("Scaffalista c/o ipermercato"), "scaffalist @ ipermercat");
        assert_eq!(stems("Front-office"), "front offic");
    }
}
