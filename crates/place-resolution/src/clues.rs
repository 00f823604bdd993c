//! What the pieces of a text name, before anything is decided.

use crate::abroad::Country;
use crate::area::Area;
use crate::gazetteer::{Named, Rank};
use crate::words::{Separator, Word};

/// A name that comuni bear.
#[derive(Debug, Clone)]
pub struct Town {
    pub named: Vec<Named>,
    /// A province is called so too.
    pub area: Option<Area>,
    /// A country or a foreign town is called so too.
    pub abroad: Option<Country>,
    pub before: Separator,
    pub text: String,
}

#[derive(Debug, Clone, Copy)]
pub struct AreaClue {
    pub area: Area,
    /// Two letters that mean a country or a state of the USA as well.
    pub is_doubtful: bool,
}

#[derive(Debug, Default)]
pub struct Clues {
    pub towns: Vec<Town>,
    pub areas: Vec<AreaClue>,
    pub codes: Vec<u32>,
    /// A country or a state that is named as such.
    pub abroad: Option<Country>,
    /// A town that we know abroad and not in Italy.
    pub foreign_town: Option<Country>,
    pub is_remote: bool,
    pub is_italy: bool,
    /// "(provincia)" in a segment of its own.
    pub is_whole_province: bool,
    /// Provinces that are named as such.
    pub whole: Vec<Area>,
    pub unread: Vec<String>,
    pub notes: Vec<String>,
}

/// Not merely of hamlets, or of names that begin so.
pub fn is_of_comuni(named: &[Named]) -> bool {
    named.iter().any(|named| named.rank <= Rank::Known)
}

/// Five digits.
pub fn code_of(word: &Word) -> Option<u32> {
    let text = word.text.as_str();
    (text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

pub fn shown(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}
