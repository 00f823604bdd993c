//! From clues to one answer: which of the towns are meant, and what the rest says about them.

mod postal_code;

use crate::abroad::Country;
use crate::area::{Area, Areas};
use crate::clues::{AreaClue, Clues, Town};
use crate::gazetteer::{Gazetteer, Named, Rank, Weight};
use crate::outcome::WiderPlace;
use crate::words::Separator;

/// What the source says of the country, apart from the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountryHint {
    Silent,
    Italy,
    Abroad(Country),
}

#[derive(Debug, PartialEq, Eq)]
pub enum Decision {
    /// Indexes into the records.
    Comuni(Vec<usize>),
    Wider(WiderPlace),
    Remote,
    Abroad(Country),
    Ambiguous(Vec<usize>),
    Unknown,
}

/// Of one town.
enum Verdict {
    Found(Named),
    Ambiguous(Vec<usize>),
    /// Comuni are called so, but not where the source says.
    Elsewhere,
    /// The name of a province is meant, of a country, or nothing that we know.
    Area(Area),
    Abroad(Country),
}

pub struct Judge<'r> {
    pub gazetteer: &'r Gazetteer,
    pub areas: &'r Areas,
}

impl Judge<'_> {
    pub fn decide(&self, mut clues: Clues, country: CountryHint, notes: &mut Vec<String>) -> Decision {
        notes.append(&mut clues.notes);
        if let CountryHint::Abroad(code) = country {
            return Decision::Abroad(code);
        }
        if let Some(code) = clues.abroad
            && (country != CountryHint::Italy || clues.towns.is_empty())
            // "Remote - Europe" is no place abroad.
            && (code.is_some() || !clues.is_remote)
        {
            return Decision::Abroad(code);
        }
        // "Provincia di Bolzano/Bozen" is no town.
        clues.towns.retain(|town| town.area.is_none_or(|area| !clues.whole.contains(&area)));
        self.take_provinces_from_towns(&mut clues);
        let towns = std::mem::take(&mut clues.towns);
        let areas = self.areas_of(&clues, &towns, notes);
        let verdicts: Vec<(&Town, Verdict)> =
            towns.iter().map(|town| (town, self.judge(town, &areas, &clues.codes))).collect();
        let mut found: Vec<(Named, Separator)> = Vec::new();
        for (town, verdict) in &verdicts {
            if let Verdict::Found(named) = verdict
                && !found.iter().any(|(known, _)| known.comune == named.comune)
            {
                found.push((*named, town.before));
            }
        }
        self.drop_namesakes(&mut found, notes);
        if !found.is_empty() {
            for (town, verdict) in &verdicts {
                match verdict {
                    Verdict::Ambiguous(_) => {
                        notes.push(format!("\"{}\" passed over: more than one has this name", town.text));
                    }
                    Verdict::Elsewhere => notes.push(format!("\"{}\" passed over: not where the rest says", town.text)),
                    Verdict::Found(named) if named.rank == Rank::Part => {
                        notes.push(format!("\"{}\" is a part of the comune", town.text));
                    }
                    _ => {}
                }
            }
            self.note_code(&clues, &found, notes);
            if clues.is_remote {
                notes.push("work from home is named too".to_owned());
            }
            return Decision::Comuni(found.into_iter().map(|(named, _)| named.comune).collect());
        }
        self.without_comune(&clues, &areas, &verdicts, country, notes)
    }

    /// No name leads to one comune: what else there is.
    fn without_comune(
        &self,
        clues: &Clues,
        areas: &[Area],
        verdicts: &[(&Town, Verdict)],
        country: CountryHint,
        notes: &mut Vec<String>,
    ) -> Decision {
        if let Some((_, Verdict::Abroad(code))) =
            verdicts.iter().find(|(_, verdict)| matches!(verdict, Verdict::Abroad(_)))
        {
            return Decision::Abroad(*code);
        }
        if let Some(code) = clues.foreign_town.filter(|_| verdicts.is_empty()) {
            return Decision::Abroad(code);
        }
        let mut areas = areas.to_vec();
        areas.extend(verdicts.iter().filter_map(|(_, verdict)| match verdict {
            Verdict::Area(area) => Some(*area),
            _ => None,
        }));
        if let Some(decision) = self.by_code(clues, &areas, verdicts.is_empty(), notes) {
            return decision;
        }
        if let Some((town, Verdict::Ambiguous(comuni))) =
            verdicts.iter().find(|(_, verdict)| matches!(verdict, Verdict::Ambiguous(_)))
        {
            notes.push(format!("\"{}\": more than one place has this name, and nothing tells which", town.text));
            return Decision::Ambiguous(comuni.clone());
        }
        if let Some((town, _)) = verdicts.iter().find(|(_, verdict)| matches!(verdict, Verdict::Elsewhere)) {
            notes.push(format!("\"{}\": no such comune there", town.text));
            return Decision::Unknown;
        }
        if clues.is_remote {
            return Decision::Remote;
        }
        let is_doubtful =
            country != CountryHint::Italy && !clues.is_italy && clues.areas.iter().any(|clue| clue.is_doubtful);
        if let [unread, ..] = clues.unread.as_slice() {
            if areas.is_empty() || areas == [Area::Italy] || is_doubtful {
                notes.push(format!("\"{unread}\": no such comune"));
                return Decision::Unknown;
            }
            notes.push(format!("\"{unread}\" not understood: the wider place alone"));
        }
        let narrowest = areas.iter().copied().reduce(|one, other| self.areas.narrower(one, other).unwrap_or(one));
        match narrowest {
            Some(area) => Decision::Wider(self.areas.place(area)),
            None if clues.is_italy || (country == CountryHint::Italy && clues.unread.is_empty()) => {
                Decision::Wider(WiderPlace::Italy)
            }
            None => Decision::Unknown,
        }
    }

    /// "Treviglio, Bergamo": Bergamo says where Treviglio is. "Treviglio / Bergamo" are two towns.
    fn take_provinces_from_towns(&self, clues: &mut Clues) {
        if clues.is_whole_province {
            clues.is_whole_province = false;
            for town in std::mem::take(&mut clues.towns) {
                match town.area {
                    Some(area) => clues.areas.push(AreaClue { area, is_doubtful: false }),
                    None => clues.towns.push(town),
                }
            }
        }
        let mut at = 0;
        while at < clues.towns.len() {
            let is_hint = clues.towns.get(at).and_then(|town| town.area).filter(|area| {
                clues.towns.iter().enumerate().any(|(other, town)| {
                    let parts =
                        if other < at { clues.towns.get(at).map(|town| town.before) } else { Some(town.before) };
                    let is_hierarchy = match parts {
                        Some(Separator::Slash | Separator::And | Separator::Start) | None => false,
                        // Smaller to larger is how addresses go; the other way round only where a dash or bracket says so.
                        Some(Separator::Comma) => other < at,
                        Some(Separator::Dash | Separator::Bracket) => true,
                    };
                    other != at && is_hierarchy && self.has_in(town, *area, clues.towns.get(at))
                })
            });
            match is_hint {
                Some(area) => {
                    clues.towns.remove(at);
                    clues.areas.push(AreaClue { area, is_doubtful: false });
                }
                None => at += 1,
            }
        }
    }

    /// Whether a town of this name lies in the area, other than the area's own capital.
    fn has_in(&self, town: &Town, area: Area, capital: Option<&Town>) -> bool {
        let is_capital = |named: &Named| {
            capital.is_some_and(|capital| {
                capital.named.iter().any(|own| own.comune == named.comune && own.rank <= Rank::Known)
            })
        };
        let lies_there = |named: &Named| {
            self.gazetteer
                .home(named.comune)
                .is_some_and(|home| self.areas.holds(area, home) || self.areas.held(area, home))
        };
        // "Mestre, Venezia": a part of the capital is in its province too.
        town.named.iter().any(|named| lies_there(named) && (!is_capital(named) || named.rank == Rank::Part))
    }

    /// The areas that say where the towns are. One that holds none of several towns is another place ("Milano, Puglia").
    fn areas_of(&self, clues: &Clues, towns: &[Town], notes: &mut Vec<String>) -> Vec<Area> {
        let mut areas: Vec<Area> = Vec::new();
        for clue in &clues.areas {
            if !areas.contains(&clue.area) && clue.area != Area::Italy {
                areas.push(clue.area);
            }
        }
        let is_used = |area: &Area| {
            towns.iter().any(|town| {
                town.named.iter().any(|named| {
                    self.gazetteer
                        .home(named.comune)
                        .is_some_and(|home| self.areas.holds(*area, home) || self.areas.held(*area, home))
                })
            })
        };
        // Where towns have an area each ("Rho (MI), Treviglio (BG)"), each town asks all of them, so they may not exclude it.
        if areas.len() > 1 && !towns.is_empty() {
            let (used, unused): (Vec<Area>, Vec<Area>) = areas.iter().copied().partition(is_used);
            if !used.is_empty() && !unused.is_empty() {
                notes.push(
                    unused
                        .iter()
                        .map(|area| format!("{} passed over", self.areas.place(*area)))
                        .collect::<Vec<_>>()
                        .join(", "),
                );
                return used;
            }
        }
        areas
    }

    fn judge(&self, town: &Town, areas: &[Area], codes: &[u32]) -> Verdict {
        let mut left = town.named.clone();
        // What the rest says is enough for.
        let mut settled = Weight::Telling;
        if !areas.is_empty() {
            let fitting = |fits: &dyn Fn(Area, &Named) -> bool| -> Vec<Named> {
                // An area that holds none of this name speaks of another town; all of them, and the town is elsewhere.
                let holding: Vec<Area> =
                    areas.iter().copied().filter(|area| town.named.iter().any(|named| fits(*area, named))).collect();
                if holding.is_empty() || (holding.len() < areas.len() && self.overlaps(areas)) {
                    return Vec::new();
                }
                left.iter().copied().filter(|named| holding.iter().all(|area| fits(*area, named))).collect()
            };
            let holds = |area: Area, named: &Named| {
                self.gazetteer.home(named.comune).is_some_and(|home| self.areas.holds(area, home))
            };
            let held = |area: Area, named: &Named| {
                self.gazetteer
                    .home(named.comune)
                    .is_some_and(|home| self.areas.held(area, home) || self.areas.holds(area, home))
            };
            let mut fit = fitting(&holds);
            // A hamlet in the province must not hide the comune that left it ("Livo").
            if !fit.iter().any(|named| named.rank <= Rank::Known) {
                let before = fitting(&held);
                if fit.is_empty() || before.iter().any(|named| named.rank == Rank::Official) {
                    fit = before;
                }
            }
            if fit.is_empty() {
                // "Salento" in Puglia.
                let is_there = |area: &Area| areas.iter().all(|other| self.areas.narrower(*area, *other).is_some());
                return town.area.filter(is_there).map_or(Verdict::Elsewhere, Verdict::Area);
            }
            settled = Weight::NeedsHint;
            left = fit;
        }
        if let Some(code) = codes.first() {
            let exact: Vec<Named> = with_any(&left, self.gazetteer.with_code(*code));
            let near = || with_any(&left, self.gazetteer.near_code(*code));
            let by_code = if exact.is_empty() && left.len() > 1 { near() } else { exact };
            if !by_code.is_empty() {
                settled = Weight::NeedsCode;
                left = by_code;
            }
        }
        if settled == Weight::Telling {
            if let Some(code) = town.abroad {
                let is_of_comuni = left.iter().any(|named| named.rank == Rank::Official);
                let is_short = left.iter().any(|named| named.rank == Rank::Known);
                if !is_of_comuni {
                    return if is_short { Verdict::Ambiguous(comuni(&left)) } else { Verdict::Abroad(code) };
                }
            }
            // "Salento" is a comune far from the Salento, "RE" rather a sigla than the village Re.
            if let Some(area) = town.area {
                let is_inside = |named: &Named| {
                    named.rank <= Rank::Known
                        && self.gazetteer.home(named.comune).is_some_and(|home| self.areas.holds(area, home))
                };
                if !left.iter().any(is_inside) {
                    let is_comune = town.text.len() > 2 && left.iter().any(|named| named.rank == Rank::Official);
                    return if is_comune { Verdict::Ambiguous(comuni(&left)) } else { Verdict::Area(area) };
                }
            }
        }
        let Some(best) = left.iter().map(|named| named.rank).min() else { return Verdict::Elsewhere };
        left.retain(|named| named.rank == best);
        match left.as_slice() {
            [one] if one.weight <= settled => Verdict::Found(*one),
            _ => Verdict::Ambiguous(comuni(&left)),
        }
    }

    /// Whether some comune lies in all of the areas at once.
    fn overlaps(&self, areas: &[Area]) -> bool {
        let mut rest = areas.iter().copied();
        let first = rest.next();
        first.is_some_and(|first| rest.try_fold(first, |one, other| self.areas.narrower(one, other)).is_some())
    }

    /// A hamlet that lies far from a comune named beside it is another one of its name.
    fn drop_namesakes(&self, found: &mut Vec<(Named, Separator)>, notes: &mut Vec<String>) {
        let homes: Vec<_> = found
            .iter()
            .filter(|(named, _)| named.rank <= Rank::Known)
            .filter_map(|(named, _)| self.gazetteer.home(named.comune))
            .collect();
        let before = found.len();
        if !homes.is_empty() {
            found.retain(|(named, _)| {
                named.rank <= Rank::Known
                    || self
                        .gazetteer
                        .home(named.comune)
                        .is_some_and(|home| homes.iter().any(|other| other.sigla == home.sigla))
            });
        }
        if found.len() < before {
            notes.push("a hamlet of that name far from the town passed over".to_owned());
        }
    }
}

fn with_any(named: &[Named], comuni: &[usize]) -> Vec<Named> {
    named.iter().copied().filter(|named| comuni.contains(&named.comune)).collect()
}

fn comuni(named: &[Named]) -> Vec<usize> {
    named.iter().map(|named| named.comune).collect()
}
