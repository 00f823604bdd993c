//! The tables under data/, which `data/build.py` makes; `areas.csv` is written by hand.

const AREAS: &str = include_str!("../data/areas.csv");
const COUNTRIES: &str = include_str!("../data/countries.csv");
const FOREIGN_TOWNS: &str = include_str!("../data/foreign-towns.csv");
const FORMER_COMUNI: &str = include_str!("../data/former-comuni.csv");
const HAMLETS: &str = include_str!("../data/hamlets.csv");
const OTHER_NAMES: &str = include_str!("../data/other-names.csv");

/// Lines without their header. No field of these files holds a comma or a quote; a test says so.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().skip(1).filter_map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        <[&str; N]>::try_from(fields).ok()
    })
}

/// Name and code: "province:BG", "region:lombardia", "country:IT".
pub fn areas() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(AREAS).map(|[name, code]| (name, code))
}

pub struct Country {
    pub alpha2: &'static str,
    pub alpha3: &'static str,
    pub names: std::str::Split<'static, char>,
}

pub fn countries() -> impl Iterator<Item = Country> {
    rows(COUNTRIES).map(|[alpha2, alpha3, names]| Country { alpha2, alpha3, names: names.split('|') })
}

/// Folded name and ISO 3166-1 code; no code where towns of several countries are called so.
pub fn foreign_towns() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(FOREIGN_TOWNS).map(|[name, country]| (name, country))
}

pub struct FormerComune {
    pub name: &'static str,
    pub slug: &'static str,
    /// It goes on under a new name; the others were merged.
    pub is_renamed: bool,
    pub until: u16,
}

pub fn former_comuni() -> impl Iterator<Item = FormerComune> {
    rows(FORMER_COMUNI).map(|[name, _, slug, until, how]| FormerComune {
        name,
        slug,
        is_renamed: how == "renamed",
        until: until.parse().unwrap_or_default(),
    })
}

pub struct Hamlet {
    pub name: &'static str,
    pub slug: &'static str,
    /// 0: unknown, from our own list.
    pub population: u32,
}

pub fn hamlets() -> impl Iterator<Item = Hamlet> {
    rows(HAMLETS).map(|[name, slug, population]| Hamlet {
        name,
        slug,
        population: population.parse().unwrap_or_default(),
    })
}

/// Names of comuni in other languages, and their slug.
pub fn other_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(OTHER_NAMES).map(|[name, slug]| (name, slug))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read() {
        let lines = |table: &str| table.lines().count() - 1;
        assert_eq!(areas().count(), lines(AREAS));
        assert_eq!(countries().count(), lines(COUNTRIES));
        assert_eq!(foreign_towns().count(), lines(FOREIGN_TOWNS));
        assert_eq!(former_comuni().count(), lines(FORMER_COMUNI));
        assert_eq!(hamlets().count(), lines(HAMLETS));
        assert_eq!(other_names().count(), lines(OTHER_NAMES));
        let tables = [AREAS, COUNTRIES, FOREIGN_TOWNS, FORMER_COMUNI, HAMLETS, OTHER_NAMES];
        assert!(tables.iter().all(|table| !table.contains(['"', '?', '\u{FFFD}'])));
    }

    #[test]
    fn every_slug_is_a_comune() {
        let slugs: std::collections::HashSet<String> =
            taxonomy::embedded_places().unwrap().into_iter().map(|record| record.place.slug).collect();
        let named = hamlets().map(|h| h.slug).chain(former_comuni().map(|f| f.slug)).chain(other_names().map(|n| n.1));
        assert_eq!(named.filter(|slug| !slugs.contains(*slug)).collect::<Vec<_>>(), Vec::<&str>::new());
    }
}
