//! From the words of a source to a comune: "ROMA ", "Milano (MI)", "Reggio Emilia", "Bozen".

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use taxonomy::Taxonomy;
use taxonomy::fold::fold;
use taxonomy::place_index::{PlaceRecord, squash, without_particles};

/// What came of a place in words.
#[derive(Debug, PartialEq, Eq)]
pub enum Resolution {
    Found(String),
    /// More than one comune has this name, and nothing tells which.
    Ambiguous,
    /// No comune has this name, or the one that has it lies elsewhere than the source says.
    Unknown,
}

/// What a source says of a place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    pub locality: &'a str,
    /// Sigla or name of a province, or name of a region.
    pub region: Option<&'a str>,
    pub postal_code: Option<&'a str>,
}

/// Made once per import.
pub struct PlaceResolver {
    taxonomy: Arc<Taxonomy>,
    by_name: HashMap<String, Vec<usize>>,
    /// Names without their small words; asked only when no whole name fits.
    by_loose_name: HashMap<String, Vec<usize>>,
    siglas: HashSet<String>,
}

impl PlaceResolver {
    pub fn new(taxonomy: Arc<Taxonomy>) -> Self {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_loose_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut siglas = HashSet::new();
        let file = |map: &mut HashMap<String, Vec<usize>>, key: String, at: usize| {
            let entry = map.entry(key).or_default();
            if !entry.contains(&at) {
                entry.push(at);
            }
        };
        for (at, record) in taxonomy.places.records().iter().enumerate() {
            siglas.insert(record.place.province.to_lowercase());
            for name in std::iter::once(&record.place.name).chain(&record.alternate_names) {
                let folded = fold(name);
                file(&mut by_loose_name, loose(&folded), at);
                file(&mut by_name, squash(&folded), at);
            }
        }
        Self { taxonomy, by_name, by_loose_name, siglas }
    }

    pub fn resolve(&self, hints: Hints<'_>) -> Resolution {
        // "San Benedetto Po" is no comune of Prato: the whole name first.
        if let found @ Resolution::Found(_) = self.resolve_name(hints.locality, hints.region, hints.postal_code) {
            return found;
        }
        let (locality, own_sigla) = self.take_sigla(hints.locality);
        let region = own_sigla.as_deref().or(hints.region);
        // Bilingual: "Bolzano/Bozen", "Bolzano - Bozen".
        let parts = std::iter::once(locality.as_str()).chain(locality.split(['/', '|'])).chain(locality.split(" - "));
        let mut outcome = Resolution::Unknown;
        for part in parts {
            match self.resolve_name(part, region, hints.postal_code) {
                found @ Resolution::Found(_) => return found,
                Resolution::Ambiguous => outcome = Resolution::Ambiguous,
                Resolution::Unknown => {}
            }
        }
        outcome
    }

    /// "Milano (MI)", "Milano, MI", "Milano - MI" and "Milano MI" name the province themselves.
    fn take_sigla(&self, locality: &str) -> (String, Option<String>) {
        let trimmed = locality.trim().trim_end_matches(')').trim_end();
        let mut words = trimmed.rsplitn(2, ['(', ',', ' ', '-']);
        let (last, rest) = (words.next().unwrap_or_default().trim(), words.next().unwrap_or_default());
        let rest = rest.trim_end_matches([' ', '(', ',', '-']);
        let is_sigla = last.len() == 2 && self.siglas.contains(&last.to_lowercase());
        if is_sigla && !rest.trim().is_empty() {
            (rest.to_owned(), Some(last.to_uppercase()))
        } else {
            (locality.to_owned(), None)
        }
    }

    fn resolve_name(&self, name: &str, region: Option<&str>, postal_code: Option<&str>) -> Resolution {
        let folded = fold(name);
        // Città di Castello and its like are called so.
        let is_name = self.by_name.contains_key(&squash(&folded));
        let bare = ["comune di ", "citta di "].iter().find_map(|start| folded.strip_prefix(start));
        let folded = bare.filter(|_| !is_name).unwrap_or(&folded);
        if folded.is_empty() {
            return Resolution::Unknown;
        }
        let exact = self.by_name.get(&squash(folded));
        let candidates = exact.or_else(|| self.by_loose_name.get(&loose(folded)));
        let mut candidates: Vec<&PlaceRecord> =
            candidates.into_iter().flatten().filter_map(|at| self.taxonomy.places.records().get(*at)).collect();
        if let Some(region) = region.map(fold).filter(|region| !region.is_empty())
            && let Some(region) = self.region_of(&region)
        {
            candidates.retain(|record| region.holds(record));
        }
        if candidates.len() > 1
            && let Some(code) = postal_code.map(str::trim)
        {
            let with_code: Vec<_> =
                candidates.iter().copied().filter(|r| r.place.postal_codes.iter().any(|known| known == code)).collect();
            if !with_code.is_empty() {
                candidates = with_code;
            }
        }
        match candidates.as_slice() {
            [] => Resolution::Unknown,
            [one] => Resolution::Found(one.place.slug.clone()),
            _ => Resolution::Ambiguous,
        }
    }

