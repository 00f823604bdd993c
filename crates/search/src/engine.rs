//! The index beside the database. The database is the source of truth: every import counts its generation up, the index
//! notes in each commit which generation it holds, and whatever it lacks is read from the database, at start or while
//! running. An index that is damaged, of another version or of other taxonomies is rebuilt. Where it can't be kept on
//! the disk it is kept in memory.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use lru::LruCache;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, Occur, Query as IndexQuery, TermQuery, TermSetQuery};
use tantivy::schema::IndexRecordOption;

use crate::error::IndexError;
use crate::index::folder::{Opened, open_or_renew, open_whole};
use crate::index::schema::{self, Fields};
use crate::index::source::{Document, Source};
use crate::index::text::TextQuery;
use crate::index::update::Update;
use crate::query::collector::{Counted, SearchPlan};
use crate::query::role::{RoleFigures, RoleSurvey};
use crate::query::text_query;
use taxonomy::Taxonomy;

/// Offers read from the database at once while the index is brought up to date.
const BATCH: u32 = 2_000;
/// Answers kept: each is some 15 kB.
const CACHED: usize = 2_000;
/// How often an index in memory looks whether the disk takes it again.
const DISK_EVERY: Duration = Duration::from_secs(60);

/// What to look for in the index.
pub struct Query {
    /// A text that holds nothing to look for finds nothing.
    pub text: Option<TextQuery>,
    /// Only these: the code of an occupation.
    pub occupation: Option<usize>,
    /// Whether the area of the criteria keeps offers out, or only orders them.
    pub is_within_area: bool,
    pub plan: SearchPlan,
}

/// How the index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    Whole,
    /// The disk did not take it.
    InMemory,
    /// Something in it could not be read; it is checked, and rebuilt if necessary.
    Suspected,
}

pub struct Engine {
    folder: PathBuf,
    /// Replaced when the index is rebuilt: until then searches continue with the former one.
    opened: RwLock<Arc<Opened>>,
    fields: Fields,
    /// What an index must have been built from, besides the offers.
    basis: String,
    /// Generation that the reader shows, or an older one.
    generation: AtomicI64,
    /// One at a time in this process; among processes tantivy's own lock decides.
    writing: tokio::sync::Mutex<()>,
    answers: Mutex<LruCache<String, Arc<Counted>>>,
    is_suspected: AtomicBool,
    /// When one in memory was last tried to be put on the disk.
    tried_to_move: Mutex<Instant>,
}

impl Engine {
    /// Opens or creates the index in its own folder. `taxonomy_hash` tells taxonomies apart.
    pub fn open(folder: &Path, taxonomy_hash: &str) -> Result<Self, IndexError> {
        let (_, fields) = schema::build();
        let engine = Self {
            folder: folder.to_owned(),
            opened: RwLock::new(Arc::new(open_or_renew(folder)?)),
            fields,
            basis: format!("{}.{taxonomy_hash}", schema::VERSION),
            generation: AtomicI64::new(-1),
            writing: tokio::sync::Mutex::default(),
            answers: Mutex::new(LruCache::new(NonZeroUsize::new(CACHED).unwrap_or(NonZeroUsize::MIN))),
            is_suspected: AtomicBool::new(false),
            tried_to_move: Mutex::new(Instant::now()),
        };
        engine.show(&engine.opened())?;
        Ok(engine)
    }

