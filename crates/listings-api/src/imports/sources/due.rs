//! The job that runs sources whose time has come.

use std::time::{Duration, SystemTime};

use tokio::task::JoinSet;

use super::run::{self, How, LEASE};
use crate::jobs;
use crate::state::AppState;
use store::sources as rows;

const NAME: &str = "sources";
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// Runs under way at once: one that is slow must not hold up the others. Their imports take turns.
const AT_ONCE: usize = 4;
/// How often a long run lets the job be seen.
const SIGN_OF_LIFE: Duration = Duration::from_secs(60);
/// Files of a process that died are older than any run.
const LEFT_BEHIND: Duration = Duration::from_secs(24 * 3600);

/// Runs sources until the server stops.
pub async fn run_sources(state: AppState) {
    delete_left_behind(&state).await;
    jobs::repeat(state, NAME, LOOK_EVERY, |state| async move { run_due(&state).await }).await;
}

/// Runs every source whose time has come. One that fails does not stop the others; what became of it is in its runs.
pub async fn run_due(state: &AppState) -> Result<(), store::Error> {
    let mut running = JoinSet::new();
    let mut outcome = Ok(());
    loop {
        while outcome.is_ok() && running.len() < AT_ONCE && !state.jobs.is_stopping() {
            let now = state.clock.now().timestamp();
            let Some(source) = rows::claim_due(&state.store, now, now + LEASE).await? else { break };
            let state = state.clone();
            running.spawn(async move { run::run(&state, source, How::default()).await.map(drop) });
        }
        tokio::select! {
            ended = running.join_next() => match ended {
                None => return outcome,
                Some(Ok(ended)) => outcome = outcome.and(ended),
                // Its claim ends by itself.
                Some(Err(error)) => tracing::error!(%error, "a run of a source ended without a word"),
            },
            () = tokio::time::sleep(SIGN_OF_LIFE) => state.jobs.succeeded(NAME, state.clock.now()),
        }
    }
}

/// Deletes feeds that a process was reading when it died.
async fn delete_left_behind(state: &AppState) {
    let dir = state.config.feeds_dir();
    let done = tokio::task::spawn_blocking(move || {
        for entry in std::fs::read_dir(dir)?.flatten() {
            let written =
                entry.metadata().and_then(|metadata| metadata.modified()).unwrap_or_else(|_| SystemTime::now());
            if written.elapsed().is_ok_and(|age| age > LEFT_BEHIND) {
                std::fs::remove_file(entry.path())?;
            }
        }
        Ok::<(), std::io::Error>(())
    });
    if let Ok(Err(error)) = done.await
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "feeds left behind could not be deleted");
    }
}
