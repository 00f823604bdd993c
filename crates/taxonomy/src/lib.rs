//! What offers and articles are filed under: places, occupations, industries, topics.
//!
//! The files under data/ are part of the program; at start they are loaded into the database when they changed, and
//! from there into memory, where every lookup is answered.

pub mod fold;
pub mod occupation_texts;
pub mod occupations;
pub mod place_index;
mod tables;

use std::collections::HashMap;

use contract::{Industry, Occupation, Topic};

use crate::place_index::{PlaceIndex, PlaceRecord};
use crate::tables::rows;

pub use occupation_texts::{OccupationText, embedded_occupation_texts};
pub use occupations::{
    NameKind, OCCUPATION_NAMES_CSV, OCCUPATIONS_CSV, OccupationNames, OccupationRecord, Occupations,
    embedded_neighbours, embedded_occupation_names, embedded_occupation_records, embedded_occupations,
};
pub use tables::split_names;

pub const PLACES_CSV: &str = include_str!("../data/places.csv");
pub const INDUSTRIES_CSV: &str = include_str!("../data/industries.csv");

/// The parts of the magazine: slug and label.
const TOPICS: &[(&str, &str)] =
    &[("ruoli", "Ruoli"), ("colloquio", "Colloquio"), ("contratti", "Contratti e paga"), ("candidarsi", "Candidarsi")];

/// All of them in memory.
#[derive(Debug, Default)]
pub struct Taxonomy {
    pub places: PlaceIndex,
    pub occupations: Occupations,
    pub industries: Vec<Industry>,
    /// By the slug of their occupation.
    pub occupation_texts: HashMap<String, OccupationText>,
}

impl Taxonomy {
    pub fn occupation(&self, slug: &str) -> Option<&Occupation> {
        self.occupations.find(slug)
    }

    pub fn industry(&self, slug: &str) -> Option<&Industry> {
        self.industries.iter().find(|industry| industry.slug == slug)
    }
}

pub fn topic(slug: &str) -> Option<Topic> {
    let (slug, label) = TOPICS.iter().find(|(known, _)| *known == slug)?;
    Some(Topic { slug: (*slug).to_owned(), label: (*label).to_owned() })
}

/// The slugs of all topics, for messages.
pub fn topic_slugs() -> String {
    TOPICS.iter().map(|(slug, _)| *slug).collect::<Vec<_>>().join(", ")
}

#[derive(serde::Deserialize)]
struct PlaceRow {
    slug: String,
    name: String,
    province: String,
    province_name: String,
    region: String,
    postal_codes: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    population: Option<u64>,
    alternate_names: String,
}

#[derive(serde::Deserialize)]
struct IndustryRow {
    slug: String,
    label: String,
}

pub fn embedded_places() -> Result<Vec<PlaceRecord>, csv::Error> {
    Ok(rows::<PlaceRow>(PLACES_CSV)?.into_iter().map(PlaceRow::into_record).collect())
}

pub fn embedded_industries() -> Result<Vec<Industry>, csv::Error> {
    Ok(rows(INDUSTRIES_CSV)?
        .into_iter()
        .map(|row: IndustryRow| Industry { slug: row.slug, label: row.label })
        .collect())
}

impl PlaceRow {
    fn into_record(self) -> PlaceRecord {
        PlaceRecord {
            place: contract::Place {
                slug: self.slug,
                name: self.name,
                province: self.province,
                region: self.region,
                postal_codes: self.postal_codes.split_whitespace().map(str::to_owned).collect(),
                latitude: self.latitude,
                longitude: self.longitude,
            },
            province_name: self.province_name,
            population: self.population.unwrap_or(0),
            alternate_names: split_names(&self.alternate_names),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_hold_what_was_promised() {
        let places = embedded_places().unwrap();
        assert!(places.len() >= 7_890, "{}", places.len());
        let with_point = places.iter().filter(|record| record.place.point().is_some()).count();
        assert!(with_point * 100 >= places.len() * 97, "{with_point}");
        let slugs: std::collections::HashSet<_> = places.iter().map(|record| &record.place.slug).collect();
        assert_eq!(slugs.len(), places.len());
        assert!(embedded_industries().unwrap().len() >= 8);
    }
}
