//! The occupations, what else they are called, and which are close to each other.

use std::collections::HashMap;
use std::ops::Deref;

use contract::Occupation;
use serde::Deserialize;

use crate::tables::{rows, split_names};

pub const OCCUPATIONS_CSV: &str = include_str!("../data/occupations.csv");
pub const OCCUPATION_NAMES_CSV: &str = include_str!("../data/occupation-aliases.csv");
const NEIGHBOURS_CSV: &str = include_str!("../data/occupation-neighbours.csv");

/// All occupations in a fixed order, found by slug without searching.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occupations {
    list: Vec<Occupation>,
    at: HashMap<String, usize>,
}

impl Occupations {
    pub fn position(&self, slug: &str) -> Option<usize> {
        self.at.get(slug).copied()
    }

    pub fn find(&self, slug: &str) -> Option<&Occupation> {
        self.list.get(self.position(slug)?)
    }
}

impl Deref for Occupations {
    type Target = [Occupation];

    fn deref(&self) -> &[Occupation] {
        &self.list
    }
}

impl FromIterator<Occupation> for Occupations {
    fn from_iter<I: IntoIterator<Item = Occupation>>(occupations: I) -> Self {
        let list: Vec<_> = occupations.into_iter().collect();
        let at = list.iter().enumerate().map(|(at, occupation)| (occupation.slug.clone(), at)).collect();
        Self { list, at }
    }
}

/// A row of `occupations.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OccupationRecord {
    pub slug: String,
    /// Masculine or neutral.
    pub preferred_label: String,
    pub feminine_label: String,
    /// Unit group of ISCO-08, four digits.
    pub isco_code: String,
    pub esco_uri: String,
    /// Slug of the industry where the role is most common.
    pub industry: String,
}

pub fn embedded_occupation_records() -> Result<Vec<OccupationRecord>, csv::Error> {
    rows(OCCUPATIONS_CSV)
}

pub fn embedded_occupations() -> Result<Occupations, csv::Error> {
    let occupation = |record: OccupationRecord| Occupation {
        slug: record.slug,
        preferred_label: record.preferred_label,
        esco_uri: Some(record.esco_uri).filter(|uri| !uri.is_empty()),
    };
    Ok(embedded_occupation_records()?.into_iter().map(occupation).collect())
}

/// What kind of names a row of `occupation-aliases.csv` has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// Italian: other names, both genders where they are not regular, abbreviations.
    It,
    En,
    Ro,
    Uk,
    Sq,
    /// Italian words that mean the role only when nothing else is said: "magazzino", "operai".
    Alone,
}

/// The names of one kind that an occupation has besides its labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OccupationNames {
    pub slug: String,
    pub kind: NameKind,
    pub names: Vec<String>,
}

#[derive(Deserialize)]
struct NamesRow {
    slug: String,
    kind: NameKind,
    names: String,
}

pub fn embedded_occupation_names() -> Result<Vec<OccupationNames>, csv::Error> {
    let names = |row: NamesRow| OccupationNames { slug: row.slug, kind: row.kind, names: split_names(&row.names) };
    Ok(rows::<NamesRow>(OCCUPATION_NAMES_CSV)?.into_iter().map(names).collect())
}

#[derive(Deserialize)]
struct NeighbourRow {
    slug: String,
    neighbours: String,
}

/// Slugs of related occupations, the closest first: those of `occupation-neighbours.csv`, which cross the groups, then
/// those of the same unit group of ISCO-08, then those of the same minor group (three digits).
pub fn embedded_neighbours() -> Result<HashMap<String, Vec<String>>, csv::Error> {
    let records = embedded_occupation_records()?;
    let mut listed: HashMap<String, Vec<String>> = HashMap::new();
    for row in rows::<NeighbourRow>(NEIGHBOURS_CSV)? {
        for neighbour in split_names(&row.neighbours) {
            listed.entry(neighbour.clone()).or_default().push(row.slug.clone());
            listed.entry(row.slug.clone()).or_default().push(neighbour);
        }
    }
    let minor = |code: &str| code.get(..3).unwrap_or_default().to_owned();
    let of = |record: &OccupationRecord| {
        let mut near = listed.get(&record.slug).cloned().unwrap_or_default();
        let same_unit = records.iter().filter(|other| other.isco_code == record.isco_code);
        let same_minor = records.iter().filter(|other| minor(&other.isco_code) == minor(&record.isco_code));
        for other in same_unit.chain(same_minor) {
            if other.slug != record.slug && !near.contains(&other.slug) {
                near.push(other.slug.clone());
            }
        }
        (record.slug.clone(), near)
    };
    Ok(records.iter().map(of).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::{fold, slugify};
    use std::collections::HashSet;

    #[test]
    fn there_are_enough_occupations_and_each_is_complete() {
        let records = embedded_occupation_records().unwrap();
        assert!(records.len() >= 450, "{}", records.len());
        let industries: HashSet<_> =
            crate::embedded_industries().unwrap().into_iter().map(|industry| industry.slug).collect();
        let mut slugs = HashSet::new();
        for record in &records {
            assert!(slugs.insert(&record.slug), "{}: twice", record.slug);
            assert_eq!(slugify(&record.slug), record.slug);
            assert!(record.isco_code.len() == 4 && record.isco_code.bytes().all(|b| b.is_ascii_digit()), "{record:?}");
            assert_eq!(record.esco_uri, format!("http://data.europa.eu/esco/isco/C{}", record.isco_code));
            assert!(industries.contains(&record.industry), "{record:?}");
            assert!(!record.preferred_label.is_empty() && !record.feminine_label.is_empty(), "{record:?}");
        }
    }

    #[test]
    fn a_name_means_one_occupation() {
        let occupations = embedded_occupations().unwrap();
        let names = embedded_occupation_names().unwrap();
        assert!(names.iter().map(|row| row.names.len()).sum::<usize>() >= 2_500);
        let mut meant: HashMap<(String, bool), &str> = HashMap::new();
        for row in &names {
            assert!(occupations.find(&row.slug).is_some(), "{}", row.slug);
            for name in &row.names {
                let key = (fold(name), row.kind == NameKind::Alone);
                assert!(!key.0.is_empty(), "{}: {name:?}", row.slug);
                // Other languages may call two trades the same.
                if matches!(row.kind, NameKind::It | NameKind::En | NameKind::Alone) {
                    let before = meant.insert(key, &row.slug);
                    assert!(before.is_none_or(|slug| slug == row.slug), "{name:?}: {before:?} and {}", row.slug);
                }
            }
        }
    }

    #[test]
    fn neighbours_are_occupations_and_go_both_ways() {
        let neighbours = embedded_neighbours().unwrap();
        let near = |slug: &str| neighbours.get(slug).unwrap();
        for (slug, list) in &neighbours {
            let different: HashSet<_> = list.iter().collect();
            assert!(different.len() == list.len() && !list.contains(slug), "{slug}: {list:?}");
            assert!(list.iter().all(|other| near(other).contains(slug)), "{slug}: {list:?}");
        }
        assert_eq!(near("magazziniere").first().map(String::as_str), Some("mulettista"));
        assert!(near("cuoco").contains(&"pizzaiolo".to_owned()));
    }
}
