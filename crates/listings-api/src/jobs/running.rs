use std::time::Duration;

use tokio::task::JoinSet;

use crate::candidates::alerts::due as alerts;
use crate::candidates::saved::reminders as saved_reminders;
use crate::delivery;
use crate::delivery::mail::Mail;
use crate::delivery::push::Notifications;
use crate::jobs::cleaning as housekeeping;
use crate::listings::search;
use crate::state::AppState;
use crate::syndication::partners::counts as partner_counts;

/// For writing down what is given back, after that.
const LAST_WORD: Duration = Duration::from_secs(2);

/// Every job of a server.
pub struct Running {
    state: AppState,
    jobs: JoinSet<()>,
}

impl Running {
    pub fn start(state: &AppState) -> Self {
        let mut jobs = JoinSet::new();
        jobs.spawn(search::run_index_updates(state.clone()));
        jobs.spawn(keep_on(state.clone(), delivery::follow::<Mail>));
        jobs.spawn(keep_on(state.clone(), delivery::follow::<Notifications>));
        jobs.spawn(alerts::follow(state.clone()));
        jobs.spawn(saved_reminders::follow(state.clone()));
        jobs.spawn(housekeeping::follow(state.clone()));
        jobs.spawn(partner_counts::follow(state.clone()));
        Self { state: state.clone(), jobs }
    }

    /// Waits until the jobs have ended, which [`super::Jobs::stop`] tells them to. What still waits for somebody after
    /// `patience` is given back, and what has not ended by then is cut off: afterwards nobody uses the database.
    pub async fn finish(mut self, patience: Duration) {
        self.state.jobs.stop();
        if self.have_ended_within(patience.saturating_sub(LAST_WORD)).await {
            return;
        }
        self.state.jobs.leave();
        if !self.have_ended_within(LAST_WORD).await {
            tracing::warn!(jobs = self.jobs.len(), "jobs were cut off; what they had begun goes on at the next start");
            self.jobs.shutdown().await;
        }
    }

    async fn have_ended_within(&mut self, patience: Duration) -> bool {
        let ended = async { while self.jobs.join_next().await.is_some() {} };
        tokio::time::timeout(patience, ended).await.is_ok()
    }
}

/// Begins a job that runs without end anew when it panics.
async fn keep_on<F: Future<Output = ()> + Send + 'static>(state: AppState, job: fn(AppState) -> F) {
    while !state.jobs.is_stopping() {
        let mut running = JoinSet::new();
        running.spawn(job(state.clone()));
        if let Some(Err(error)) = running.join_next().await {
            tracing::error!(%error, "a job ended; it begins anew");
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}
