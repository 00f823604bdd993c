//! The comuni in memory: lookup by slug, by the start of a name or CAP, and by nearness.
//!
//! Answering from memory keeps autocomplete far below the 5 ms it may take: a binary search finds the run of keys
//! that start with what was typed, and only that run is looked at.

use std::collections::{HashMap, HashSet};

use contract::Place;
use contract::place::distance_km;

use crate::fold::fold;

/// Farthest that a point may be from the nearest comune and still be in Italy, in kilometres: the centre of the
/// widest comune (Roma) is some 30 km from its border.
const FARTHEST_KM: f64 = 50.0;
/// South, north, west, east of Italy in degrees, Lampedusa and the Vetta d'Italia included, with a margin.
const BOX_OF_ITALY: (f64, f64, f64, f64) = (35.2, 47.3, 6.3, 18.8);
/// Longer than any name: what is longer cannot match.
const LONGEST_QUERY: usize = 100;

/// A comune with what only lookups need.
#[derive(Debug, Clone)]
pub struct PlaceRecord {
    pub place: Place,
    /// Spelled out: "Reggio nell'Emilia".
    pub province_name: String,
    pub population: u64,
    /// Other languages, short forms.
    pub alternate_names: Vec<String>,
}

/// All comuni, ready for lookups.
#[derive(Debug, Default)]
pub struct PlaceIndex {
    /// The most populous first.
    records: Vec<PlaceRecord>,
    by_slug: HashMap<String, usize>,
    /// Folded, spaces taken out; sorted. The index points into `records`.
    keys: Vec<(String, usize)>,
    /// Whole folded names, spaces taken out, so that an exact match comes first.
    whole_names: HashMap<String, Vec<usize>>,
}

impl PlaceIndex {
    pub fn new(mut records: Vec<PlaceRecord>) -> Self {
        // Sorted once here, so that the order of answers is the order of numbers.
        records.sort_by(|a, b| b.population.cmp(&a.population).then_with(|| a.place.slug.cmp(&b.place.slug)));
        let mut index = Self::default();
        let mut keys = HashSet::new();
        for (at, record) in records.iter().enumerate() {
            index.by_slug.insert(record.place.slug.clone(), at);
            let names = std::iter::once(&record.place.name).chain(&record.alternate_names);
            for name in names {
                let folded = fold(name);
                let whole = squash(&folded);
                let entry = index.whole_names.entry(whole.clone()).or_default();
                if !entry.contains(&at) {
                    entry.push(at);
                }
                // What the site writes back into its field: "Milano (MI)".
                keys.insert((whole + &record.place.province.to_lowercase(), at));
                keys.insert((squash(&without_particles(&folded)), at));
                for (start, _) in folded.match_indices(' ').chain(std::iter::once((0, ""))) {
                    keys.insert((squash(folded.get(start..).unwrap_or_default()), at));
                }
            }
            keys.extend(record.place.postal_codes.iter().map(|code| (code.clone(), at)));
        }
        index.keys = keys.into_iter().filter(|(key, _)| !key.is_empty()).collect();
        index.keys.sort_unstable();
        index.records = records;
        index
    }

    pub fn records(&self) -> &[PlaceRecord] {
        &self.records
    }

    pub fn find(&self, slug: &str) -> Option<&Place> {
        self.record(slug).map(|record| &record.place)
    }

    pub fn record(&self, slug: &str) -> Option<&PlaceRecord> {
        self.by_slug.get(slug).and_then(|at| self.records.get(*at))
    }

    /// Where a comune stands in [`PlaceIndex::records`].
    pub fn position(&self, slug: &str) -> Option<usize> {
        self.by_slug.get(slug).copied()
    }

