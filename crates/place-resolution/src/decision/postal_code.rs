//! What a postal code says, alone or against the name beside it.

use super::{Decision, Judge};
use crate::area::Area;
use crate::clues::Clues;
use crate::gazetteer::Named;
use crate::words::Separator;

impl Judge<'_> {
    /// By the postal code alone: one comune, or the province of all that share it.
    pub(super) fn by_code(
        &self,
        clues: &Clues,
        areas: &[Area],
        is_alone: bool,
        notes: &mut Vec<String>,
    ) -> Option<Decision> {
        let code = *clues.codes.first()?;
        let shown = format!("{code:05}");
        let is_there = |comune: &usize| {
            self.gazetteer.home(*comune).is_some_and(|home| {
                areas.iter().all(|area| self.areas.held(*area, home) || self.areas.holds(*area, home))
            })
        };
        if let Some(city) = self.gazetteer.with_general_code(code).filter(|city| is_there(city))
            && self.gazetteer.with_code(code).is_empty()
        {
            notes.push(format!("{shown}: general postal code of the city"));
            return Some(Decision::Comuni(vec![city]));
        }
        let all = self.gazetteer.with_code(code);
        let there: Vec<usize> = all.iter().copied().filter(is_there).collect();
        if let [one] = there.as_slice() {
            if !clues.unread.is_empty() || !is_alone {
                notes.push("by the postal code alone".to_owned());
            }
            return Some(Decision::Comuni(vec![*one]));
        }
        // A town that bears a known name is not somewhere near its postal code: the name has its own verdict.
        if !is_alone || !clues.unread.is_empty() && areas.is_empty() && there.is_empty() {
            return None;
        }
        let near = if there.is_empty() {
            self.gazetteer.near_code(code).iter().copied().filter(is_there).collect()
        } else {
            there
        };
        let mut homes = near.iter().filter_map(|comune| self.gazetteer.home(*comune));
        let first = homes.next()?;
        let others: Vec<_> = homes.collect();
        let area = if others.iter().all(|home| home.sigla == first.sigla) {
            Area::Province(first.sigla)
        } else if others.iter().all(|home| home.region == first.region) {
            Area::Region(first.region)
        } else {
            return None;
        };
        notes.push(match near.len() {
            _ if all.is_empty() => format!("{shown}: no comune has this postal code; the wider place alone"),
            count => format!("{shown}: {count} comuni share this postal code; the wider place alone"),
        });
        Some(Decision::Wider(self.areas.place(area)))
    }

    pub(super) fn note_code(&self, clues: &Clues, found: &[(Named, Separator)], notes: &mut Vec<String>) {
        let Some(code) = clues.codes.first() else { return };
        let has_code = |comune: usize| self.gazetteer.with_code(*code).contains(&comune);
        if !self.gazetteer.with_code(*code).is_empty() && !found.iter().any(|(named, _)| has_code(named.comune)) {
            notes.push(format!("the postal code {code:05} is another comune's"));
        }
    }
}
