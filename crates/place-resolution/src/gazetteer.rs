//! Every name by which a comune or a part of it is known, and the postal codes.

use std::collections::HashMap;

use taxonomy::fold::fold;
use taxonomy::place_index::{PlaceIndex, PlaceRecord, is_particle, squash, without_particles};

use crate::area::{Areas, Home};
use crate::tables;
use crate::words::{Word, squashed};

/// Of two bearers of a name the one of lower rank is meant, as long as nothing else is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The name by law, or until a few years ago.
    Official,
    /// Short, in another language, or of a comune that was merged into this one.
    Known,
    /// A hamlet or quarter.
    Part,
    /// The first words of the name: "Cernusco". Never enough alone.
    Opening,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// Index into the records.
    pub comune: usize,
    pub rank: Rank,
    pub weight: Weight,
}

/// How much a name says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Enough without a second hint.
    Telling,
    /// Province, region or postal code must say which.
    NeedsHint,
    /// Hamlets of this name are everywhere, several in a province: a postal code or the comune must say which.
    NeedsCode,
}

/// A hamlet smaller than this may well have a namesake that GeoNames does not list, so one word of name is too little.
const SMALLEST_TELLING_HAMLET: u32 = 1_000;
/// A comune renamed since is still called by its old name by many.
const RENAMED_LATELY: u16 = 2005;
/// A name this short is a sigla or a mistake.
const SHORTEST_TELLING: usize = 3;

/// Names of hamlets that tell nothing, whatever GeoNames says.
const EVERYWHERE: &[&str] = &[
    "abbazia", "badia", "bagni", "bivio", "borgata", "borghetto", "borgo", "borgonuovo", "campagna", "cantone",
    "capanne", "cappella", "casa", "casale", "casali", "case", "casone", "cascina", "castello", "cava", "cave",
    "centro", "chiesa", "chiesanuova", "colle", "convento", "corte", "costa", "croce", "crocetta", "fonte", "fornace",
    "fornaci", "fossa", "isola", "lago", "lido", "macchia", "madonna", "marina", "mercatale", "molina", "molino",
    "monte", "mulino", "osteria", "palazzo", "passo", "pianello", "piano", "piazza", "pieve", "pineta", "poggio",
    "ponte", "pontenuovo", "porto", "pozzo", "prato", "quattro strade", "rocca", "scalo", "spiaggia", "stazione",
    "strada", "taverna", "terme", "torre", "torretta", "valle", "vigna", "villa", "villaggio", "villanova",
];

pub struct Gazetteer {
    /// By squashed name.
    by_name: HashMap<String, Vec<Named>>,
    /// By squashed name without particles; asked only when no whole name fits.
    by_loose_name: HashMap<String, Vec<Named>>,
    by_code: HashMap<u32, Vec<usize>>,
    /// By the first three digits.
    by_code_start: HashMap<u32, Vec<usize>>,
    homes: Vec<Home>,
}

impl Gazetteer {
    pub fn new(places: &PlaceIndex, areas: &Areas) -> Self {
        let records = places.records();
        let mut gazetteer = Self {
            by_name: HashMap::new(),
            by_loose_name: HashMap::new(),
            by_code: HashMap::new(),
            by_code_start: HashMap::new(),
            homes: records.iter().filter_map(|record| areas.home(record)).collect(),
        };
        for (comune, record) in records.iter().enumerate() {
            gazetteer.file(&record.place.name, Named { comune, rank: Rank::Official, weight: Weight::Telling });
            for name in &record.alternate_names {
                gazetteer.file(name, Named { comune, rank: Rank::Known, weight: Weight::Telling });
            }
            gazetteer.file_openings(comune, record);
            for code in record.place.postal_codes.iter().filter_map(|code| code.parse::<u32>().ok()) {
                gazetteer.by_code.entry(code).or_default().push(comune);
                let start = gazetteer.by_code_start.entry(code / 100).or_default();
                if !start.contains(&comune) {
                    start.push(comune);
                }
            }
        }
        for former in tables::former_comuni() {
            let rank = if former.is_renamed && former.until >= RENAMED_LATELY { Rank::Official } else { Rank::Known };
            gazetteer.file_slug(places, former.name, former.slug, rank, Weight::Telling);
        }
        for (name, slug) in tables::other_names() {
            gazetteer.file_slug(places, name, slug, Rank::Known, Weight::Telling);
        }
        for hamlet in tables::hamlets() {
            let weight = gazetteer.weigh(&hamlet);
            gazetteer.file_slug(places, hamlet.name, hamlet.slug, Rank::Part, weight);
        }
        gazetteer
    }

