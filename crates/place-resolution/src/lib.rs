//! From a source's words (town, region, postal code, country; each may be empty) to a place.
//!
//! Reading goes in three steps: [`words`] cuts a text, [`reading`] finds what its pieces name, [`decision`] weighs that.
//! Names are compared folded (`taxonomy::fold`) and whole: a mistyped name is not guessed. A name that several bear needs a
//! second hint, and so does a hamlet's that could be anywhere; otherwise the text stays text, with a note that says why.
//! Nothing here reads files or the network: the tables are part of the program (data/CREDITS.md).

mod abroad;
mod area;
mod clues;
mod contraction;
mod decision;
mod gazetteer;
mod outcome;
mod phrases;
mod reading;
mod remote;
mod tables;
mod words;

use std::sync::Arc;

use taxonomy::Taxonomy;
use taxonomy::fold::{fold, slugify};
use taxonomy::place_index::squash;

use crate::abroad::Abroad;
use crate::area::Areas;
use crate::clues::{AreaClue, Clues};
use crate::contraction::Contractions;
use crate::decision::{CountryHint, Decision, Judge};
use crate::gazetteer::Gazetteer;
pub use crate::outcome::{Hints, Outcome, Resolution, WiderPlace};
use crate::reading::Reader;

/// Made once; made of some 20,000 names, so it takes a moment.
pub struct PlaceResolver {
    taxonomy: Arc<Taxonomy>,
    areas: Areas,
    abroad: Abroad,
    gazetteer: Gazetteer,
    contractions: Contractions,
    populations: Vec<u64>,
}

impl PlaceResolver {
    pub fn new(taxonomy: Arc<Taxonomy>) -> Self {
        let records = taxonomy.places.records();
        let areas = Areas::new(records);
        let gazetteer = Gazetteer::new(&taxonomy.places, &areas);
        let contractions = Contractions::new(records);
        let populations = records.iter().map(|record| record.population).collect();
        Self { areas, abroad: Abroad::new(), gazetteer, contractions, populations, taxonomy }
    }

    pub fn resolve(&self, hints: Hints<'_>) -> Resolution {
        let mut notes = Vec::new();
        let country = self.country(hints.country, &mut notes);
        let reader = Reader {
            gazetteer: &self.gazetteer,
            contractions: &self.contractions,
            areas: &self.areas,
            abroad: &self.abroad,
            populations: &self.populations,
        };
        let mut clues = reader.read(hints.locality);
        if !hints.region.trim().is_empty() {
            self.add_region(&mut clues, reader.read(hints.region));
        }
        match postal_code(hints.postal_code) {
            Code::None => {}
            Code::Whole(code) => clues.codes.insert(0, code),
            Code::Padded(code) => {
                notes.push(format!("postal code read as {code:05}: its zeros were lost"));
                clues.codes.insert(0, code);
            }
        }
        let judge = Judge { gazetteer: &self.gazetteer, areas: &self.areas };
        let decision = judge.decide(clues, country, &mut notes);
        Resolution { outcome: self.outcome(decision), note: (!notes.is_empty()).then(|| notes.join("; ")) }
    }

    /// Italian name of a country by its ISO 3166-1 code of two letters; none for Italy.
    pub fn country_name(&self, code: &str) -> Option<&'static str> {
        self.abroad.name(code)
    }

    /// "Provincia di Bergamo", "Lombardia", "Italia".
    pub fn label(&self, place: &WiderPlace) -> String {
        let records = self.taxonomy.places.records();
        match place {
            WiderPlace::Italy => "Italia".to_owned(),
            WiderPlace::Province(sigla) => {
                let record = records.iter().find(|record| record.place.province == *sigla);
                province_label(record.map_or(sigla.as_str(), |record| &record.province_name))
            }
            WiderPlace::Region(slug) => {
                let regions = records.iter().map(|record| &record.place.region);
                regions.into_iter().find(|region| slugify(region) == *slug).unwrap_or(slug).clone()
            }
        }
    }

    fn country(&self, text: &str, notes: &mut Vec<String>) -> CountryHint {
        let key = squash(&fold(text));
        if key.is_empty() {
            return CountryHint::Silent;
        }
        let code = self.abroad.code(&key).map(Some).or_else(|| self.abroad.country(&key));
        match code {
            Some(Some("IT")) => CountryHint::Italy,
            Some(code) => CountryHint::Abroad(code),
            None if self.areas.named(&key) == Some(area::Area::Italy) => CountryHint::Italy,
            None => {
                notes.push(format!(
                    "unknown country \"{}\" passed over",
                    text.trim().chars().take(40).collect::<String>()
                ));
                CountryHint::Silent
            }
        }
    }

    /// A region says where the town is; only where there is no town is it one itself.
    fn add_region(&self, clues: &mut Clues, region: Clues) {
        clues.abroad = clues.abroad.or(region.abroad);
        clues.is_italy |= region.is_italy;
        clues.is_remote |= region.is_remote;
        clues.codes.extend(region.codes);
        clues.notes.extend(region.notes);
        clues.areas.extend(region.areas);
        let has_no_town = clues.towns.is_empty() && clues.unread.is_empty() && clues.foreign_town.is_none();
        for town in region.towns {
            match town.area {
                Some(area) => clues.areas.push(AreaClue { area, is_doubtful: false }),
                None if has_no_town => clues.towns.push(town),
                None => {}
            }
        }
        if has_no_town {
            clues.unread.extend(region.unread);
            clues.foreign_town = region.foreign_town;
        }
    }

    fn outcome(&self, decision: Decision) -> Outcome {
        let slugs = |comuni: Vec<usize>| {
            let records = self.taxonomy.places.records();
            comuni
                .into_iter()
                .filter_map(|at| records.get(at))
                .map(|record| record.place.slug.clone())
                .collect::<Vec<_>>()
        };
        match decision {
            Decision::Comuni(comuni) => Outcome::Comuni(slugs(comuni)),
            Decision::Wider(place) => Outcome::Wider(place),
            Decision::Remote => Outcome::Remote,
            Decision::Abroad(country) => Outcome::Abroad(country.map(str::to_owned)),
            Decision::Ambiguous(comuni) => Outcome::Ambiguous(slugs(comuni)),
            Decision::Unknown => Outcome::Unknown,
        }
    }
}

fn province_label(name: &str) -> String {
    if let Some(rest) = name.strip_prefix("L'") {
        return format!("Provincia dell'{rest}");
    }
    name.strip_prefix("La ").map_or_else(|| format!("Provincia di {name}"), |rest| format!("Provincia della {rest}"))
}

enum Code {
    None,
    Whole(u32),
    Padded(u32),
}

/// "20121", "I-20121", "20121.0" and "184", the spreadsheet's 00184.
fn postal_code(text: &str) -> Code {
    let digits =
        text.split(|c: char| !c.is_ascii_alphanumeric()).find(|part| part.bytes().any(|byte| byte.is_ascii_digit()));
    let Some(digits) = digits else { return Code::None };
    match (digits.len(), digits.parse()) {
        (5, Ok(code)) => Code::Whole(code),
        // The lowest code is 00010, so two digits may be one too; but then anything may.
        (3 | 4, Ok(code)) => Code::Padded(code),
        _ => Code::None,
    }
}
