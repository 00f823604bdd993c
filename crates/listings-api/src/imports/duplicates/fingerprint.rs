use std::collections::BTreeSet;

use taxonomy::fold::fold;

use super::words;
use crate::hash::sha256;

/// Words of a shingle.
const SHINGLE: usize = 3;
/// A text with fewer shingles says too little to be told by.
const ENOUGH: usize = 12;
/// Least hashes of a text that serve as keys.
const TEXT_KEYS: usize = 4;

/// What is compared of an offer.
#[derive(Debug, Clone, Copy, Default)]
pub struct Posting<'a> {
    pub title: &'a str,
    pub employer: Option<&'a str>,
    pub agency: Option<&'a str>,
    /// The comune's slug, or the source's own words.
    pub place: Option<&'a str>,
    /// Plain.
    pub text: &'a str,
    /// Part time or full time, where it is known.
    pub employment_type: Option<&'a str>,
    /// What the publisher calls the offer.
    pub reference: Option<&'a str>,
}

/// An offer as it is compared.
#[derive(Debug, Clone)]
pub struct Fingerprint {
    title: BTreeSet<String>,
    terms: BTreeSet<&'static str>,
    employment_type: Option<String>,
    employer: Option<BTreeSet<String>>,
    agency: Option<BTreeSet<String>>,
    place: Option<String>,
    /// By hash: texts are long.
    words: BTreeSet<u64>,
    shingles: BTreeSet<u64>,
}

/// How much of two texts is the same.
pub struct SharedText {
    /// Of the shorter one.
    pub contained: f64,
    /// Of both together.
    pub similar: f64,
    pub is_enough: bool,
}

impl Fingerprint {
    pub fn of(posting: &Posting<'_>) -> Self {
        let place = posting.place.map(fold).filter(|place| !place.is_empty());
        let places: Vec<&str> = posting.place.into_iter().collect();
        let names = place.iter().flat_map(|place| words::words(place)).collect::<BTreeSet<_>>();
        // Without numbers and towns, in which postings for ten towns differ, and gender, in which they need not.
        let reference = posting.reference.map(fold).unwrap_or_default();
        let is_kept = |word: &String| {
            !names.contains(word) && *word != reference && !word.bytes().any(|byte| byte.is_ascii_digit())
        };
        let text: Vec<String> =
            words::words(&fold(posting.text)).into_iter().filter(is_kept).map(|word| words::stem(&word)).collect();
        let shingles = text.windows(SHINGLE.min(text.len()).max(1)).map(|shingle| hash(&shingle.join(" "))).collect();
        Self {
            title: words::of_title(posting.title, &places),
            terms: words::terms(posting.title),
            employment_type: posting.employment_type.map(str::to_lowercase),
            employer: posting.employer.map(words::of_employer),
            agency: posting.agency.map(words::of_employer),
            place,
            words: text.iter().map(|word| hash(word)).collect(),
            shingles,
        }
    }

    /// Whether somebody is behind both; `None`: two that are named differ. `Some(false)`: nobody can tell.
    pub(super) fn employer_is(&self, other: &Self) -> Option<bool> {
        match (&self.employer, &other.employer) {
            (Some(a), Some(b)) => (a.is_subset(b) || b.is_subset(a)).then_some(true),
            // Behind an agency it may be anybody; the same agency is as good as an employer.
            _ => match (&self.agency, &other.agency) {
                (Some(a), Some(b)) => Some(a == b),
                _ => Some(false),
            },
        }
    }

    /// Whether title or field say that one is something else: part time, by night, senior.
    pub(super) fn terms_differ(&self, other: &Self) -> bool {
        let hours_differ = matches!((&self.employment_type, &other.employment_type), (Some(a), Some(b)) if a != b);
        // What one title says and the other leaves to its text is no difference, but for what makes another job.
        let matters = |term: &&&str| {
            !matches!(**term, "full time" | "remote" | "season" | "protected" | "substitute")
                || self.terms.contains("part time") != other.terms.contains("part time")
        };
        hours_differ || self.terms.symmetric_difference(&other.terms).any(|term| matters(&term))
    }

    /// Whether the titles may be of one job: what only one of them names must not be in its text alone.
    pub(super) fn titles_agree(&self, other: &Self) -> bool {
        if self.title.is_subset(&other.title) || other.title.is_subset(&self.title) {
            let (less, more) = if self.title.len() < other.title.len() { (self, other) } else { (other, self) };
            let added = more.title.difference(&less.title).filter(|word| more.words.contains(&hash(word)));
            return added.clone().all(|word| less.words.contains(&hash(word))) && !less.title.is_empty();
        }
        let alone = |one: &Self, two: &Self| {
            one.title
                .difference(&two.title)
                .map(|word| hash(word))
                .any(|word| one.words.contains(&word) != two.words.contains(&word))
        };
        let shared = self.title.intersection(&other.title).count();
        let similar = self.shared_text(other);
        (shared > 0 || similar.similar >= 0.95) && !alone(self, other) && !alone(other, self) && similar.similar >= 0.8
    }

    /// `None`: one of them has no place.
    pub(super) fn is_same_place(&self, other: &Self) -> Option<bool> {
        let (a, b) = (self.place.as_ref()?, other.place.as_ref()?);
        Some(a == b || a.starts_with(&format!("{b} ")) || b.starts_with(&format!("{a} ")))
    }

    pub(super) fn shared_text(&self, other: &Self) -> SharedText {
        let shared = self.shingles.intersection(&other.shingles).count() as f64;
        let (a, b) = (self.shingles.len(), other.shingles.len());
        let of = |all: usize| if all == 0 { 0.0 } else { shared / all as f64 };
        SharedText {
            contained: of(a.min(b)),
            similar: of((a + b).saturating_sub(shared as usize)),
            is_enough: a.min(b) >= ENOUGH,
        }
    }

    /// Two offers of one job share at least one of these: employer and title, or the least hashes of the texts.
    pub fn keys(&self) -> Vec<u64> {
        let joined = |words: &BTreeSet<String>| words.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let names = [&self.employer, &self.agency].into_iter().flatten();
        let by_name = names.flat_map(|name| {
            let name = joined(name);
            self.title.iter().map(move |word| hash(&format!("{name}\u{0}{word}")))
        });
        by_name.chain(self.shingles.iter().take(TEXT_KEYS).copied()).collect()
    }
}

fn hash(text: &str) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = sha256([text.as_bytes()]);
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}
