//! Words: how they are made comparable, and the grammar of the search field.
//!
//! What is indexed and what is typed go through the same two steps: folded (case, accents and punctuation do not
//! count), then cut to their stem, so that "magazzinieri" and "Magazziniere" are one.

use frostem::{Algorithm, Stemmer};

use taxonomy::fold::fold;

/// Longer runs of letters are no words: they are left out.
const LONGEST_WORD: usize = 40;
/// Most clauses of a text; what follows is not looked at. A text of 200 characters could hold a hundred.
const MOST_CLAUSES: usize = 24;
/// Words that say nothing about an offer: they do not have to be in it.
const STOP_WORDS: &[&str] = &[
    "a", "ad", "agli", "ai", "al", "alla", "alle", "allo", "c", "che", "col", "con", "d", "da", "dagli", "dai", "dal",
    "dall", "dalla", "dalle", "dallo", "degli", "dei", "del", "dell", "della", "delle", "dello", "di", "e", "ed",
    "gli", "i", "il", "in", "l", "la", "le", "lo", "nei", "nel", "nell", "nella", "nelle", "nello", "o", "od", "per",
    "su", "sui", "sul", "sull", "sulla", "sulle", "sullo", "tra", "fra", "un", "una", "uno",
];

/// A part of a text query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clause {
    /// A folded word.
    Word(String),
    /// Folded words that stand one after the other, at least two.
    Phrase(Vec<String>),
}

/// What a text asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextQuery {
    /// All of them must be there.
    pub wanted: Vec<Clause>,
    /// None of them may be there.
    pub unwanted: Vec<Clause>,
}

impl TextQuery {
    /// Whether there is nothing in it that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// Reads words, "quoted phrases" and `-word`. There is no wrong text: whatever is no letter or digit parts words.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() && query.wanted.len() + query.unwanted.len() < MOST_CLAUSES {
            let unsigned = rest.strip_prefix(['-', '−', '–']);
            let start = unsigned.unwrap_or(rest);
            // A quote that is never closed reaches to the end.
            let (part, after, is_quoted) = match start.strip_prefix(is_quote) {
                Some(inside) => {
                    let (part, after) = inside.split_once(is_quote).unwrap_or((inside, ""));
                    (part, after, true)
                }
                None => {
                    let end = start.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(start.len());
                    let (part, after) = start.split_at_checked(end).unwrap_or((start, ""));
                    (part, after, false)
                }
            };
            let words = words(part);
            match (unsigned.is_some(), is_quoted) {
                (true, _) => query.unwanted.extend(clause(words)),
                (false, true) => query.wanted.extend(clause(words)),
                (false, false) => query.wanted.extend(words.into_iter().map(Clause::Word)),
            }
            rest = after.trim_start();
        }
        query.wanted.truncate(MOST_CLAUSES);
        query.drop_stop_words();
        query
    }

    fn drop_stop_words(&mut self) {
        let says_nothing =
            |clause: &Clause| matches!(clause, Clause::Word(word) if STOP_WORDS.contains(&word.as_str()));
        // Someone who types only "la" means it.
        if !self.wanted.iter().all(says_nothing) {
            self.wanted.retain(|clause| !says_nothing(clause));
        }
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

fn clause(mut words: Vec<String>) -> Option<Clause> {
    if words.len() > 1 { Some(Clause::Phrase(words)) } else { words.pop().map(Clause::Word) }
}

/// The folded words of a text.
pub fn words(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|word| is_word(word)).map(str::to_owned).collect()
}

/// The folded words of a text, one space between them.
pub fn folded(text: &str) -> String {
    words(text).join(" ")
}

/// The stems of a text's words, one space between them.
pub fn stemmed(text: &str) -> String {
    let folded = fold(text);
    let stems: Vec<String> = folded.split(' ').filter(|word| is_word(word)).map(stem).collect();
    stems.join(" ")
}

