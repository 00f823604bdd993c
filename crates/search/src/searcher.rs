//! Searches, bounded in number and time.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use contract::{JobSearch, JobSearchFacets, JobSort, Place, SearchSuggestions};
use taxonomy::Taxonomy;
use tokio::sync::Semaphore;

use super::collector::{Counted, SearchPlan};
use super::criteria::{Area, Criteria};
use super::engine::{Condition, Engine, Query};
use super::error::{IndexError, SearchError};
use super::position::Position;
use super::role::{RoleFigures, RoleSurvey};
use super::source::Source;
use super::text::TextQuery;
use super::{facets, facts, suggestions};

/// Radii in which similar job postings are looked for, in kilometres: the nearest are mostly in the first.
const SIMILAR_RADII: [u16; 3] = [10, 30, 100];

/// Cheap to clone.
#[derive(Clone)]
pub struct Searcher {
    engine: Arc<Engine>,
    taxonomy: Arc<Taxonomy>,
    /// As many searches at once as there are cores: more would only make all of them slower.
    turns: Arc<Semaphore>,
    time_limit: Duration,
}

/// One page of what was found.
#[derive(Debug)]
pub struct Found {
    pub page: Vec<Position>,
    /// There are more after the last one.
    pub has_more: bool,
    pub total: u64,
    pub facets: JobSearchFacets,
    /// What was searched around, when it is a comune.
    pub place: Option<Place>,
    area: Option<Arc<Area>>,
    /// The ways on from a search that found nothing.
    pub suggestions: Option<SearchSuggestions>,
}

impl Found {
    /// How far the comune with this slug is from the centre of the search, in metres; `None` outside of its area.
    pub fn distance_metres(&self, taxonomy: &Taxonomy, place: &str) -> Option<u32> {
        self.area.as_ref()?.metres(facts::place_code(taxonomy, Some(place)) as usize)
    }
}

