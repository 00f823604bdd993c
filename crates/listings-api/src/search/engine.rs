//! The index beside the database. The database is the source of truth: every import counts its generation up, the index
//! notes in each commit which generation it holds, and whatever it lacks is read from the database, at start or while
//! running. An index that is damaged, of another version or of other taxonomies is built anew.

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::LockError;
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term};

use super::role::{RoleFigures, RoleSurvey};
use super::schema::{self, Fields};
use super::tally::{Tallied, Tally};
use super::text::TextQuery;
use super::text_query;
use crate::store::job_postings::{self as rows, Row};
use crate::store::{Store, settings};
use crate::taxonomy::Taxonomy;

/// Offers read from the database at once while the index is brought up to date.
const BATCH: u32 = 2_000;
/// From so many changes on the index is written with more memory and threads, and made one segment.
const MANY: u64 = 50_000;
const FEW_BYTES: usize = 20_000_000;
const MANY_BYTES: usize = 250_000_000;
/// Answers kept: each is some 15 kB.
const CACHED: usize = 2_000;

#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("search index: {0}")]
    Index(#[from] TantivyError),
    #[error("search index: {0}")]
    Folder(#[from] std::io::Error),
    #[error("search index: {0}")]
    Database(#[from] sqlx::Error),
    #[error("search index: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

impl IndexError {
    /// Another process is writing the index: it, or a later try, brings it up to date.
    pub fn is_busy(&self) -> bool {
        matches!(self, Self::Index(TantivyError::LockFailure(LockError::LockBusy, _)))
    }
}

/// What to look for in the index.
pub struct Ask {
    /// A text that holds nothing to look for finds nothing.
    pub text: Option<TextQuery>,
    /// Only these: the code of an occupation.
    pub occupation: Option<usize>,
    /// Whether the area of the criteria keeps offers out, or only orders them.
    pub is_within_area: bool,
    pub tally: Tally,
}

pub struct Engine {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    /// What an index must have been built from, besides the offers.
    basis: String,
    /// Generation that the reader shows, or an older one.
    generation: AtomicI64,
    /// One at a time in this process; among processes tantivy's own lock decides.
    writing: tokio::sync::Mutex<()>,
    answers: Mutex<LruCache<String, Arc<Tallied>>>,
}

impl Engine {
    /// Opens or makes the index in a folder of its own. `taxonomy_hash` tells taxonomies apart.
    pub fn open(folder: &Path, taxonomy_hash: &str) -> Result<Self, IndexError> {
        let (index, fields) = match open_index(folder) {
            Ok(opened) => opened,
            Err(error) => {
                tracing::warn!(%error, "the search index cannot be read: building it anew");
                std::fs::remove_dir_all(folder)?;
                open_index(folder)?
            }
        };
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let engine = Self {
            index,
            reader,
            fields,
            basis: format!("{}.{taxonomy_hash}", schema::VERSION),
            generation: AtomicI64::new(-1),
            writing: tokio::sync::Mutex::default(),
            answers: Mutex::new(LruCache::new(NonZeroUsize::new(CACHED).unwrap_or(NonZeroUsize::MIN))),
        };
        engine.reload()?;
        Ok(engine)
    }

    /// Generation that searches see.
    pub fn generation(&self) -> i64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Generation of the last commit; `None` when it was built from something else.
    fn committed(&self) -> Result<Option<i64>, IndexError> {
        let payload = self.index.load_metas()?.payload.unwrap_or_default();
        let (basis, generation) = payload.rsplit_once('.').unwrap_or_default();
        Ok(generation.parse().ok().filter(|_| basis == self.basis))
    }

    /// Shows what was committed, by whichever process.
    fn reload(&self) -> Result<(), IndexError> {
        let generation = self.committed()?.unwrap_or(-1);
        self.reader.reload()?;
        self.generation.store(generation, Ordering::Release);
        Ok(())
    }

    /// Takes in what the database has and the index lacks. Cheap when there is nothing: two small reads.
    pub async fn catch_up(&self, store: &Store, taxonomy: &Arc<Taxonomy>, now: i64) -> Result<(), IndexError> {
        let _guard = self.writing.lock().await;
        let wanted = settings::generation(&store.read).await?;
        let held = self.committed()?;
        if held == Some(wanted) {
            if self.generation() != wanted {
                self.reload()?;
            }
            return Ok(());
        }
        let started = std::time::Instant::now();
        let changes = rows::count_since(&store.read, held.unwrap_or(-1)).await?;
        let is_many = changes >= MANY;
        let index = self.index.clone();
        let writer: IndexWriter = tokio::task::spawn_blocking(move || match is_many {
            true => index.writer_with_num_threads(2, MANY_BYTES),
            false => index.writer_with_num_threads(1, FEW_BYTES),
        })
        .await??;
        if held.is_none() {
            writer.delete_all_documents()?;
        }
        let writer = Arc::new(writer);
        for generation in held.map_or(0, |held| held + 1)..=wanted {
            let read = |after| rows::list_of_generation(&store.read, generation, after, BATCH);
            let mut batch = read(0).await?;
            while let Some(last) = batch.last() {
                let after = last.seq;
                let (writer, fields, taxonomy) = (Arc::clone(&writer), self.fields, Arc::clone(taxonomy));
                let is_new = held.is_none();
                let adding = tokio::task::spawn_blocking(move || add(&writer, &fields, &batch, &taxonomy, now, is_new));
                // The next ones are read meanwhile.
                batch = read(after).await?;
                adding.await??;
            }
        }
        let payload = format!("{}.{wanted}", self.basis);
        tokio::task::spawn_blocking(move || commit(writer, &payload, is_many)).await??;
        self.reload()?;
        if is_many {
            tracing::info!(changes, seconds = started.elapsed().as_secs(), "search index brought up to date");
        }
        Ok(())
    }

    /// One pass over the index. Blocks: for a thread that may.
    pub fn ask(&self, ask: &Ask) -> tantivy::Result<Tallied> {
        let searcher = self.reader.searcher();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        if let Some(text) = &ask.text {
            let query = text_query::query(text, &self.fields, &searcher)?;
            clauses.push((Occur::Must, query.unwrap_or_else(|| Box::new(tantivy::query::EmptyQuery))));
        }
        let area = ask.tally.criteria.area.as_ref().filter(|_| ask.is_within_area);
        let places = area.map(|area| area.places().chain([schema::REMOTE_PLACE]));
        let Fields { place, occupation_code, role_there, .. } = self.fields;
        let query: Option<Box<dyn Query>> = match (ask.occupation, places) {
            (Some(role), Some(places)) => {
                let terms = places.map(|code| Term::from_field_u64(role_there, schema::role_there(role, code)));
                Some(Box::new(TermSetQuery::new(terms)))
            }
            (None, Some(places)) => {
                Some(Box::new(TermSetQuery::new(places.map(|code| Term::from_field_u64(place, code)))))
            }
            (Some(role), None) => {
                let term = Term::from_field_u64(occupation_code, role as u64);
                Some(Box::new(TermQuery::new(term, IndexRecordOption::Basic)))
            }
            (None, None) => None,
        };
        clauses.extend(query.map(|query| (Occur::Must, query)));
        if clauses.is_empty() {
            return searcher.search(&AllQuery, &ask.tally);
        }
        searcher.search(&BooleanQuery::new(clauses), &ask.tally)
    }

    /// One look at all offers of a role, by its code. Blocks: for a thread that may.
    pub fn survey(&self, occupation: usize, survey: &RoleSurvey) -> tantivy::Result<RoleFigures> {
        let term = Term::from_field_u64(self.fields.occupation_code, occupation as u64);
        self.reader.searcher().search(&TermQuery::new(term, IndexRecordOption::Basic), survey)
    }

    /// What was answered before to the same question.
    pub fn answered(&self, question: &str) -> Option<Arc<Tallied>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(question).cloned()
    }

    pub fn remember(&self, question: String, answer: Arc<Tallied>) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).put(question, answer);
    }
}

