//! Names with something before or behind them: a province, another town, a quarter, words like "centro".

use super::Reader;
use crate::area::Area;
use crate::clues::{AreaClue, Clues, Town, is_of_comuni, shown};
use crate::gazetteer::{Named, Rank};
use crate::phrases;
use crate::words::{Joint, Separator, Word, squashed};

/// A name of an area or a country has no more words ("Repubblica di San Marino").
const LONGEST_TAIL: usize = 5;
/// Cities whose quarters people name without a comma: "Milano Isola".
const CITY: u64 = 50_000;

impl Reader<'_> {
    /// "SASSUOLO MO": before all else, for "CAMERI NO" reads like Camerino.
    pub(super) fn with_sigla(&self, words: &[Word], before: Separator, clues: &mut Clues) -> bool {
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

    /// "Torino e Bologna".
    pub(super) fn several(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
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
    pub(super) fn with_area(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
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
                (Some(Area::Italy), _) => clues.is_italy = true,
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
            // "Genova Sestri" is a quarter; Sestri Levante is another town of the province.
            if named.iter().any(|named| is_full_name(named) && self.lies_in(named, area)) {
                clues.areas.push(AreaClue { area, is_doubtful: false });
                clues.towns.push(Town { named, area: None, abroad: None, before, text: shown(tail) });
                return true;
            }
        }
        false
    }

    /// A name cut short, or with words like "centro" around it.
    pub(super) fn town_in_words(&self, words: &[Word], before: Separator, clues: &mut Clues) -> bool {
        let Some(named) = self.town(words) else { return false };
        clues.towns.push(Town { named, area: None, abroad: None, before, text: shown(words) });
        true
    }

    pub(super) fn town(&self, words: &[Word]) -> Option<Vec<Named>> {
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
    pub(super) fn hyphened(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
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
    pub(super) fn led(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
        let rest =
            phrases::after_leading(words).or_else(|| phrases::before_trailing(words)).filter(|rest| !rest.is_empty());
        let Some(rest) = rest else { return false };
        self.segment(rest, before, clues, depth + 1);
        true
    }

    /// "Milano Isola": a city and a part of it that no table has, or a town and one beside it ("Verona Villafranca").
    pub(super) fn part_of_city(&self, words: &[Word], before: Separator, clues: &mut Clues) -> bool {
        for length in (1..words.len()).rev() {
            let (head, tail) = words.split_at(length);
            let Some(named) = self.gazetteer.named(head).filter(|named| is_of_comuni(named)) else { continue };
            let tail_named = self.gazetteer.named(tail);
            // "Cesenatico Villamarina": the tail is a part of the head, however small.
            let own = named
                .iter()
                .find(|named| tail_named.is_some_and(|tail| tail.iter().any(|part| part.comune == named.comune)));
            if let Some(own) = own.copied() {
                clues.towns.push(Town { named: vec![own], area: None, abroad: None, before, text: shown(head) });
                return true;
            }
            let best = named.iter().map(|named| named.rank).min();
            let mut bearers = named.iter().filter(|named| Some(named.rank) == best).copied();
            let (Some(city), None) = (bearers.next(), bearers.next()) else { return false };
            let is_city = self.populations.get(city.comune).is_some_and(|people| *people >= CITY);
            if let Some(tail) = tail_named {
                let home = self.gazetteer.home(city.comune).map(|home| home.sigla);
                let is_near = |named: &&Named| {
                    is_full_name(named) && self.gazetteer.home(named.comune).map(|home| home.sigla) == home
                };
                let near: Vec<Named> = tail.iter().filter(is_near).copied().collect();
                if near.is_empty() || !is_city {
                    return false;
                }
                clues.towns.push(Town { named: near, area: None, abroad: None, before, text: shown(words) });
                return true;
            }
            if !is_city {
                continue;
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

/// Not a short form.
fn is_full_name(named: &Named) -> bool {
    matches!(named.rank, Rank::Official | Rank::Part)
}