/// The stem of one folded word: Snowball's, but for the endings of trades that it takes for verbs (cameriere like
/// vendere) or does not know (saldatrice is the same trade as saldatore).
pub fn stem(word: &str) -> String {
    let ends_in = |suffixes: &[&str]| {
        let found = suffixes.iter().find_map(|suffix| word.strip_suffix(suffix));
        found.filter(|base| base.chars().count() >= 3)
    };
    if let Some(base) = ends_in(&["iere", "ieri", "iera"]) {
        return format!("{base}ier");
    }
    if let Some(base) = ends_in(&["gnere", "gneri", "gnera"]) {
        return format!("{base}gner");
    }
    // operai, fornai: of operaio, which Snowball cuts to "operai".
    if ends_in(&["ai"]).is_some() {
        return word.to_owned();
    }
    let stemmer = Stemmer::new(Algorithm::Italian);
    match ends_in(&["trice", "trici"]) {
        Some(base) => stemmer.stem(&format!("{base}tore")).into_owned(),
        None => stemmer.stem(word).into_owned(),
    }
}

fn is_word(word: &str) -> bool {
    !word.is_empty() && word.len() <= LONGEST_WORD
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Clause {
        Clause::Word(text.to_owned())
    }

    fn phrase(words: &[&str]) -> Clause {
        Clause::Phrase(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn words_phrases_and_exclusions_are_told_apart() {
        let query = TextQuery::parse("  Addetto \"Back  Office\" -stage -\"porta a porta\" è");
        assert_eq!(query.wanted, [word("addetto"), phrase(&["back", "office"])]);
        assert_eq!(query.unwanted, [word("stage"), phrase(&["porta", "a", "porta"])]);
        assert_eq!(TextQuery::parse("part-time").wanted, [word("part"), word("time")]);
        assert_eq!(TextQuery::parse("-part-time").unwanted, [phrase(&["part", "time"])]);
        assert_eq!(TextQuery::parse("«turno di notte»").wanted, [phrase(&["turno", "di", "notte"])]);
        assert_eq!(TextQuery::parse("\"mai chiusa").wanted, [phrase(&["mai", "chiusa"])]);
    }

    #[test]
    fn small_words_do_not_count_unless_they_are_all_there_is() {
        assert_eq!(TextQuery::parse("addetto alle pulizie").wanted, [word("addetto"), word("pulizie")]);
        assert_eq!(TextQuery::parse("dell'officina").wanted, [word("officina")]);
        assert_eq!(TextQuery::parse("la").wanted, [word("la")]);
    }

    #[test]
    fn junk_is_nothing_or_plain_words() {
        for junk in ["", " ", "%_'", "\"", "\"\"", "-", "--", "- -\"", "🙂", "***", "()", "\u{0}", "\u{202E}"] {
            assert!(TextQuery::parse(junk).is_empty(), "{junk:?}");
        }
        assert_eq!(
            TextQuery::parse("title:cuoco^2 AND *").wanted,
            [word("title"), word("cuoco"), word("2"), word("and")]
        );
        assert!(TextQuery::parse(&"x ".repeat(5_000)).wanted.len() <= MOST_CLAUSES);
        assert!(TextQuery::parse(&"x".repeat(10_000)).is_empty());
    }

    #[test]
    fn forms_of_a_word_share_their_stem() {
        for forms in [
            "magazziniere magazzinieri", "infermiere infermieri infermiera", "cassiere cassieri cassiera",
            "ingegnere ingegneri", "operaio operai operaia operaie", "saldatore saldatori saldatrice saldatrici",
            "educatore educatrice educatori educatrici", "autista autisti autiste", "elettricista elettricisti",
            "idraulico idraulici", "cuoco cuochi cuoca cuoche", "impiegato impiegati impiegata impiegate",
            "addetto addetti addetta addette", "commessa commessi commesso", "contabile contabili", "pulizia pulizie",
            "parrucchiere parrucchieri parrucchiera", "turno turni", "vendita vendite",
        ] {
            let stems: std::collections::BTreeSet<_> = forms.split(' ').map(stem).collect();
            assert_eq!(stems.len(), 1, "{forms}: {stems:?}");
        }
        assert_eq!(stemmed("Città, CITTA'"), stemmed("citta citta"));
    }
}
