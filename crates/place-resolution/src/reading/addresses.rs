//! What stands around a town in an address: postal code, street, "provincia di", "zona".

use super::Reader;
use crate::area::Area;
use crate::clues::{AreaClue, Clues, Town, code_of, is_of_comuni, shown};
use crate::phrases;
use crate::words::{Separator, Word, squashed};

impl Reader<'_> {
    /// "20121 Milano MI", "I-20121".
    pub(super) fn code(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
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
    pub(super) fn widened(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
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
    pub(super) fn street(&self, words: &[Word], at: usize, before: Separator, clues: &mut Clues, depth: usize) -> bool {
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
    pub(super) fn part_of_town(&self, words: &[Word], before: Separator, clues: &mut Clues, depth: usize) -> bool {
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
}