    /// Comuni with a name or CAP that starts with `query`, at any of its words: the exact name first, then the more
    /// populous. A blank query gives the most populous of all.
    pub fn search(&self, query: &str, limit: usize) -> Vec<&Place> {
        if query.len() > LONGEST_QUERY {
            return Vec::new();
        }
        let typed = squash(&fold(query));
        if typed.is_empty() && !query.trim().is_empty() {
            return Vec::new();
        }
        let exact = self.whole_names.get(&typed).map(Vec::as_slice).unwrap_or_default();
        let mut others: Vec<usize> = match typed.as_str() {
            "" => (0..self.records.len().min(limit)).collect(),
            typed => self.run_of(typed).iter().map(|(_, at)| *at).filter(|at| !exact.contains(at)).collect(),
        };
        others.sort_unstable();
        others.dedup();
        let found = exact.iter().chain(&others).take(limit);
        found.filter_map(|at| self.records.get(*at)).map(|record| &record.place).collect()
    }

    /// The comuni that are called exactly this, or have this CAP, or this name and sigla: the most populous first.
    pub fn named(&self, text: &str) -> Vec<&Place> {
        let typed = squash(&fold(text));
        if typed.is_empty() || text.len() > LONGEST_QUERY {
            return Vec::new();
        }
        let is_meant = |place: &Place| place.postal_codes.contains(&typed) || squash(&fold(&place.label())) == typed;
        let of = |at: &usize| self.records.get(*at).map(|record| &record.place);
        let mut found: Vec<usize> = self.whole_names.get(&typed).cloned().unwrap_or_default();
        let keyed = self.run_of(&typed).iter().filter(|(key, _)| *key == typed).map(|(_, at)| *at);
        found.extend(keyed.filter(|at| of(at).is_some_and(is_meant)));
        found.sort_unstable();
        found.dedup();
        found.iter().filter_map(of).collect()
    }

    /// The keys that start with `typed`.
    fn run_of(&self, typed: &str) -> &[(String, usize)] {
        let start = self.keys.partition_point(|(key, _)| key.as_str() < typed);
        let rest = self.keys.get(start..).unwrap_or_default();
        let length = rest.partition_point(|(key, _)| key.starts_with(typed));
        rest.get(..length).unwrap_or_default()
    }

    /// The comune whose centre is nearest to a point, or `None` outside Italy.
    pub fn nearest(&self, latitude: f64, longitude: f64) -> Option<&Place> {
        let (south, north, west, east) = BOX_OF_ITALY;
        if !(south..=north).contains(&latitude) || !(west..=east).contains(&longitude) {
            return None;
        }
        let with_distance = self.records.iter().filter_map(|record| {
            let distance = distance_km((latitude, longitude), record.place.point()?);
            Some((distance, &record.place))
        });
        with_distance
            .min_by(|a, b| a.0.total_cmp(&b.0))
            .filter(|(distance, _)| *distance <= FARTHEST_KM)
            .map(|(_, p)| p)
    }
}

/// Takes the spaces out: "l aquila" and "laquila" are typed for the same place.
pub fn squash(folded: &str) -> String {
    folded.replace(' ', "")
}

/// Small words that people leave out of a name.
pub fn is_particle(folded_word: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "a", "ad", "al", "alla", "d", "da", "dal", "dalla", "de", "degli", "dei", "del", "dell", "della", "delle",
        "di", "e", "il", "in", "l", "la", "le", "lo", "nel", "nell", "nella", "sul", "sull", "sulla",
    ];
    PARTICLES.contains(&folded_word)
}

