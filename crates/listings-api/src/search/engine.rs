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
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyError, Term};

use super::role::{RoleFigures, RoleSurvey};
use super::schema::{self, Fields};
use super::tally::{Tallied, Tally};
use super::text::TextQuery;
use super::text_query;
use super::update::Update;
use crate::store::job_postings as rows;
use crate::store::{Store, settings};
use crate::taxonomy::Taxonomy;

/// Offers read from the database at once while the index is brought up to date.
const BATCH: u32 = 2_000;
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
        // Where most has changed it is cheaper to begin again: every deletion is held in memory until it is committed.
        let held = held.filter(|_| changes < self.reader.searcher().num_docs());
        let index = self.index.clone();
        let (fields, taxonomy) = (self.fields, Arc::clone(taxonomy));
        let open = move || Update::open(&index, fields, taxonomy, now, held.is_none(), changes);
        let mut update = tokio::task::spawn_blocking(open).await??;
        for generation in held.map_or(0, |held| held + 1)..=wanted {
            let read = |after| rows::list_of_generation(&store.read, generation, after, BATCH);
            let mut batch = read(0).await?;
            while let Some(after) = batch.last {
                let rows = batch.rows;
                let adding = tokio::task::spawn_blocking(move || update.add(&rows).map(|()| update));
                // The next ones are read meanwhile.
                batch = read(after).await?;
                update = adding.await??;
            }
        }
        let payload = format!("{}.{wanted}", self.basis);
        tokio::task::spawn_blocking(move || update.commit(&payload)).await??;
        self.reload()?;
        tracing::debug!(changes, seconds = started.elapsed().as_secs(), "search index brought up to date");
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
    crate::private_files::create_own_dir(folder)?;
    let (schema, fields) = schema::build();
    let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
    Ok((Index::open_or_create(directory, schema)?, fields))
}