    fn file_slug(&mut self, places: &PlaceIndex, name: &str, slug: &str, rank: Rank, weight: Weight) {
        if let Some(comune) = places.position(slug) {
            self.file(name, Named { comune, rank, weight });
        }
    }

    fn file(&mut self, name: &str, named: Named) {
        let folded = fold(name);
        let key = squash(&folded);
        let weight = if key.len() < SHORTEST_TELLING { Weight::NeedsHint } else { named.weight };
        let named = Named { weight, ..named };
        file_under(&mut self.by_loose_name, squash(&without_particles(&folded)), named);
        file_under(&mut self.by_name, key, named);
    }

    fn file_openings(&mut self, comune: usize, record: &PlaceRecord) {
        let folded = fold(&record.place.name);
        for (end, _) in folded.match_indices(' ') {
            let opening = folded.get(..end).unwrap_or_default();
            let last = opening.rsplit(' ').next().unwrap_or_default();
            if last.len() >= 4 && !is_particle(last) && !is_saint(last) {
                let named = Named { comune, rank: Rank::Opening, weight: Weight::NeedsHint };
                file_under(&mut self.by_name, squash(opening), named);
            }
        }
    }

    /// Two hamlets of a name are found when asked; this is about those that GeoNames does not list.
    fn weigh(&self, hamlet: &tables::Hamlet) -> Weight {
        let folded = fold(hamlet.name);
        let mut words = folded.split(' ').filter(|word| !is_particle(word));
        let first = words.next().unwrap_or_default();
        let others = words.count();
        let is_large = hamlet.population == 0 || hamlet.population >= SMALLEST_TELLING_HAMLET;
        if EVERYWHERE.contains(&folded.as_str()) || (is_saint(first) && others <= 1) {
            return Weight::NeedsCode;
        }
        // "Cernusco" is short for two comuni, whatever else is called so.
        if (is_large || others > 0) && !self.by_name.contains_key(&squash(&folded)) {
            Weight::Telling
        } else {
            Weight::NeedsHint
        }
    }

    /// Whoever is called so.
    pub fn named(&self, words: &[Word]) -> Option<&[Named]> {
        let whole = self.by_name.get(&squashed(words));
        let loose = || {
            let mut key = String::new();
            // "Paderno D." and "Reggio E" are cut short there.
            let is_small = |(at, word): &(usize, &Word)| {
                let is_initial = word.text.len() == 1 && at + 1 == words.len() && words.len() > 1;
                is_particle(&word.text) && !word.is_cut && !is_initial
            };
            words.iter().enumerate().filter(|word| !is_small(word)).for_each(|(_, word)| key.push_str(&word.text));
            self.by_loose_name.get(&key)
        };
        whole.or_else(loose).map(Vec::as_slice)
    }

    pub fn home(&self, comune: usize) -> Option<Home> {
        self.homes.get(comune).copied()
    }

    /// The comuni that have a postal code.
    pub fn with_code(&self, code: u32) -> &[usize] {
        self.by_code.get(&code).map(Vec::as_slice).unwrap_or_default()
    }

    /// The comuni whose codes begin with the same three digits.
    pub fn near_code(&self, code: u32) -> &[usize] {
        self.by_code_start.get(&(code / 100)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The city whose general code this was, before its quarters had their own: 20100, 00100.
    pub fn with_general_code(&self, code: u32) -> Option<usize> {
        match (code % 100, self.near_code(code)) {
            (0, [city]) => Some(*city),
            _ => None,
        }
    }
}

fn file_under(names: &mut HashMap<String, Vec<Named>>, key: String, named: Named) {
    if key.is_empty() {
        return;
    }
    let bearers = names.entry(key).or_default();
    match bearers.iter_mut().find(|known| known.comune == named.comune) {
        Some(known) if named.rank < known.rank => *known = named,
        Some(_) => {}
        None => bearers.push(named),
    }
}

pub fn is_saint(word: &str) -> bool {
    matches!(
        word,
        "san" | "sant" | "santa" | "santo" | "santi" | "sante" | "s" | "ss" | "sta" | "sto" | "ste" | "sankt" | "st"
    )
}
