//! Answers a [`JobSearch`]: the list endpoint, the offers inside articles, similar offers and the counts of the
//! taxonomies run this same code.
//!
//! SQLite keeps the offers, tantivy finds them (ADR 10): [`engine`] holds the index, [`schema`] says what is in it,
//! [`criteria`] and [`text_query`] turn a search into what the index understands, [`tally`] goes through what matches.

pub(crate) mod criteria;
pub(crate) mod deadline;
pub(crate) mod engine;
pub(crate) mod facets;
pub(crate) mod folder;
pub(crate) mod packed;
pub(crate) mod position;
pub(crate) mod role;
pub(crate) mod schema;
pub(crate) mod suggestions;
pub(crate) mod tally;
pub(crate) mod text;
pub(crate) mod text_query;
pub(crate) mod update;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use contract::{JobPostingPage, JobPostingSummary, JobSearch, JobSort};

use self::criteria::{Area, Criteria};
use self::engine::{Ask, Engine};
use self::position::Position;
pub use self::role::RoleFigures;
use self::role::RoleSurvey;
use self::tally::{Tallied, Tally};
use self::text::TextQuery;
use crate::http::error::ApiError;
use crate::jobs;
use crate::listings::posting;
use crate::state::AppState;
use store::job_postings::{self as rows, Row};

/// How often a running server looks whether another process has imported something.
const FOLLOW_EVERY: Duration = Duration::from_secs(1);
/// Radii in which similar offers are looked for, in kilometres: the nearest are mostly in the first.
const SIMILAR_RADII: [u16; 3] = [10, 30, 100];

/// One page of open offers with the facets. What the search names must exist: an unknown slug is named in the error.
pub async fn search(state: &AppState, search: &JobSearch) -> Result<JobPostingPage, ApiError> {
    let now = state.clock.now();
    let deadline = Instant::now() + state.config.search_timeout;
    let criteria = Arc::new(Criteria::new(search, &state.taxonomy, now)?);
    let sort = search.effective_sort();
    let question = question(search, &sort);
    let after = match &search.cursor {
        None => None,
        Some(cursor) => {
            let position = state.cursor_key.verify(&question, cursor).and_then(|text| Position::from_text(&text));
            Some(position.ok_or_else(|| ApiError::parameter("cursor", "invalid", "not a cursor of this search"))?)
        }
    };
    let limit = usize::from(search.limit.unwrap_or(contract::job_search::DEFAULT_LIMIT));
    let from = after.as_ref().map(Position::to_text).unwrap_or_default();
    let ask = Ask {
        text: search.q.as_deref().map(TextQuery::parse),
        occupation: None,
        is_within_area: true,
        tally: Tally { criteria: Arc::clone(&criteria), sort, after, keep: limit + 1, deadline },
    };
    let tallied = answer(state, now, format!("{question}#{limit}#{from}"), ask).await?;
    let total = tallied.counts.total;
    let page = tallied.positions.get(..limit).unwrap_or(&tallied.positions);
    let next_cursor = page
        .last()
        .filter(|_| tallied.positions.len() > limit)
        .map(|position| state.cursor_key.sign(&question, &position.to_text()));
    let suggestions = match total {
        0 => suggestions::suggest(state, search, &criteria, &tallied, now, deadline).await?,
        _ => None,
    };
    Ok(JobPostingPage {
        items: summaries(state, page, now, criteria.area.as_deref()).await?,
        total,
        next_cursor,
        facets: facets::facets(&tallied.counts, &criteria, search, &state.taxonomy),
        place: criteria.area.as_ref().and_then(|area| area.place.clone()),
        suggestions,
    })
}

/// Open offers of the same role, the nearest first, then the newest.
pub async fn similar(state: &AppState, row: &Row, limit: usize) -> Result<Vec<JobPostingSummary>, ApiError> {
    let occupation = packed::occupation_code(&state.taxonomy, row.occupation.as_deref()) as usize;
    if occupation == 0 {
        return Ok(Vec::new());
    }
    let now = state.clock.now();
    let deadline = Instant::now() + state.config.search_timeout;
    let here = row.place.as_deref().and_then(|slug| state.taxonomy.places.find(slug)?.point());
    let place = here.and(row.place.as_deref()).unwrap_or_default();
    // One more than wanted: the offer is similar to itself.
    let keep = limit + 1;
    let mut nearest = Vec::new();
    let stages = SIMILAR_RADII.into_iter().filter(|_| here.is_some()).map(Some).chain([None]);
    for radius_km in stages {
        let criteria = Criteria::of_occupation(occupation, &state.taxonomy, now)?;
        let area = here.map(|centre| Area::around(None, centre, radius_km.unwrap_or(u16::MAX), &state.taxonomy));
        let criteria = Arc::new(criteria.with_area(area));
        let ask = Ask {
            text: None,
            occupation: Some(occupation),
            is_within_area: radius_km.is_some(),
            tally: Tally { criteria, sort: JobSort::Distance, after: None, keep, deadline },
        };
        let question = format!("similar?{occupation}#{place}#{radius_km:?}#{keep}");
        nearest = answer(state, now, question, ask).await?.positions.clone();
        // Remote offers are in every area, last: a wider one may still hold some that have a way to go.
        let is_enough = nearest.len() >= keep && nearest.last().is_some_and(|last| last.first < i64::MAX);
        if is_enough {
            break;
        }
    }
    nearest.retain(|position| position.seq != row.seq);
    nearest.truncate(limit);
    summaries(state, &nearest, now, None).await
}

