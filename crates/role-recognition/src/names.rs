//! Names of occupations as sequences of words, found from any word of a title.

use std::collections::HashMap;

use taxonomy::{NameKind, OccupationNames, OccupationRecord};

use crate::words::{Word, words};

/// Which occupation, by its place in `occupations.csv`, and how the name may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    pub occupation: u16,
    pub is_alone: bool,
}

#[derive(Debug, Default)]
struct Node {
    next: HashMap<u32, u32>,
    meaning: Option<Meaning>,
    /// Words that mean it only when nothing else is said.
    alone: Option<u16>,
}

#[derive(Debug)]
pub struct Names {
    /// Known words; 0 stands for all others.
    vocabulary: HashMap<String, u32>,
    nodes: Vec<Node>,
}

/// A name found in a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub meaning: Meaning,
    /// One past the last word.
    pub end: usize,
    /// Words of the name.
    pub length: usize,
}

impl Names {
    pub fn new(records: &[OccupationRecord], names: &[OccupationNames]) -> Self {
        let mut index = Self { vocabulary: HashMap::new(), nodes: vec![Node::default()] };
        let number: HashMap<&str, u16> =
            (0..).zip(records).map(|(number, record)| (record.slug.as_str(), number)).collect();
        // What an occupation is called first counts more than what another is called too.
        for (occupation, record) in (0..).zip(records) {
            index.add(&record.preferred_label, Meaning { occupation, is_alone: false });
            index.add(&record.feminine_label, Meaning { occupation, is_alone: false });
        }
        for row in names {
            let is_alone = match row.kind {
                NameKind::It | NameKind::En => false,
                NameKind::Alone => true,
                // For who searches; titles of offers in Italy are not written in them.
                NameKind::Ro | NameKind::Uk | NameKind::Sq => continue,
            };
            let Some(occupation) = number.get(row.slug.as_str()).copied() else { continue };
            for name in &row.names {
                index.add(name, Meaning { occupation, is_alone });
            }
        }
        index
    }

    fn add(&mut self, name: &str, meaning: Meaning) {
        let mut at = 0_usize;
        let words = words(name);
        if words.is_empty() {
            return;
        }
        for word in words {
            let fresh = self.vocabulary.len() as u32 + 1;
            let id = *self.vocabulary.entry(word.stem).or_insert(fresh);
            let created = self.nodes.len() as u32;
            let Some(node) = self.nodes.get_mut(at) else { return };
            let next = *node.next.entry(id).or_insert(created);
            if next == created {
                self.nodes.push(Node::default());
            }
            at = next as usize;
        }
        let Some(node) = self.nodes.get_mut(at) else { return };
        if meaning.is_alone {
            node.alone.get_or_insert(meaning.occupation);
        } else {
            node.meaning.get_or_insert(meaning);
        }
    }

    pub fn id(&self, word: &Word) -> u32 {
        self.id_of(&word.stem)
    }

    /// The longest name that begins with the word at `start`; `may_skip` tells which words may stand in between.
    pub fn longest(&self, ids: &[u32], start: usize, may_skip: &dyn Fn(usize) -> bool) -> Option<Found> {
        let first = *ids.get(start)?;
        self.longest_with(first, ids, start, may_skip)
    }

    /// The same as if the first word were another.
    pub fn longest_with(
        &self,
        first: u32,
        ids: &[u32],
        start: usize,
        may_skip: &dyn Fn(usize) -> bool,
    ) -> Option<Found> {
        let root = self.nodes.first()?;
        let node = self.nodes.get(*root.next.get(&first)? as usize)?;
        self.longest_below(node, ids, start + 1, 1, may_skip)
    }

    /// Below a node that is `length` words deep, from the word at `at`.
    fn longest_below(
        &self,
        node: &Node,
        ids: &[u32],
        at: usize,
        length: usize,
        may_skip: &dyn Fn(usize) -> bool,
    ) -> Option<Found> {
        let alone = node.alone.map(|occupation| Meaning { occupation, is_alone: true });
        let here = node.meaning.or(alone).map(|meaning| Found { meaning, end: at, length });
        let Some(id) = ids.get(at) else { return here };
        let next = node.next.get(id).and_then(|next| self.nodes.get(*next as usize));
        let on = next.and_then(|next| self.longest_below(next, ids, at + 1, length + 1, may_skip));
        // A name ends with a word of its own, not with one that is skipped.
        let past = if may_skip(at) { self.longest_below(node, ids, at + 1, length, may_skip) } else { None };
        [here, on, past.filter(|found| found.length > length)].into_iter().flatten().max_by_key(|found| found.length)
    }

    /// The number of a word, 0 when no name has it.
    pub fn id_of(&self, stem: &str) -> u32 {
        self.vocabulary.get(stem).copied().unwrap_or(0)
    }
}
