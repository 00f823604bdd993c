//! Whether two offers are the same job: from two sources, posted again, or posted once for each of ten towns.
//!
//! Pure. Titles, employers, places and the three-word shingles of the texts are compared ([`compare`]); offers that share
//! one of [`Fingerprint::keys`] are worth comparing, and [`Groups`] does so with a whole list in about linear time.

mod fingerprint;
mod words;

#[cfg(test)]
mod pairs;

use std::collections::HashMap;

pub use self::fingerprint::{Fingerprint, Posting};

/// What two offers of the same job are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicate {
    /// At the same place: twice in two sources, or posted again.
    SamePlace,
    /// The same words for another town.
    OtherPlace,
}

/// Shared words of two texts that say the same, of those of the shorter one: an aggregator cuts, an employer edits.
const SAME_TEXT: f64 = 0.5;
/// Of all words, where little else says that it is the same job.
const EQUAL_TEXT: f64 = 0.8;
/// Offers compared with one: many share a key where an employer posts the same hundreds of times.
const MOST_COMPARED: usize = 50;
/// Offers held: some four kilobytes each.
const MOST_HELD: usize = 10_000;

/// Whether two offers are the same job; `None`: as far as anybody can tell, they are two.
pub fn compare(a: &Fingerprint, b: &Fingerprint) -> Option<Duplicate> {
    let is_same_employer = a.employer_is(b)?;
    if a.terms_differ(b) || !a.titles_agree(b) {
        return None;
    }
    let text = a.shared_text(b);
    match a.is_same_place(b) {
        Some(true) if is_same_employer => text.contained >= SAME_TEXT,
        // Of two that name nobody, or an agency and the firm behind it, the text has to say more.
        Some(true) => text.contained >= EQUAL_TEXT && text.is_enough,
        None => text.similar >= EQUAL_TEXT && text.is_enough,
        Some(false) => {
            return (is_same_employer && text.similar >= EQUAL_TEXT && text.is_enough).then_some(Duplicate::OtherPlace);
        }
    }
    .then_some(Duplicate::SamePlace)
}

/// Offers as they come, one after the other, each held against those before it.
#[derive(Debug, Default)]
pub struct Groups {
    /// Those that stand behind no other, with what they are called.
    first: Vec<(usize, Fingerprint)>,
    by_key: HashMap<u64, Vec<usize>>,
}

impl Groups {
    /// What the earlier offer is called that this one stands behind, if any: never one that stands behind another itself.
    pub fn add(&mut self, name: usize, offer: Fingerprint) -> Option<(usize, Duplicate)> {
        let keys = offer.keys();
        let mut candidates: Vec<usize> =
            keys.iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        let same = |at: usize| {
            let (name, first) = self.first.get(at)?;
            Some((*name, compare(first, &offer)?))
        };
        let found = candidates.into_iter().take(MOST_COMPARED).find_map(same);
        if found.is_none() && self.first.len() < MOST_HELD {
            for key in keys {
                self.by_key.entry(key).or_default().push(self.first.len());
            }
            self.first.push((name, offer));
        }
        found
    }
}