/// Open offers per occupation and per industry, in the order of the taxonomy.
pub async fn open_counts(state: &AppState) -> Result<(Vec<u64>, Vec<u64>), ApiError> {
    let now = state.clock.now();
    let criteria = Arc::new(Criteria::new(&JobSearch::default(), &state.taxonomy, now)?);
    let deadline = Instant::now() + state.config.search_timeout;
    let tally = Tally { criteria, sort: JobSort::Newest, after: None, keep: 0, deadline };
    let ask = Ask { text: None, occupation: None, is_within_area: true, tally };
    let tallied = answer(state, now, "counts".to_owned(), ask).await?;
    let by_code = |counts: &[u64], count: usize| counts.iter().skip(1).take(count).copied().collect();
    let occupations = by_code(&tallied.counts.occupation, state.taxonomy.occupations.len());
    Ok((occupations, by_code(&tallied.counts.industry, state.taxonomy.industries.len())))
}

/// Where the open offers of a role are and what they pay.
pub async fn role_figures(state: &AppState, occupation: &str) -> Result<RoleFigures, ApiError> {
    let code = packed::occupation_code(&state.taxonomy, Some(occupation)) as usize;
    let deadline = Instant::now() + state.config.search_timeout;
    let survey = RoleSurvey { now: u64::try_from(state.clock.now().timestamp()).unwrap_or(0), deadline };
    let figures = run(state, deadline, move |engine| engine.survey(code, &survey)).await?;
    if figures.is_late { Err(ApiError::SlowSearch) } else { Ok(figures) }
}

/// Brings the index up to date, now; one that turned out to be damaged is mended first.
pub async fn catch_up(state: &AppState) -> Result<(), engine::IndexError> {
    state.engine.catch_up(&state.store, &state.taxonomy, state.clock.now().timestamp()).await
}

/// Keeps the index up to date with what other processes import, and mends it, until the server stops.
pub async fn follow(state: AppState) {
    jobs::repeat(state, "search_index", FOLLOW_EVERY, |state| async move {
        match catch_up(&state).await {
            Err(error) if error.is_busy() => {
                tracing::debug!("another process is writing the search index");
                Ok(())
            }
            done => done,
        }
    })
    .await;
}

/// The search without its place in the list, in a fixed form.
fn question(search: &JobSearch, sort: &JobSort) -> String {
    let bare = JobSearch { cursor: None, limit: None, sort: Some(sort.clone()), ..search.clone() };
    format!("job-postings?{}", bare.to_query())
}

/// Asks the index. The same question is answered once a minute, unless an import comes between.
async fn answer(state: &AppState, now: DateTime<Utc>, question: String, ask: Ask) -> Result<Arc<Tallied>, ApiError> {
    let key = format!("{}.{}.{question}", state.engine.generation(), now.timestamp() / 60);
    if let Some(known) = state.engine.answered(&key) {
        return Ok(known);
    }
    let deadline = ask.tally.deadline;
    let tallied = run(state, deadline, move |engine| engine.ask(&ask)).await?;
    if tallied.is_late {
        return Err(ApiError::SlowSearch);
    }
    let tallied = Arc::new(tallied);
    state.engine.remember(key, Arc::clone(&tallied));
    Ok(tallied)
}

/// Whatever is asked of the index goes through here: as many at once as there are cores, since more would only make all
/// of them slower, and nobody waits longer than until the deadline. What fails makes the index suspected.
async fn run<T: Send + 'static>(
    state: &AppState,
    deadline: Instant,
    ask: impl FnOnce(&Engine) -> tantivy::Result<T> + Send + 'static,
) -> Result<T, ApiError> {
    let deadline = tokio::time::Instant::from_std(deadline);
    let turn = Arc::clone(&state.searching).acquire_owned();
    let turn = match tokio::time::timeout_at(deadline, turn).await {
        Ok(Ok(turn)) => turn,
        Ok(Err(closed)) => return Err(ApiError::Internal(closed.to_string())),
        Err(_) => return Err(ApiError::SlowSearch),
    };
    if tokio::time::Instant::now() >= deadline {
        return Err(ApiError::SlowSearch);
    }
    let asking = state.clone();
    let asked = tokio::task::spawn_blocking(move || {
        // Given back when the work is done, even if no one waits for it any more.
        let _turn = turn;
        ask(&asking.engine)
    });
    match tokio::time::timeout_at(deadline, asked).await {
        Ok(Ok(Ok(found))) => Ok(found),
        Ok(Ok(Err(error))) => Err(state.engine.suspect(&error)),
        // It panicked: some of what is damaged is only met so.
        Ok(Err(error)) => Err(state.engine.suspect(&error)),
        Err(_) => Err(ApiError::SlowSearch),
    }
}

/// The offers at these positions, as lists show them.
async fn summaries(
    state: &AppState,
    page: &[Position],
    now: DateTime<Utc>,
    area: Option<&Area>,
) -> Result<Vec<JobPostingSummary>, ApiError> {
    let seqs: Vec<i64> = page.iter().map(|position| position.seq).collect();
    let found = rows::list_by_seq(&state.store, &seqs).await?;
    // The index may lag behind an import by a moment: what has ended meanwhile is left out.
    let open = found.into_iter().filter(|row| posting::is_open(row, now));
    let with_distance = open.map(|row| {
        let place = area.filter(|_| row.workplace_type != "remote").zip(row.place.as_deref());
        let metres =
            place.and_then(|(area, slug)| area.metres(packed::place_code(&state.taxonomy, Some(slug)) as usize));
        let km = metres.map(|metres| (f64::from(metres) / 100.0).round() / 10.0);
        posting::summary(row, &state.taxonomy, now, km)
    });
    Ok(with_distance.collect())
}
