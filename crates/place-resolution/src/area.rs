//! Provinces and regions by the names and siglas that people write, those of before among them.

use std::collections::HashMap;

use taxonomy::fold::{fold, slugify};
use taxonomy::place_index::{PlaceRecord, squash};

use crate::outcome::WiderPlace;
use crate::tables;

/// Upper case, two letters.
pub type Sigla = [u8; 2];

/// A part of Italy, as far as it decides between comuni.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// As written: "PS" and "MI" know more comuni than Pesaro e Urbino and Milano have today.
    Province(Sigla),
    /// Index into [`Areas`].
    Region(usize),
    Italy,
}

/// Where a comune lies.
#[derive(Debug, Clone, Copy)]
pub struct Home {
    pub sigla: Sigla,
    pub region: usize,
}

/// Siglas that are no longer, and the province that has most of their comuni (Laws 1999 to 2016).
const SIGLAS_OF_BEFORE: &[(&str, &str)] =
    &[("PS", "PU"), ("FO", "FC"), ("OG", "NU"), ("OT", "SS"), ("CI", "SU"), ("VS", "SU"), ("MZ", "MB"), ("ROMA", "RM")];

/// Provinces and those that took comuni from them since 1968 (Sardinia's, redrawn three times, have a rule of their own).
const TAKEN_OVER: &[(&str, &[&str])] = &[
    ("AP", &["FM"]),
    ("BA", &["BT"]),
    ("BG", &["LC"]),
    ("BL", &["UD"]),
    ("CB", &["IS"]),
    ("CO", &["LC"]),
    ("CZ", &["KR", "VV"]),
    ("FC", &["RN"]),
    ("FG", &["BT"]),
    ("FI", &["PO"]),
    ("FO", &["FC", "RN"]),
    ("LC", &["BG"]),
    ("MI", &["LO", "MB"]),
    ("NO", &["VB"]),
    ("PS", &["PU", "RN"]),
    ("PU", &["RN"]),
    ("UD", &["PN"]),
    ("VC", &["BI"]),
];

const SARDINIA: &str = "sardegna";

#[derive(Debug, Default)]
pub struct Areas {
    /// Squashed names and siglas.
    by_name: HashMap<String, Area>,
    siglas: HashMap<Sigla, Home>,
    /// Slugs.
    regions: Vec<String>,
}

impl Areas {
    pub fn new(records: &[PlaceRecord]) -> Self {
        let mut areas = Self::default();
        for record in records {
            let Some(sigla) = sigla_of(&record.place.province) else { continue };
            if areas.siglas.contains_key(&sigla) {
                continue;
            }
            let slug = slugify(&record.place.region);
            let region = areas.regions.iter().position(|known| *known == slug).unwrap_or_else(|| {
                areas.by_name.insert(squash(&fold(&record.place.region)), Area::Region(areas.regions.len()));
                areas.regions.push(slug);
                areas.regions.len() - 1
            });
            areas.siglas.insert(sigla, Home { sigla, region });
            areas.by_name.insert(squash(&fold(&record.province_name)), Area::Province(sigla));
            areas.by_name.insert(record.place.province.to_lowercase(), Area::Province(sigla));
        }
        for (old, now) in SIGLAS_OF_BEFORE {
            let written = sigla_of(old).or_else(|| sigla_of(now));
            if let Some(written) = written {
                areas.by_name.entry(old.to_lowercase()).or_insert(Area::Province(written));
            }
        }
        for (name, code) in tables::areas() {
            if let Some(area) = areas.of_code(code) {
                areas.by_name.entry(squash(&fold(name))).or_insert(area);
            }
        }
        areas
    }

    fn of_code(&self, code: &str) -> Option<Area> {
        match code.split_once(':')? {
            ("province", sigla) => Some(Area::Province(sigla_of(sigla)?)),
            ("region", slug) => self.regions.iter().position(|known| known == slug).map(Area::Region),
            _ => Some(Area::Italy),
        }
    }

    /// By squashed name, sigla or code.
    pub fn named(&self, key: &str) -> Option<Area> {
        self.by_name.get(key).copied()
    }

    pub fn home(&self, record: &PlaceRecord) -> Option<Home> {
        self.siglas.get(&sigla_of(&record.place.province)?).copied()
    }

    /// Whether a comune lies there today.
    pub fn holds(&self, area: Area, home: Home) -> bool {
        match area {
            Area::Province(sigla) => now(sigla) == home.sigla,
            Area::Region(region) => region == home.region,
            Area::Italy => true,
        }
    }

    /// Whether a comune lay there before provinces were redrawn.
    pub fn held(&self, area: Area, home: Home) -> bool {
        let Area::Province(sigla) = area else { return self.holds(area, home) };
        let taken_over = TAKEN_OVER.iter().filter(|(old, _)| sigla_of(old) == Some(sigla)).flat_map(|(_, new)| *new);
        let is_sardinian = |sigla: Sigla| {
            self.siglas
                .get(&now(sigla))
                .is_some_and(|home| self.regions.get(home.region).is_some_and(|slug| slug == SARDINIA))
        };
        taken_over.into_iter().any(|new| sigla_of(new) == Some(home.sigla))
            || (is_sardinian(sigla) && is_sardinian(home.sigla))
    }

    /// The narrower of two, or nothing when they do not overlap.
    pub fn narrower(&self, one: Area, other: Area) -> Option<Area> {
        match (one, other) {
            (Area::Italy, area) | (area, Area::Italy) => Some(area),
            (Area::Province(sigla), Area::Region(region)) | (Area::Region(region), Area::Province(sigla)) => {
                let home = self.siglas.get(&now(sigla))?;
                (home.region == region).then_some(Area::Province(sigla))
            }
            (Area::Province(a), Area::Province(b)) if now(a) == now(b) => Some(one),
            (Area::Region(a), Area::Region(b)) if a == b => Some(one),
            _ => None,
        }
    }

    pub fn place(&self, area: Area) -> WiderPlace {
        match area {
            Area::Province(sigla) => WiderPlace::Province(now(sigla).iter().map(|byte| char::from(*byte)).collect()),
            Area::Region(region) => WiderPlace::Region(self.regions.get(region).cloned().unwrap_or_default()),
            Area::Italy => WiderPlace::Italy,
        }
    }
}

fn sigla_of(text: &str) -> Option<Sigla> {
    <Sigla>::try_from(text.as_bytes()).ok()
}

/// The sigla of today.
fn now(written: Sigla) -> Sigla {
    let renamed = SIGLAS_OF_BEFORE.iter().find(|(old, _)| sigla_of(old) == Some(written));
    renamed.and_then(|(_, now)| sigla_of(now)).unwrap_or(written)
}
