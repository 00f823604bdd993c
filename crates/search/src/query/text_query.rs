//! What a text asks for, as a query on the index.
//!
//! The score is constant per field and word: where a word stands counts, not how often or how rare it is. So an insert
//! changes no one's place, and cursors hold. One typo is forgiven in words of five letters or more, where the word as
//! typed is unknown or ten times rarer than its neighbour.

use std::collections::BTreeMap;

use tantivy::query::{AllQuery, BooleanQuery, ConstScoreQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use crate::index::schema::Fields;
use crate::index::text::{Clause, TextQuery, stem};

/// Scores are sums of powers of two: exact in a float, and a word in the title outweighs all other fields together.
const TITLE: f32 = 128.0;
const OCCUPATION: f32 = 64.0;
const NAMES: f32 = 32.0;
const BODY: f32 = 16.0;
/// A word with a typo stays below every exact one.
const TYPO: f32 = 1.0 / 16.0;

/// Shortest word that a typo is forgiven in, in letters.
const SHORTEST_FORGIVEN: usize = 5;
/// How many times more frequent a neighbour must be than the word as typed.
const TIMES_MORE_FREQUENT: u64 = 10;
/// Most neighbours of a word that are looked for.
const MOST_NEIGHBOURS: usize = 8;

/// A query that every offer must match; `None` when the text holds nothing to look for: then nothing matches.
pub fn query(text: &TextQuery, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Option<Box<dyn Query>>> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for clause in &text.wanted {
        let query = match clause {
            Clause::Word(word) => word_query(word, fields, neighbours(word, fields, searcher)?),
            Clause::Phrase(words) => phrase_query(words, fields),
        };
        clauses.push((Occur::Must, query));
    }
    if clauses.is_empty() {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    for clause in &text.unwanted {
        // No typo is forgiven where it would take offers away.
        let query = match clause {
            Clause::Word(word) => word_query(word, fields, Vec::new()),
            Clause::Phrase(words) => phrase_query(words, fields),
        };
        clauses.push((Occur::MustNot, query));
    }
    Ok(Some(Box::new(BooleanQuery::new(clauses))))
}

/// A word of the vocabulary that may have been meant.
struct Neighbour {
    stem: String,
    /// The whole word, for names; absent where only the stem is known.
    word: Option<String>,
}

fn word_query(word: &str, fields: &Fields, neighbours: Vec<Neighbour>) -> Box<dyn Query> {
    let own = stem(word);
    let mut clauses = vec![
        scored(term(fields.title, &own), TITLE),
        scored(term(fields.occupation, &own), OCCUPATION),
        scored(term(fields.names, word), NAMES),
        scored(term(fields.body, &own), BODY),
    ];
    let any = |field: Field, texts: Vec<&str>| -> Option<Box<dyn Query>> {
        let terms: Vec<_> = texts.into_iter().map(|text| (Occur::Should, term(field, text))).collect();
        (!terms.is_empty()).then(|| Box::new(BooleanQuery::new(terms)) as Box<dyn Query>)
    };
    let stems = || neighbours.iter().map(|neighbour| neighbour.stem.as_str()).collect::<Vec<_>>();
    let words = neighbours.iter().filter_map(|neighbour| neighbour.word.as_deref()).collect();
    for (query, score) in [
        (any(fields.title, stems()), TITLE),
        (any(fields.occupation, stems()), OCCUPATION),
        (any(fields.names, words), NAMES),
        (any(fields.body, stems()), BODY),
    ] {
        clauses.extend(query.map(|query| scored(query, score * TYPO)));
    }
    Box::new(BooleanQuery::new(clauses))
}

fn phrase_query(words: &[String], fields: &Fields) -> Box<dyn Query> {
    let phrase = |field: Field, texts: Vec<String>| -> Box<dyn Query> {
        let mut terms: Vec<_> = texts.iter().map(|text| Term::from_field_text(field, text)).collect();
        match (terms.len(), terms.pop()) {
            // A phrase query wants two terms or more.
            (1, Some(term)) => Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
            (_, Some(last)) => {
                terms.push(last);
                Box::new(PhraseQuery::new(terms))
            }
            (_, None) => Box::new(tantivy::query::EmptyQuery),
        }
    };
    let stems = || words.iter().map(|word| stem(word)).collect::<Vec<_>>();
    Box::new(BooleanQuery::new(vec![
        scored(phrase(fields.title, stems()), TITLE),
        scored(phrase(fields.occupation, stems()), OCCUPATION),
        scored(phrase(fields.names, words.to_vec()), NAMES),
        scored(phrase(fields.body, stems()), BODY),
    ]))
}

fn term(field: Field, text: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
}

fn scored(query: Box<dyn Query>, score: f32) -> (Occur, Box<dyn Query>) {
    (Occur::Should, Box::new(ConstScoreQuery::new(query, score)))
}

/// The words of the index that differ from a word by one letter more, less, other, or two swapped.
fn neighbours(word: &str, fields: &Fields, searcher: &Searcher) -> tantivy::Result<Vec<Neighbour>> {
    let has_digit = word.chars().any(|c| c.is_ascii_digit());
    if word.chars().count() < SHORTEST_FORGIVEN || has_digit {
        return Ok(Vec::new());
    }
    let own = stem(word);
    let mut own_frequency = searcher.doc_freq(&Term::from_field_text(fields.names, word))?;
    for field in [fields.title, fields.occupation, fields.body] {
        own_frequency = own_frequency.max(searcher.doc_freq(&Term::from_field_text(field, &own))?);
    }
    let mut candidates: BTreeMap<String, (u64, Option<String>)> = BTreeMap::new();
    for (known, frequency) in within_one(fields.spelling, word, searcher)? {
        let found = candidates.entry(stem(&known)).or_default();
        if found.0 < frequency {
            *found = (frequency, Some(known));
        }
    }
    // A short stem is one letter away from half the dictionary.
    if own.chars().count() >= SHORTEST_FORGIVEN {
        for (known, frequency) in within_one(fields.body, &own, searcher)? {
            let found = candidates.entry(known).or_default();
            found.0 = found.0.max(frequency);
        }
    }
    candidates.remove(&own);
    let least = own_frequency * TIMES_MORE_FREQUENT;
    let mut found: Vec<_> = candidates.into_iter().filter(|(_, (frequency, _))| *frequency >= least.max(1)).collect();
    found.sort_by_key(|(_, (frequency, _))| std::cmp::Reverse(*frequency));
    found.truncate(MOST_NEIGHBOURS);
    Ok(found.into_iter().map(|(stem, (_, word))| Neighbour { stem, word }).collect())
}

/// Terms of a field at a distance of one, and in how many offers each is.
fn within_one(field: Field, text: &str, searcher: &Searcher) -> tantivy::Result<BTreeMap<String, u64>> {
    let mut found: BTreeMap<String, u64> = BTreeMap::new();
    let fuzzy = FuzzyTermQuery::new(Term::from_field_text(field, text), 1, true);
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().search(fuzzy.automaton()?).into_stream()?;
        while let Some((term, info)) = stream.next() {
            if let Ok(term) = std::str::from_utf8(term) {
                *found.entry(term.to_owned()).or_default() += u64::from(info.doc_freq);
            }
        }
    }
    Ok(found)
}