    /// What the source's words for a region mean; `None` when we know no such region: then they decide nothing.
    fn region_of(&self, words: &str) -> Option<Region> {
        let words = words.strip_prefix("it ").unwrap_or(words);
        let words = ["provincia di ", "citta metropolitana di ", "provincia autonoma di ", "regione "]
            .iter()
            .find_map(|start| words.strip_prefix(start))
            .unwrap_or(words);
        let records = self.taxonomy.places.records();
        if let Some(record) = records.iter().find(|record| record.place.province.eq_ignore_ascii_case(words)) {
            return Some(Region::Sigla { sigla: record.place.province.clone(), region: record.place.region.clone() });
        }
        let wanted = loose(words);
        // Where a province and a region share a name, the province is the narrower of the two.
        if records.iter().any(|record| loose(&record.province_name) == wanted) {
            return Some(Region::Province(wanted));
        }
        records.iter().any(|record| loose(&record.place.region) == wanted).then_some(Region::Whole(wanted))
    }
}

/// A part of Italy, as a source names it.
enum Region {
    Sigla {
        sigla: String,
        region: String,
    },
    /// Loose names.
    Province(String),
    Whole(String),
}

impl Region {
    fn holds(&self, record: &PlaceRecord) -> bool {
        match self {
            // Sardinia's provinces were redrawn in 2016 and 2025; sources keep the siglas of before.
            Self::Sigla { sigla, region } => {
                record.place.province == *sigla || (region == "Sardegna" && record.place.region == *region)
            }
            Self::Province(name) => loose(&record.province_name) == *name,
            Self::Whole(name) => loose(&record.place.region) == *name,
        }
    }
}

fn loose(name: &str) -> String {
    squash(&without_particles(&fold(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use taxonomy::embedded_places;
    use taxonomy::place_index::PlaceIndex;

    fn resolve_all(cases: &[(Hints<'_>, Option<&str>)]) {
        let places = PlaceIndex::new(embedded_places().unwrap());
        let resolver = PlaceResolver::new(Arc::new(Taxonomy { places, ..Taxonomy::default() }));
        for (hints, expected) in cases {
            let found = match resolver.resolve(*hints) {
                Resolution::Found(slug) => Some(slug),
                _ => None,
            };
            assert_eq!(found.as_deref(), *expected, "{hints:?}");
        }
    }

    fn named(locality: &str) -> Hints<'_> {
        Hints { locality, ..Hints::default() }
    }

    #[test]
    fn names_are_found_as_people_write_them() {
        resolve_all(&[
            (named("ROMA "), Some("roma-rm")),
            (named("Reggio nell'Emilia"), Some("reggio-nell-emilia-re")),
            (named("Reggio nell’Emilia"), Some("reggio-nell-emilia-re")),
            (named("Reggio Emilia"), Some("reggio-nell-emilia-re")),
            (named("REGGIO EMILIA (RE)"), Some("reggio-nell-emilia-re")),
            (named("Reggio Calabria"), Some("reggio-di-calabria-rc")),
            (named("Forli"), Some("forli-fc")),
            (named("Forli'"), Some("forli-fc")),
            (named("Milano (MI)"), Some("milano-mi")),
            (named("Milano, MI"), Some("milano-mi")),
            (named("Milano - MI"), Some("milano-mi")),
            (named("Comune di Milano"), Some("milano-mi")),
            (named("San Benedetto Po"), Some("san-benedetto-po-mn")),
            (named("Città di Castello"), Some("citta-di-castello-pg")),
            (named("L'Aquila"), Some("l-aquila-aq")),
            (named("Laquila"), Some("l-aquila-aq")),
            (named("Bolzano/Bozen"), Some("bolzano-bz")),
            (named("Bozen - Bolzano"), Some("bolzano-bz")),
            (named("Bozen"), Some("bolzano-bz")),
        ]);
    }

    #[test]
    fn province_region_and_cap_decide_between_comuni_of_one_name() {
        let castro = |region, postal_code| Hints { locality: "Castro", region, postal_code };
        resolve_all(&[
            (castro(None, None), None),
            (castro(Some("BG"), None), Some("castro-bg")),
            (castro(Some("Lecce"), None), Some("castro-le")),
            (castro(Some("Lombardia"), None), Some("castro-bg")),
            (castro(Some("Provincia di Bergamo"), None), Some("castro-bg")),
            (castro(None, Some("24063")), Some("castro-bg")),
            (castro(Some("Neverland"), None), None),
            (named("Castro (LE)"), Some("castro-le")),
        ]);
    }

    #[test]
    fn what_is_no_comune_or_lies_elsewhere_stays_text() {
        let rome_in_milan = Hints { locality: "Roma", region: Some("MI"), postal_code: None };
        resolve_all(&[(named("Atlantide"), None), (named(""), None), (named("\u{0}"), None), (rome_in_milan, None)]);
        resolve_all(&[(
            Hints { locality: "Roma", region: Some("Città Metropolitana di Roma"), postal_code: None },
            Some("roma-rm"),
        )]);
    }
}