/// A folded name without the small words people leave out: "reggio nell emilia" → "reggio emilia".
pub fn without_particles(folded: &str) -> String {
    folded.split(' ').filter(|word| !is_particle(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded_places;

    fn index() -> PlaceIndex {
        PlaceIndex::new(embedded_places().unwrap())
    }

    fn names(index: &PlaceIndex, query: &str) -> Vec<String> {
        index.search(query, 5).into_iter().map(Place::label).collect()
    }

    #[test]
    fn a_name_is_found_however_it_is_typed() {
        let index = index();
        for (typed, first) in [
            ("mila", "Milano (MI)"),
            ("ROMA ", "Roma (RM)"),
            ("forli", "Forlì (FC)"),
            ("forlì", "Forlì (FC)"),
            ("l'aquila", "L'Aquila (AQ)"),
            ("laquila", "L'Aquila (AQ)"),
            ("aquila", "L'Aquila (AQ)"),
            ("reggio emilia", "Reggio nell'Emilia (RE)"),
            ("Reggio nell’Emilia", "Reggio nell'Emilia (RE)"),
            ("emilia", "Reggio nell'Emilia (RE)"),
            ("bozen", "Bolzano (BZ)"),
            ("Milano (MI)", "Milano (MI)"),
            ("20121", "Milano (MI)"),
            ("0012", "Roma (RM)"),
        ] {
            assert_eq!(names(&index, typed).first().map(String::as_str), Some(first), "{typed}");
        }
    }

    #[test]
    fn the_exact_name_comes_before_a_bigger_town() {
        let index = index();
        let found = names(&index, "lodi");
        assert_eq!(found.first().map(String::as_str), Some("Lodi (LO)"));
        // "Rho" is smaller than no one called "Rho…", but "Bra" is smaller than Brescia.
        assert_eq!(names(&index, "bra").first().map(String::as_str), Some("Bra (CN)"));
    }

    #[test]
    fn otherwise_the_bigger_town_comes_first() {
        let index = index();
        let populations: Vec<_> =
            index.search("san", 50).into_iter().map(|place| index.record(&place.slug).unwrap().population).collect();
        assert_eq!(populations.len(), 50);
        assert!(populations.is_sorted_by(|a, b| a >= b), "{populations:?}");
    }

    #[test]
    fn only_the_run_of_matching_keys_is_looked_at() {
        let index = index();
        for typed in ["mila", "zzz", "san", "2012"] {
            let run = index.run_of(typed);
            let all = index.keys.iter().filter(|(key, _)| key.starts_with(typed)).count();
            assert_eq!(run.len(), all, "{typed}");
            assert!(run.iter().all(|(key, _)| key.starts_with(typed)));
            assert!(run.len() < index.keys.len() / 10, "{typed}: {} of {}", run.len(), index.keys.len());
        }
    }

    #[test]
    fn odd_input_finds_nothing_and_harms_nothing() {
        let index = index();
        for typed in ["\u{0}", "%", "'; DROP TABLE places; --x", "\u{202E}", "🙂", &"a".repeat(10_000)] {
            assert!(index.search(typed, 10).is_empty(), "{typed:.20}");
        }
        assert_eq!(names(&index, "").first().map(String::as_str), Some("Roma (RM)"));
    }

    #[test]
    fn the_nearest_comune_is_found_and_foreign_points_refused() {
        let index = index();
        assert_eq!(index.nearest(45.4642, 9.19).unwrap().name, "Milano");
        assert_eq!(index.nearest(35.5, 12.6).unwrap().name, "Lampedusa e Linosa");
        // Paris, Tunis, Zagreb; the latter two are inside the box.
        for (latitude, longitude) in [(48.85, 2.35), (36.8, 10.18), (45.81, 15.98), (0.0, 0.0)] {
            assert!(index.nearest(latitude, longitude).is_none(), "{latitude},{longitude}");
        }
    }

    #[test]
    #[ignore = "prints timings; run by hand: cargo test -p listings-api --release -- --ignored --nocapture timings"]
    #[allow(clippy::print_stdout, reason = "printing is what it is for")]
    fn timings_of_a_lookup() {
        let index = index();
        let queries = ["", "a", "s", "sa", "san", "mil", "reggio", "00", "l'a", "forlì"];
        let mut times: Vec<_> = (0..2000)
            .map(|at| {
                let started = std::time::Instant::now();
                std::hint::black_box(index.search(queries[at % queries.len()], 10));
                started.elapsed()
            })
            .collect();
        times.sort_unstable();
        println!("median {:?}, p99 {:?}, worst {:?}", times[1000], times[1980], times[1999]);
    }
}
