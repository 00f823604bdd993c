//! Words for work from home, and those that say how much of it.

use crate::phrases::{Phrase, begins};
use crate::words::Word;

/// Work from home. Taken out wherever they stand; those first that hold others.
const REMOTE: &[Phrase] = &[
    &["work", "from", "home"],
    &["lavoro", "da", "remoto"],
    &["lavoro", "da", "casa"],
    &["lavoro", "a", "distanza"],
    &["lavoro", "agile"],
    &["smart", "working"],
    &["smart", "work"],
    &["home", "office"],
    &["home", "working"],
    &["home", "based"],
    &["full", "remote"],
    &["fully", "remote"],
    &["da", "remoto"],
    &["in", "remoto"],
    &["da", "casa"],
    &["a", "distanza"],
    &["smartworking"],
    &["homeworking"],
    &["homeoffice"],
    &["telelavoro"],
    &["teleworking"],
    &["remoto"],
    &["remote"],
    &["wfh"],
    &["ovunque"],
    &["anywhere"],
];

/// Say nothing of where, once work from home or a place is named.
const FILLERS: &[Phrase] = &[
    &["100"],
    &["full"],
    &["fully"],
    &["totalmente"],
    &["completamente"],
    &["possibile"],
    &["possibilita", "di"],
    &["anche"],
    &["ibrido"],
    &["ibrida"],
    &["hybrid"],
    &["on", "site"],
    &["onsite"],
    &["in", "sede"],
    &["in", "presenza"],
    &["dall"],
    &["from"],
];

/// The words without those for work from home, and whether there were any.
pub fn without_remote(words: Vec<Word>) -> (Vec<Word>, bool) {
    let (kept, is_remote) = without(words, REMOTE);
    if is_remote { (without(kept, FILLERS).0, true) } else { (kept, false) }
}

/// The words without "ibrido" and the like.
pub fn without_fillers(words: Vec<Word>) -> Vec<Word> {
    without(words, &[&["ibrido"], &["ibrida"], &["hybrid"], &["onsite"], &["on", "site"], &["in", "presenza"]]).0
}

fn without(words: Vec<Word>, phrases: &[Phrase]) -> (Vec<Word>, bool) {
    let starts = |at: usize| words.get(at..).and_then(|rest| phrases.iter().find(|phrase| begins(rest, phrase)));
    if (0..words.len()).all(|at| starts(at).is_none()) {
        return (words, false);
    }
    let mut kept = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        match starts(at) {
            Some(phrase) => at += phrase.len(),
            None => {
                kept.push(word.clone());
                at += 1;
            }
        }
    }
    (kept, true)
}
