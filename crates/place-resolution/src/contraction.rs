//! Names cut short: "S. Donato Mil.se", "Cernusco s/N", "Cinisello B.mo", "Bgo San Lorenzo".
//!
//! Each word of what is written must fit one word of the name, in order, small words aside. A cut word fits by its start,
//! by its start and end ("Mil.se"), or by its consonants ("Bgo"). At least one word must be there in full, or four letters
//! of a cut one, so that initials alone and mistyped names fit nothing.

use std::collections::HashMap;

use taxonomy::fold::fold;
use taxonomy::place_index::{PlaceRecord, is_particle};

use crate::gazetteer::{Named, Rank, Weight, is_saint};
use crate::words::{Joint, Word};

/// Letters that must be there in a row for a guess to be one.
const LEAST_LETTERS: usize = 4;
/// "B.mo", "Mil.se", "V.to": what follows the dot.
const LONGEST_ENDING: usize = 4;

pub struct Contractions {
    /// By the first letter (saints have a sign of their own) and the number of words.
    names: HashMap<(char, usize), Vec<Name>>,
}

struct Name {
    /// Without small words; a saint's title is empty.
    words: Vec<String>,
    comune: usize,
}

enum Piece<'w> {
    Saint,
    Whole(&'w str),
    Start(&'w str),
    Ends(&'w str, &'w str),
    /// First letter, consonants, last letter.
    Skeleton(&'w str),
}

impl Contractions {
    pub fn new(records: &[PlaceRecord]) -> Self {
        let mut names: HashMap<(char, usize), Vec<Name>> = HashMap::new();
        for (comune, record) in records.iter().enumerate() {
            for name in std::iter::once(&record.place.name).chain(&record.alternate_names) {
                let words: Vec<String> = fold(name)
                    .split(' ')
                    .filter(|word| !is_particle(word))
                    .map(|word| if is_saint(word) { String::new() } else { word.to_owned() })
                    .collect();
                if let Some(first) = words.first() {
                    names.entry((initial(first), words.len())).or_default().push(Name { words, comune });
                }
            }
        }
        Self { names }
    }

    /// The comuni whose name may be meant; nothing when no word is cut short.
    pub fn named(&self, words: &[Word]) -> Option<Vec<Named>> {
        let pieces = pieces(words);
        let is_cut = pieces.iter().any(|piece| !matches!(piece, Piece::Whole(_) | Piece::Saint))
            || words.iter().any(|word| word.is_cut || (is_saint(&word.text) && word.text.len() <= 3));
        if pieces.len() < 2 || !is_cut || !pieces.iter().any(Piece::is_plain) {
            return None;
        }
        let first = match pieces.first()? {
            Piece::Saint => initial(""),
            Piece::Whole(text) | Piece::Start(text) | Piece::Skeleton(text) | Piece::Ends(text, _) => initial(text),
        };
        let mut found: Vec<Named> = Vec::new();
        for name in self.names.get(&(first, pieces.len())).map(Vec::as_slice).unwrap_or_default() {
            let fits = pieces.iter().zip(&name.words).all(|(piece, word)| piece.fits(word));
            if fits && !found.iter().any(|known| known.comune == name.comune) {
                found.push(Named { comune: name.comune, rank: Rank::Known, weight: Weight::Telling });
            }
        }
        (!found.is_empty()).then_some(found)
    }
}

fn initial(word: &str) -> char {
    word.chars().next().unwrap_or('+')
}

fn pieces(words: &[Word]) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = words.iter().enumerate().peekable();
    while let Some((at, word)) = rest.next() {
        let text = word.text.as_str();
        let next = words.get(at + 1);
        let is_last = next.is_none();
        if is_saint(text) && !is_last && next.is_some_and(|next| next.joint != Joint::Slash) {
            pieces.push(Piece::Saint);
            // "S.ta Maria".
            if next
                .is_some_and(|next| next.joint == Joint::Dot && matches!(next.text.as_str(), "ta" | "to" | "te" | "ti"))
            {
                rest.next();
            }
        } else if next.is_some_and(|next| next.joint == Joint::Slash) {
            // "s/N": sul, sulla, sopra, sotto. What follows may be a single letter.
            if let Some((_, word)) = rest.next() {
                pieces.push(Piece::Start(&word.text));
            }
        } else if word.is_cut && is_particle(text) && next.is_some_and(|next| next.joint == Joint::Space || text == "d")
        {
            // "Bassano d. Grappa".
        } else if word.is_cut {
            let ending =
                next.filter(|next| next.joint == Joint::Dot && !next.is_cut && next.text.len() <= LONGEST_ENDING);
            match ending {
                Some(ending) => {
                    pieces.push(Piece::Ends(text, &ending.text));
                    rest.next();
                }
                None => pieces.push(Piece::Start(text)),
            }
        } else if text.len() == 1 && is_last && !pieces.is_empty() {
            pieces.push(Piece::Start(text));
        } else if is_particle(text) || matches!(text, "sopra" | "sotto" | "presso" | "ed") {
            // "in" and "sul" are not what tells one name from another. ("sopra" stands in names too, so both are tried.)
            if !is_particle(text) {
                pieces.push(Piece::Whole(text));
            }
        } else if is_truncated(text) {
            pieces.push(Piece::Start(text));
        } else if is_skeleton(text) {
            pieces.push(Piece::Skeleton(text));
        } else {
            pieces.push(Piece::Whole(text));
        }
    }
    pieces
}

/// "Cast", "Mont": an Italian word hardly ever ends in a consonant.
fn is_truncated(text: &str) -> bool {
    (3..=5).contains(&text.len())
        && text.ends_with(['b', 'c', 'd', 'f', 'g', 'p', 'q', 't', 'v', 'z', 'm'])
        && text.contains(['a', 'e', 'i', 'o', 'u'])
}

/// "Bgo", "Mte", "Pte": no vowel but the last letter.
fn is_skeleton(text: &str) -> bool {
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut letters = text.chars().rev();
    (3..=5).contains(&text.len())
        && letters.next().is_some_and(is_vowel)
        && letters.all(|c| c.is_ascii_lowercase() && !is_vowel(c))
}

impl Piece<'_> {
    /// Whether it says enough by itself to build on.
    fn is_plain(&self) -> bool {
        matches!(self, Self::Whole(text) | Self::Start(text) if text.len() >= LEAST_LETTERS)
    }

    fn fits(&self, word: &str) -> bool {
        match self {
            Self::Saint => word.is_empty(),
            Self::Whole(text) => *text == word,
            Self::Start(text) => word.starts_with(text),
            Self::Ends(start, end) => {
                start.len() + end.len() < word.len() && word.starts_with(start) && word.ends_with(end)
            }
            Self::Skeleton(text) => {
                let mut letters = word.chars();
                word.len() > text.len()
                    && word.starts_with(initial(text))
                    && word.ends_with(text.chars().next_back().unwrap_or_default())
                    && text.chars().all(|c| letters.any(|letter| letter == c))
            }
        }
    }
}
