//! From a text to clues: which towns, areas, postal codes and countries its segments name.

use crate::abroad::{Abroad, Country};
use crate::area::{Area, Areas};
use crate::contraction::Contractions;
use crate::gazetteer::{Gazetteer, Named, Rank};
use crate::phrases;
use crate::words::{Joint, Separator, Word, segments, squashed};

/// A name of an area or a country has no more words ("Repubblica di San Marino").
const LONGEST_TAIL: usize = 5;
/// Text inside text inside text is no address.
const DEEPEST: usize = 8;
/// Cities whose quarters people name without a comma: "Milano Isola".
pub const CITY: u64 = 50_000;

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
            && let Some(area) = self.areas.named(&whole)
        {
            clues.areas.push(AreaClue { area, is_doubtful: false });
            return clues;
        }
        for segment in segments {
            let (words, is_remote) = phrases::without_remote(segment.words);
            clues.is_remote |= is_remote;
            let words = phrases::without_fillers(words);
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

    /// "SASSUOLO MO": before all else, for "CAMERI NO" reads like Camerino.
    fn with_sigla(&self, words: &[Word], before: Separator, clues: &mut Clues) -> bool {
        let [head @ .., sigla] = words else { return false };
        if !sigla.is_upper || sigla.text.len() != 2 || sigla.joint == Joint::Dot || head.is_empty() {
            return false;
        }
        let (Some(area), Some(named)) = (self.areas.named(&sigla.text), self.gazetteer.named(head)) else {
            return false;
        };
        if !named.iter().any(|named| named.rank <= Rank::Known && self.lies_in(named, area)) {
            return false;
        }
        self.two_letters(sigla, clues);
        let own = self.areas.named(&squashed(head)).filter(|own| matches!(own, Area::Province(_)));
        clues.towns.push(Town { named: named.to_vec(), area: own, abroad: None, before, text: shown(head) });
        true
    }

    /// Today, or before provinces were redrawn.
    fn lies_in(&self, named: &Named, area: Area) -> bool {
        let home = self.gazetteer.home(named.comune);
        home.is_some_and(|home| self.areas.holds(area, home) || self.areas.held(area, home))
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

    /// "20121 Milano MI", "I-20121".
    fn code(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
        let Some((at, code)) = words.iter().enumerate().find_map(|(at, word)| Some((at, code_of(word)?))) else {
            return false;
        };
        clues.codes.push(code);
        let (head, tail) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
        let head = match head {
            [head @ .., last] if matches!(last.text.as_str(), "i" | "it" | "cap") => head,
            head => head,
        };
        self.segment(head, before, clues, depth + 1);
        self.segment(tail, if head.is_empty() { before } else { Separator::Comma }, clues, depth + 1);
        true
    }

    /// "Provincia di Bergamo", "Bergamo e provincia", "Rho e dintorni", "Regione Veneto".
    fn widened(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
        if let Some(rest) = phrases::after_region(words)
            && let Some(area) = self.areas.named(&squashed(rest))
        {
            clues.is_italy |= area == Area::Italy;
            clues.areas.push(AreaClue { area, is_doubtful: false });
            return true;
        }
        let province = phrases::after_whole_province(words).or_else(|| phrases::before_whole_province(words));
        if let Some(rest) = province.filter(|rest| !rest.is_empty()) {
            // "Milano città e provincia", "provincia di Milano e Monza".
            let core = phrases::before_trailing(rest).filter(|core| !core.is_empty()).unwrap_or(rest);
            let areas: Option<Vec<Area>> = [rest, core]
                .into_iter()
                .find_map(|words| self.areas.named(&squashed(words)).map(|area| vec![area]))
                .or_else(|| rest.split(phrases::is_and).map(|part| self.areas.named(&squashed(part))).collect());
            if let Some(areas) = areas {
                for area in areas {
                    clues.areas.push(AreaClue { area, is_doubtful: false });
                    clues.whole.push(area);
                }
                return true;
            }
            // Of a town that is no capital its own surroundings are meant.
            clues.notes.push(format!("\"{}\": the town alone", shown(words)));
            self.segment(rest, before, clues, depth + 1);
            return true;
        }
        if let Some(rest) = phrases::before_around(words).filter(|rest| !rest.is_empty()) {
            clues.notes.push(format!("\"{}\": the town alone", shown(words)));
            self.segment(rest, before, clues, depth + 1);
            return true;
        }
        false
    }

    /// "Via Torino 12 Milano": the town stands behind the number. "Milano Via Torino 12": before the street.
    fn street(&self, words: &[Word], at: usize, before: Separator, clues: &mut Clues, depth: usize) -> bool {
        let (head, street) = words.split_at(at);
        if !phrases::is_street(street) {
            return false;
        }
        self.segment(head, before, clues, depth + 1);
        let is_number = |word: &Word| word.text.starts_with(|c: char| c.is_ascii_digit());
        let number = street.iter().rposition(is_number);
        let behind = number.and_then(|number| street.get(number + 1..)).unwrap_or_default();
        let is_annex = |word: &Word| word.text.len() == 1 || matches!(word.text.as_str(), "bis" | "ter" | "snc");
        let skipped = behind.iter().take_while(|word| is_annex(word)).count();
        self.segment(behind.get(skipped..).unwrap_or_default(), Separator::Comma, clues, depth + 1);
        true
    }

    /// "Milano zona Navigli", "Mazzo fraz. di Rho".
    fn part_of_town(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
        let at = (1..words.len()).find(|at| words.get(*at).is_some_and(phrases::is_part_word));
        let Some(at) = at else { return false };
        let (head, tail) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
        if tail.first().is_some_and(|word| word.text == "di") {
            self.segment(head, before, clues, depth + 1);
            self.segment(tail.get(1..).unwrap_or_default(), Separator::Comma, clues, depth + 1);
            return true;
        }
        let Some(named) = self.town(head).filter(|named| is_of_comuni(named)) else { return false };
        clues.towns.push(Town {
            named,
            area: self.areas.named(&squashed(head)),
            abroad: None,
            before,
            text: shown(head),
        });
        true
    }

    /// "Torino e Bologna".
    fn several(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
        let is_known = |words: &[Word]| self.town(words).is_some() || self.areas.named(&squashed(words)).is_some();
        for at in (1..words.len().saturating_sub(1)).rev().filter(|at| words.get(*at).is_some_and(phrases::is_and)) {
            let (head, tail) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
            if is_known(tail) && (is_known(head) || head.iter().any(phrases::is_and)) {
                self.segment(head, before, clues, depth + 1);
                self.segment(tail, Separator::And, clues, depth + 1);
                return true;
            }
        }
        false
    }

    /// "Treviglio Bergamo", "Milano MI", "Lombardia Milano", "Parma OH".
    fn with_area(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
        for length in (1..=LONGEST_TAIL.min(words.len() - 1)).rev() {
            let (head, tail) = words.split_at(words.len() - length);
            let key = squashed(tail);
            // "V.to" is no sigla.
            let is_code = matches!(tail, [word] if word.text.len() == 2);
            if tail.first().is_some_and(|word| word.joint == Joint::Dot) {
                continue;
            }
            let is_shouted = matches!(tail, [word] if word.is_upper);
            let area = self.areas.named(&key);
            let is_abroad = self.abroad.country(&key).is_some()
                || self.abroad.is_state(&key) && (!is_code || is_shouted) && area.is_none()
                || (is_code && is_shouted && area.is_none() && self.abroad.code(&key).is_some());
            if area.is_none() && !is_abroad && key != "it" {
                continue;
            }
            let town = self.town(head);
            // "Ristorante Bella Napoli" is not in Napoli; "Località Fornaci MI" is in MI.
            let is_clear = is_abroad
                || key == "it"
                || matches!(area, Some(Area::Region(_) | Area::Italy))
                || (is_code && is_shouted);
            if town.is_none() && !is_clear {
                continue;
            }
            // "Milano-Roma" and "Centro Bologna" are not in the province of Roma or a hamlet Centro.
            let is_there = |area: Area| {
                !phrases::is_noise(head)
                    && town.as_ref().is_some_and(|named| named.iter().any(|named| self.lies_in(named, area)))
            };
            if !is_clear && !area.is_some_and(is_there) {
                continue;
            }
            match (town, area) {
                (Some(named), Some(_)) if is_code && !is_shouted && !is_of_comuni(&named) => continue,
                (Some(named), _) => {
                    let area = self.areas.named(&squashed(head)).filter(|area| matches!(area, Area::Province(_)));
                    clues.towns.push(Town { named, area, abroad: None, before, text: shown(head) });
                }
                (None, _) => self.segment(head, before, clues, depth + 1),
            }
            // Whatever else is called so, here it says where the town is.
            match (area, tail) {
                (Some(_), [word]) if is_code => {
                    self.two_letters(word, clues);
                }
                (Some(area), _) => clues.areas.push(AreaClue { area, is_doubtful: false }),
                (None, _) if key == "it" => clues.is_italy = true,
                (None, _) => {
                    let state = self.abroad.is_state(&key).then_some(Some("US"));
                    clues.abroad = self.abroad.country(&key).or(state).or_else(|| Some(self.abroad.code(&key)));
                }
            }
            return true;
        }
        for length in 1..=LONGEST_TAIL.min(words.len() - 1) {
            let (head, tail) = words.split_at(length);
            let Some(area) = self.areas.named(&squashed(head)) else { continue };
            let Some(named) = self.town(tail) else { continue };
            if named
                .iter()
                .any(|named| self.gazetteer.home(named.comune).is_some_and(|home| self.areas.holds(area, home)))
            {
                clues.areas.push(AreaClue { area, is_doubtful: false });
                clues.towns.push(Town { named, area: None, abroad: None, before, text: shown(tail) });
                return true;
            }
        }
        false
    }

    /// A name cut short, or with words like "centro" around it.
    fn town_in_words(&self, words: &[Word], before: Separator, clues: &mut Clues) -> bool {
        let Some(named) = self.town(words) else { return false };
        clues.towns.push(Town { named, area: None, abroad: None, before, text: shown(words) });
        true
    }

    fn town(&self, words: &[Word]) -> Option<Vec<Named>> {
        if words.is_empty() {
            return None;
        }
        if let Some(named) = self.gazetteer.named(words) {
            return Some(named.to_vec());
        }
        if let Some(named) = self.contractions.named(words) {
            return Some(named);
        }
        if let Some(rest) = phrases::before_trailing(words).filter(|rest| !rest.is_empty()) {
            return self.town(rest).filter(|named| is_of_comuni(named));
        }
        let rest = phrases::after_leading(words).filter(|rest| !rest.is_empty())?;
        self.town(rest)
    }

    /// "Milano-MI", "Milano-Roma".
    fn hyphened(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
        let mut parts: Vec<&[Word]> = Vec::new();
        let mut start = 0;
        for at in (1..words.len()).filter(|at| words.get(*at).is_some_and(|word| word.joint == Joint::Hyphen)) {
            parts.extend(words.get(start..at));
            start = at;
        }
        parts.extend(words.get(start..));
        let is_known = |part: &&[Word]| self.town(part).is_some() || self.areas.named(&squashed(part)).is_some();
        if parts.len() < 2 || !parts.iter().all(is_known) {
            return false;
        }
        for (at, part) in parts.into_iter().enumerate() {
            self.segment(part, if at == 0 { before } else { Separator::Dash }, clues, depth + 1);
        }
        true
    }

    /// "Zona Brianza", "Loc. Sconosciuta".
    fn led(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
        let rest =
            phrases::after_leading(words).or_else(|| phrases::before_trailing(words)).filter(|rest| !rest.is_empty());
        let Some(rest) = rest else { return false };
        self.segment(rest, before, clues, depth + 1);
        true
    }

    /// "Milano Isola": a city and a part of it that no table has, or a town and one beside it ("Verona Villafranca").
    fn part_of_city(&self, words: &[Word], before: Separator, clues: &mut Clues) -> bool {
        for length in (1..words.len()).rev() {
            let (head, tail) = words.split_at(length);
            let Some(named) = self.gazetteer.named(head).filter(|named| is_of_comuni(named)) else { continue };
            let best = named.iter().min_by_key(|named| named.rank).copied();
            let Some(city) =
                best.filter(|city| self.populations.get(city.comune).is_some_and(|people| *people >= CITY))
            else {
                continue;
            };
            if let Some(tail) = self.gazetteer.named(tail) {
                let home = self.gazetteer.home(city.comune);
                let is_near = |named: &&Named| {
                    self.gazetteer.home(named.comune).map(|home| home.sigla) == home.map(|home| home.sigla)
                };
                let near: Vec<Named> = tail.iter().filter(is_near).copied().collect();
                if near.is_empty() {
                    return false;
                }
                clues.towns.push(Town { named: near, area: None, abroad: None, before, text: shown(words) });
                return true;
            }
            if tail.len() > 3 || self.abroad.town(&squashed(tail)).is_some() {
                return false;
            }
            clues.notes.push(format!("\"{}\" taken as a part of the town", shown(tail)));
            clues.towns.push(Town { named: vec![city], area: None, abroad: None, before, text: shown(head) });
            return true;
        }
        false
    }
}

/// Not merely of hamlets, or of names that begin so.
fn is_of_comuni(named: &[Named]) -> bool {
    named.iter().any(|named| named.rank <= Rank::Known)
}

/// Five digits.
fn code_of(word: &Word) -> Option<u32> {
    let text = word.text.as_str();
    (text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

fn shown(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}
