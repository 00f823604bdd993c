//! The index, asked so many questions at once as there are cores, none beyond its time limit.

use std::sync::Arc;
use std::time::Instant;

use chrono::{DateTime, Utc};
use tokio::sync::Semaphore;

use crate::engine::{Engine, Query};
use crate::error::{IndexError, SearchError};
use crate::query::collector::Counted;

/// Cheap to clone.
#[derive(Clone)]
pub struct Bounded {
    pub engine: Arc<Engine>,
    /// As many searches at once as there are cores: more would only make all of them slower.
    turns: Arc<Semaphore>,
}

impl Bounded {
    pub fn new(engine: Engine) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self { engine: Arc::new(engine), turns: Arc::new(Semaphore::new(cores)) }
    }

    /// Asks the index. The same question is answered once a minute, unless an import comes between.
    pub async fn answer(
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

    /// Whatever is asked of the index goes through here, and nobody waits longer than until the deadline. What fails
    /// makes the index suspected.
    pub async fn run<T: Send + 'static>(
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