impl Searcher {
    /// Opens or creates the index in its own folder. `taxonomy_hash` tells taxonomies apart.
    pub fn open(
        folder: &Path,
        taxonomy: Arc<Taxonomy>,
        taxonomy_hash: &str,
        time_limit: Duration,
    ) -> Result<Self, IndexError> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let engine = Arc::new(Engine::open(folder, taxonomy_hash)?);
        Ok(Self { engine, taxonomy, turns: Arc::new(Semaphore::new(cores)), time_limit })
    }

    /// Brings the index up to date, now (Unix seconds); one that turned out to be damaged is mended first.
    pub async fn catch_up(&self, source: &impl Source, now: i64) -> Result<(), IndexError> {
        self.engine.catch_up(source, &self.taxonomy, now).await
    }

    pub fn condition(&self) -> Condition {
        self.engine.condition()
    }

    /// Job postings that can be found.
    pub fn count(&self) -> u64 {
        self.engine.count()
    }

    /// Whether all that a search names is there.
    pub fn check(&self, search: &JobSearch, now: DateTime<Utc>) -> Result<(), SearchError> {
        Criteria::new(search, &self.taxonomy, now).map(drop)
    }

    /// One page of open job postings, after a position, with the facets. What the search names must exist.
    pub async fn search(
        &self,
        search: &JobSearch,
        after: Option<Position>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Result<Found, SearchError> {
        let deadline = Instant::now() + self.time_limit;
        let criteria = Arc::new(Criteria::new(search, &self.taxonomy, now)?);
        let sort = search.effective_sort();
        let from = after.as_ref().map(Position::to_text).unwrap_or_default();
        let key = format!("{}#{limit}#{from}", question(search, &sort));
        let query = Query {
            text: search.q.as_deref().map(TextQuery::parse),
            occupation: None,
            is_within_area: true,
            plan: SearchPlan { criteria: Arc::clone(&criteria), sort, after, keep: limit + 1, deadline },
        };
        let counted = self.answer(now, key, query).await?;
        let total = counted.counts.total;
        let page = counted.positions.get(..limit).unwrap_or(&counted.positions);
        let suggestions = match total {
            0 => suggestions::suggest(self, search, &criteria, &counted, now, deadline).await?,
            _ => None,
        };
        Ok(Found {
            page: page.to_vec(),
            has_more: counted.positions.len() > limit,
            total,
            facets: facets::facets(&counted.counts, &criteria, search, &self.taxonomy),
            place: criteria.area.as_ref().and_then(|area| area.place.clone()),
            area: criteria.area.clone(),
            suggestions,
        })
    }

    /// Open job postings of the same role, the nearest to a place first, then the newest; without the one they are
    /// similar to (`seq`).
    pub async fn similar(
        &self,
        seq: i64,
        occupation: Option<&str>,
        place: Option<&str>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Result<Vec<Position>, SearchError> {
        let occupation = facts::occupation_code(&self.taxonomy, occupation) as usize;
        if occupation == 0 {
            return Ok(Vec::new());
        }
        let deadline = Instant::now() + self.time_limit;
        let here = place.and_then(|slug| self.taxonomy.places.find(slug)?.point());
        let place = here.and(place).unwrap_or_default();
        // One more than wanted: the job posting is similar to itself.
        let keep = limit + 1;
        let mut nearest = Vec::new();
        let stages = SIMILAR_RADII.into_iter().filter(|_| here.is_some()).map(Some).chain([None]);
        for radius_km in stages {
            let criteria = Criteria::of_occupation(occupation, &self.taxonomy, now)?;
            let area = here.map(|centre| Area::around(None, centre, radius_km.unwrap_or(u16::MAX), &self.taxonomy));
            let criteria = Arc::new(criteria.with_area(area));
            let query = Query {
                text: None,
                occupation: Some(occupation),
                is_within_area: radius_km.is_some(),
                plan: SearchPlan { criteria, sort: JobSort::Distance, after: None, keep, deadline },
            };
            let question = format!("similar?{occupation}#{place}#{radius_km:?}#{keep}");
            nearest = self.answer(now, question, query).await?.positions.clone();
            // Remote ones are in every area, last: a wider one may still hold some that have a way to go.
            let is_enough = nearest.len() >= keep && nearest.last().is_some_and(|last| last.first < i64::MAX);
            if is_enough {
                break;
            }
        }
        nearest.retain(|position| position.seq != seq);
        nearest.truncate(limit);
        Ok(nearest)
    }

    /// Open job postings per occupation and per industry, in the order of the taxonomy.
    pub async fn open_counts(&self, now: DateTime<Utc>) -> Result<(Vec<u64>, Vec<u64>), SearchError> {
        let criteria = Arc::new(Criteria::new(&JobSearch::default(), &self.taxonomy, now)?);
        let deadline = Instant::now() + self.time_limit;
        let plan = SearchPlan { criteria, sort: JobSort::Newest, after: None, keep: 0, deadline };
        let query = Query { text: None, occupation: None, is_within_area: true, plan };
        let counted = self.answer(now, "counts".to_owned(), query).await?;
        let by_code = |counts: &[u64], count: usize| counts.iter().skip(1).take(count).copied().collect();
        let occupations = by_code(&counted.counts.occupation, self.taxonomy.occupations.len());
        Ok((occupations, by_code(&counted.counts.industry, self.taxonomy.industries.len())))
    }

    /// Where the open job postings of a role are and what they pay.
    pub async fn role_figures(&self, occupation: &str, now: DateTime<Utc>) -> Result<RoleFigures, SearchError> {
        let code = facts::occupation_code(&self.taxonomy, Some(occupation)) as usize;
        let deadline = Instant::now() + self.time_limit;
        let survey = RoleSurvey { now: u64::try_from(now.timestamp()).unwrap_or(0), deadline };
        let figures = self.run(deadline, move |engine| engine.survey(code, &survey)).await?;
        if figures.is_late { Err(SearchError::Slow) } else { Ok(figures) }
    }

    /// Asks the index. The same question is answered once a minute, unless an import comes between.
    pub(crate) async fn answer(
        &self,
        now: DateTime<Utc>,
        question: String,
        query: Query,
    ) -> Result<Arc<Counted>, SearchError> {
        let key = format!("{}.{}.{question}", self.engine.generation(), now.timestamp() / 60);
        if let Some(known) = self.engine.answered(&key) {
            return Ok(known);
        }
        let deadline = query.plan.deadline;
        let counted = self.run(deadline, move |engine| engine.ask(&query)).await?;
        if counted.is_late {
            return Err(SearchError::Slow);
        }
        let counted = Arc::new(counted);
        self.engine.remember(key, Arc::clone(&counted));
        Ok(counted)
    }

    pub(crate) fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }

    /// Whatever is asked of the index goes through here, and nobody waits longer than until the deadline. What fails
    /// makes the index suspected.
    async fn run<T: Send + 'static>(
        &self,
        deadline: Instant,
        ask: impl FnOnce(&Engine) -> tantivy::Result<T> + Send + 'static,
    ) -> Result<T, SearchError> {
        let deadline = tokio::time::Instant::from_std(deadline);
        let turn = Arc::clone(&self.turns).acquire_owned();
        let Ok(Ok(turn)) = tokio::time::timeout_at(deadline, turn).await else { return Err(SearchError::Slow) };
        if tokio::time::Instant::now() >= deadline {
            return Err(SearchError::Slow);
        }
        let engine = Arc::clone(&self.engine);
        let asked = tokio::task::spawn_blocking(move || {
            // Given back when the work is done, even if no one waits for it any more.
            let _turn = turn;
            ask(&engine)
        });
        let failed: &(dyn std::error::Error + 'static) = &match tokio::time::timeout_at(deadline, asked).await {
            Ok(Ok(Ok(found))) => return Ok(found),
            Ok(Ok(Err(error))) => IndexError::from(error),
            // It panicked: some of what is damaged is only met so.
            Ok(Err(error)) => IndexError::from(error),
            Err(_) => return Err(SearchError::Slow),
        };
        self.engine.suspect(failed);
        Err(SearchError::Damaged)
    }
}

/// A search without its place in the list, in a fixed form: what a cursor belongs to.
pub fn question(search: &JobSearch, sort: &JobSort) -> String {
    let bare = JobSearch { cursor: None, limit: None, sort: Some(sort.clone()), ..search.clone() };
    format!("job-postings?{}", bare.to_query())
}
