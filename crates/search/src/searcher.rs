//! Searches, bounded in number and time.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use contract::{JobSearch, JobSearchFacets, JobSort, Place, SearchSuggestions};
use taxonomy::Taxonomy;

use crate::bounded::Bounded;
use crate::engine::{Condition, Engine, Query};
use crate::error::{IndexError, SearchError};
use crate::index::facts;
use crate::index::source::Source;
use crate::index::text::TextQuery;
use crate::position::Position;
use crate::query::collector::SearchPlan;
use crate::query::criteria::{Area, Criteria};
use crate::query::facets;
use crate::query::role::{RoleFigures, RoleSurvey};
use crate::question::question;
use crate::suggestions::suggest;

/// Radii in which similar job postings are looked for, in kilometres: the nearest are mostly in the first.
const SIMILAR_RADII: [u16; 3] = [10, 30, 100];

/// Cheap to clone.
#[derive(Clone)]
pub struct Searcher {
    bounded: Bounded,
    taxonomy: Arc<Taxonomy>,
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
        let bounded = Bounded::new(Engine::open(folder, taxonomy_hash)?);
        Ok(Self { bounded, taxonomy, time_limit })
    }

    /// Brings the index up to date, now (Unix seconds); one that turned out to be damaged is mended first.
    pub async fn catch_up(&self, source: &impl Source, now: i64) -> Result<(), IndexError> {
        self.bounded.engine.catch_up(source, &self.taxonomy, now).await
    }

    pub fn condition(&self) -> Condition {
        self.bounded.engine.condition()
    }

    /// Job postings that can be found.
    pub fn count(&self) -> u64 {
        self.bounded.engine.count()
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
        let counted = self.bounded.answer(now, key, query).await?;
        let total = counted.counts.total;
        let page = counted.positions.get(..limit).unwrap_or(&counted.positions);
        let suggestions = match total {
            0 => suggest(&self.bounded, &self.taxonomy, search, &criteria, &counted, now, deadline).await?,
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
            nearest = self.bounded.answer(now, question, query).await?.positions.clone();
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
        let counted = self.bounded.answer(now, "counts".to_owned(), query).await?;
        let by_code = |counts: &[u64], count: usize| counts.iter().skip(1).take(count).copied().collect();
        let occupations = by_code(&counted.counts.occupation, self.taxonomy.occupations.len());
        Ok((occupations, by_code(&counted.counts.industry, self.taxonomy.industries.len())))
    }

    /// Where the open job postings of a role are and what they pay.
    pub async fn role_figures(&self, occupation: &str, now: DateTime<Utc>) -> Result<RoleFigures, SearchError> {
        let code = facts::occupation_code(&self.taxonomy, Some(occupation)) as usize;
        let deadline = Instant::now() + self.time_limit;
        let survey = RoleSurvey { now: u64::try_from(now.timestamp()).unwrap_or(0), deadline };
        let figures = self.bounded.run(deadline, move |engine| engine.survey(code, &survey)).await?;
        if figures.is_late { Err(SearchError::Slow) } else { Ok(figures) }
    }
}