    fn opened(&self) -> Arc<Opened> {
        Arc::clone(&self.opened.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn condition(&self) -> Condition {
        match self.opened().is_in_memory {
            _ if self.is_suspected.load(Ordering::Acquire) => Condition::Suspected,
            true => Condition::InMemory,
            false => Condition::Whole,
        }
    }

    /// Offers that can be found.
    pub fn count(&self) -> u64 {
        self.opened().reader.searcher().num_docs()
    }

    /// Notes that a look at the index failed: it is looked through, and mended, at the next catching up.
    pub fn suspect(&self, error: &(dyn std::error::Error + 'static)) {
        tracing::error!(%error, "the search index failed");
        self.is_suspected.store(true, Ordering::Release);
    }

    /// Generation that searches see.
    pub fn generation(&self) -> i64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Generation of the last commit; `None` when it was built from something else.
    fn committed(&self, opened: &Opened) -> Result<Option<i64>, IndexError> {
        let payload = opened.index.load_metas()?.payload.unwrap_or_default();
        let (basis, generation) = payload.rsplit_once('.').unwrap_or_default();
        Ok(generation.parse().ok().filter(|_| basis == self.basis))
    }

    /// Shows what was committed, by whichever process.
    fn show(&self, opened: &Opened) -> Result<(), IndexError> {
        let generation = self.committed(opened)?.unwrap_or(-1);
        opened.reader.reload()?;
        self.generation.store(generation, Ordering::Release);
        Ok(())
    }

    /// Adds what the source has and the index lacks. Cheap when there is nothing: two small reads. An index that is
    /// damaged, or meets damage here, is built anew.
    pub async fn catch_up(&self, source: &impl Source, taxonomy: &Arc<Taxonomy>, now: i64) -> Result<(), IndexError> {
        let _guard = self.writing.lock().await;
        let opened = self.opened();
        if opened.is_in_memory && self.is_time_to_move() {
            let folder = self.folder.clone();
            if let Ok(moved) = tokio::task::spawn_blocking(move || open_whole(&folder)).await?
                && self.replace(moved, source, taxonomy, now).await.is_ok()
            {
                tracing::info!("the search index is on the disk again");
                return Ok(());
            }
        }
        if !self.is_suspected.load(Ordering::Acquire) {
            match self.fill(&opened, source, taxonomy, now).await {
                Err(error) if error.is_damage() => {
                    tracing::warn!(%error, "the search index is damaged");
                    self.is_suspected.store(true, Ordering::Release);
                }
                done => return done,
            }
        }
        let folder = self.folder.clone();
        let renewed = tokio::task::spawn_blocking(move || open_or_renew(&folder)).await??;
        self.replace(renewed, source, taxonomy, now).await?;
        self.is_suspected.store(false, Ordering::Release);
        Ok(())
    }

    /// Shows another index once it holds everything.
    async fn replace(
        &self,
        other: Opened,
        source: &impl Source,
        taxonomy: &Arc<Taxonomy>,
        now: i64,
    ) -> Result<(), IndexError> {
        self.fill(&other, source, taxonomy, now).await?;
        *self.opened.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(other);
        // What a damaged one has answered may be wrong.
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }

    /// Once in a while.
    fn is_time_to_move(&self) -> bool {
        let mut tried = self.tried_to_move.lock().unwrap_or_else(PoisonError::into_inner);
        let is_time = tried.elapsed() >= DISK_EVERY;
        if is_time {
            *tried = Instant::now();
        }
        is_time
    }

    async fn fill<S: Source>(
        &self,
        opened: &Opened,
        source: &S,
        taxonomy: &Arc<Taxonomy>,
        now: i64,
    ) -> Result<(), IndexError> {
        let wanted = source.generation().await.map_err(unreadable)?;
        let held = self.committed(opened)?;
        if held == Some(wanted) {
            if self.generation() != wanted {
                self.show(opened)?;
            }
            return Ok(());
        }
        let started = Instant::now();
        let changes = source.count_since(held.unwrap_or(-1)).await.map_err(unreadable)?;
        // Where most has changed it is cheaper to begin again: every deletion is held in memory until it is committed.
        let held = held.filter(|_| changes < opened.reader.searcher().num_docs());
        let index = opened.index.clone();
        let (fields, taxonomy) = (self.fields, Arc::clone(taxonomy));
        let open = move || Update::open(&index, fields, taxonomy, now, held.is_none(), changes);
        let document: fn(S::Row) -> Document = S::document;
        let mut update = tokio::task::spawn_blocking(open).await??;
        for generation in held.map_or(0, |held| held + 1)..=wanted {
            let read = async |after| source.list_of_generation(generation, after, BATCH).await.map_err(unreadable);
            let mut batch = read(0).await?;
            while let Some(after) = batch.last {
                let rows = batch.rows;
                let adding =
                    tokio::task::spawn_blocking(move || update.add(rows.into_iter().map(document)).map(|()| update));
                // The next ones are read meanwhile.
                batch = read(after).await?;
                update = adding.await??;
            }
        }
        let payload = format!("{}.{wanted}", self.basis);
        tokio::task::spawn_blocking(move || update.commit(&payload)).await??;
        self.show(opened)?;
        tracing::debug!(changes, seconds = started.elapsed().as_secs(), "search index brought up to date");
        Ok(())
    }

    /// One pass over the index. Blocks: for a thread that may.
    pub fn ask(&self, query: &Query) -> tantivy::Result<Counted> {
        let searcher = self.opened().reader.searcher();
        let mut clauses: Vec<(Occur, Box<dyn IndexQuery>)> = Vec::new();
        if let Some(text) = &query.text {
            let words = text_query::query(text, &self.fields, &searcher)?;
            clauses.push((Occur::Must, words.unwrap_or_else(|| Box::new(tantivy::query::EmptyQuery))));
        }
        let area = query.plan.criteria.area.as_ref().filter(|_| query.is_within_area);
        let places = area.map(|area| area.places().chain([schema::REMOTE_PLACE]));
        let Fields { place, occupation_code, role_there, .. } = self.fields;
        let there: Option<Box<dyn IndexQuery>> = match (query.occupation, places) {
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
        clauses.extend(there.map(|there| (Occur::Must, there)));
        if clauses.is_empty() {
            return searcher.search(&AllQuery, &query.plan);
        }
        searcher.search(&BooleanQuery::new(clauses), &query.plan)
    }

    /// One look at all offers of a role, by its code. Blocks: for a thread that may.
    pub fn survey(&self, occupation: usize, survey: &RoleSurvey) -> tantivy::Result<RoleFigures> {
        let term = Term::from_field_u64(self.fields.occupation_code, occupation as u64);
        self.opened().reader.searcher().search(&TermQuery::new(term, IndexRecordOption::Basic), survey)
    }

    /// What was answered before to the same question.
    pub fn answered(&self, question: &str) -> Option<Arc<Counted>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).get(question).cloned()
    }

    pub fn remember(&self, question: String, answer: Arc<Counted>) {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).put(question, answer);
    }
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> IndexError {
    IndexError::Source(Box::new(error))
}
