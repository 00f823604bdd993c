//! From a text to clues: which towns, areas, postal codes and countries its segments name.

mod addresses;
mod names;

use crate::abroad::Abroad;
use crate::area::{Area, Areas};
use crate::clues::{AreaClue, Clues, Town, code_of, is_of_comuni, shown};
use crate::contraction::Contractions;
use crate::gazetteer::{Gazetteer, Rank};
use crate::words::{Separator, Word, segments, squashed};
use crate::{phrases, remote};

/// Text inside text inside text is no address.
const DEEPEST: usize = 8;

pub struct Reader<'r> {
    pub gazetteer: &'r Gazetteer,
    pub contractions: &'r Contractions,
    pub areas: &'r Areas,
    pub abroad: &'r Abroad,
    /// By index into the records.
    pub populations: &'r [u64],
}

impl Reader<'_> {
    pub fn read(&self, text: &str) -> Clues {
        let mut clues = Clues::default();
        let segments = segments(text);
        // A name may hold what parts others: "Trentino-Alto Adige/Südtirol".
        let whole: String = segments.iter().map(|segment| squashed(&segment.words)).collect();
        if segments.len() > 1
            && let Some(area @ Area::Region(_)) = self.areas.named(&whole)
        {
            clues.areas.push(AreaClue { area, is_doubtful: false });
            return clues;
        }
        for segment in segments {
            let (words, is_remote) = remote::without_remote(segment.words);
            clues.is_remote |= is_remote;
            let words = remote::without_fillers(words);
            self.segment(&words, segment.before, &mut clues, 0);
        }
        clues
    }

    fn segment(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) {
        if words.is_empty() {
            return;
        }
        if depth > DEEPEST {
            clues.unread.push(shown(words));
            return;
        }
        let read = self.with_sigla(words, before, clues)
            || self.whole(words, before, clues)
            || self.code(words, before, clues, depth)
            || self.widened(words, before, clues, depth)
            || self.street(words, 0, before, clues, depth)
            || self.several(words, before, clues, depth)
            || self.with_area(words, before, clues, depth)
            || (1..words.len()).any(|at| self.street(words, at, before, clues, depth))
            || self.part_of_town(words, before, clues, depth)
            || self.town_in_words(words, before, clues)
            || self.hyphened(words, before, clues, depth)
            || self.led(words, before, clues, depth)
            || self.part_of_city(words, before, clues);
        if !read {
            match self.abroad.town(&squashed(words)) {
                Some(country) => clues.foreign_town = Some(country),
                None => clues.unread.push(shown(words)),
            }
        }
    }

    /// All words are one name, sigla or code.
    fn whole(&self, words: &[Word], before: Separator, clues: &mut Clues) -> bool {
        let key = squashed(words);
        if let [word] = words {
            // Re (VB) is a comune.
            let is_comune = || {
                self.gazetteer.named(words).is_some_and(|named| named.iter().any(|named| named.rank == Rank::Official))
            };
            if key.len() == 2 && !is_comune() && self.two_letters(word, clues) {
                return true;
            }
            if key == "provincia" || key == "prov" || key == "hinterland" {
                clues.is_whole_province = true;
                return true;
            }
        }
        // ISO 3166-2: "IT-MI". (Not by its letters alone: Itri.)
        if let [country, sigla] = words
            && country.text == "it"
            && sigla.text.len() == 2
            && self.areas.named(&sigla.text).is_some()
        {
            return self.two_letters(sigla, clues);
        }
        let named = self.gazetteer.named(words);
        let area = self.areas.named(&key);
        if let Some(area @ (Area::Italy | Area::Region(_))) = area {
            clues.is_italy |= area == Area::Italy;
            clues.areas.push(AreaClue { area, is_doubtful: false });
            return true;
        }
        let country = self.abroad.country(&key);
        let Some(named) = named else {
            return if let Some(area) = area {
                clues.areas.push(AreaClue { area, is_doubtful: false });
                true
            } else if phrases::is_noise(words) {
                // Digits are noise too, but a postal code is not.
                !words.iter().any(|word| code_of(word).is_some())
            } else if let Some(country) =
                country.or_else(|| (key.len() > 2 && self.abroad.is_state(&key)).then_some(Some("US")))
            {
                clues.abroad = Some(country);
                true
            } else {
                self.three_letters(words, &key, clues)
            };
        };
        if key.len() > 2 && self.abroad.is_state(&key) && !is_of_comuni(named) {
            clues.abroad = Some(Some("US"));
            return true;
        }
        let abroad = country.or_else(|| self.abroad.town(&key));
        clues.towns.push(Town { named: named.to_vec(), area, abroad, before, text: shown(words) });
        true
    }

    fn two_letters(&self, word: &Word, clues: &mut Clues) -> bool {
        let key = word.text.as_str();
        let is_state = self.abroad.is_state_code(key);
        if let Some(area) = self.areas.named(key) {
            let is_doubtful = is_state || self.abroad.code(key).is_some();
            clues.areas.push(AreaClue { area, is_doubtful });
        } else if key == "it" {
            clues.is_italy = true;
        } else if is_state && word.is_upper {
            clues.abroad = Some(Some("US"));
        } else if word.is_upper
            && let Some(code) = self.abroad.code(key)
        {
            clues.abroad = Some(Some(code));
        } else {
            return false;
        }
        true
    }

    fn three_letters(&self, words: &[Word], key: &str, clues: &mut Clues) -> bool {
        let [word] = words else { return false };
        if key == "ita" {
            clues.is_italy = true;
        } else if key.len() == 3
            && word.is_upper
            && let Some(code) = self.abroad.code(key)
        {
            clues.abroad = Some(Some(code));
        } else {
            return false;
        }
        true
    }
}
