//! What must hold of the list before it replaces the old one.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::{Context, Result, ensure};

use super::comune::{Place, Position};

const PROVINCE_RADIUS_KM: f64 = 120.0;
/// They do lie that far from the middle of their province.
const FAR_ISLANDS: &[&str] = &["lampedusa-e-linosa-ag", "pantelleria-tp"];

pub(super) fn check(places: &[Place]) -> Result<()> {
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
        // A name in a second language that lost a letter on the way: put it right in `LOST_LETTERS`.
        let is_whole = |text: &str| !text.contains(['?', '\u{FFFD}', 'Ã']);
        ensure!(is_whole(name) && is_whole(&place.alternate_names), "{name}: {:?}", place.alternate_names);
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