fn open_index(folder: &Path) -> Result<(Index, Fields), IndexError> {
    std::fs::create_dir_all(folder)?;
    let (schema, fields) = schema::build();
    let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
    Ok((Index::open_or_create(directory, schema)?, fields))
}

/// Offers that are not open have no place in the index; those whose deadline has passed for good neither.
fn add(
    writer: &IndexWriter,
    fields: &Fields,
    batch: &[Row],
    taxonomy: &Taxonomy,
    now: i64,
    is_new: bool,
) -> tantivy::Result<()> {
    const DAY: i64 = 24 * 3600;
    for row in batch {
        if !is_new {
            writer.delete_term(Term::from_field_u64(fields.seq, row.seq.unsigned_abs()));
        }
        // A day's grace: the clock of the machine may have been set.
        if row.state == "open" && row.closes_at >= now - DAY {
            let document: TantivyDocument = schema::document(fields, row, taxonomy);
            writer.add_document(document)?;
        }
    }
    Ok(())
}

fn commit(writer: Arc<IndexWriter>, payload: &str, is_many: bool) -> Result<(), IndexError> {
    // The batches are through: this is the only handle left.
    let Some(mut writer) = Arc::into_inner(writer) else { return Ok(()) };
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(payload);
    prepared.commit()?;
    if is_many {
        // One segment: every query then walks one dictionary and one set of columns.
        let segments = writer.index().searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.garbage_collect_files().wait()?;
    }
    writer.wait_merging_threads()?;
    Ok(())
}
