//! The work that goes on beside the requests: how each job is doing, and how all of them end with the server.

pub mod cleaning;
pub mod running;
pub(crate) mod supervisor;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The server that jobs run in: they need no more of it to be looked after.
pub trait Host: Clone + Send + Sync + 'static {
    fn jobs(&self) -> &Jobs;

    fn now(&self) -> DateTime<Utc>;
}

/// What became of a job's runs since the server started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobReport {
    pub name: &'static str,
    /// How long after a run the next one begins at the latest.
    pub every: Duration,
    pub started_at: DateTime<Utc>,
    pub last_success_at: Option<DateTime<Utc>>,
    pub last_failure_at: Option<DateTime<Utc>>,
    /// Runs that failed since the last success, panics among them.
    pub failures_in_a_row: u32,
    /// Since the start.
    pub panics: u32,
}

/// How far the server has come with stopping.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Running,
    /// Nothing is begun any more.
    Stopping,
    /// What waits for somebody else is given back.
    Leaving,
}

/// The jobs of this process. Held in memory: a restart starts from zero.
pub struct Jobs {
    reports: Mutex<BTreeMap<&'static str, JobReport>>,
    stage: watch::Sender<Stage>,
}

impl Default for Jobs {
    fn default() -> Self {
        Self { reports: Mutex::default(), stage: watch::Sender::new(Stage::Running) }
    }
}

impl Jobs {
    /// From now on no job begins anything.
    pub fn stop(&self) {
        self.reach(Stage::Stopping);
    }

    /// From now on no job waits for anybody.
    fn leave(&self) {
        self.reach(Stage::Leaving);
    }

    fn reach(&self, stage: Stage) {
        self.stage.send_modify(|reached| *reached = stage.max(*reached));
    }

    pub fn is_stopping(&self) -> bool {
        *self.stage.borrow() >= Stage::Stopping
    }

    /// Resolves when the server stops.
    pub async fn stopping(&self) {
        self.wait_for(Stage::Stopping).await;
    }

    /// Resolves when there is no more time to wait for others.
    pub async fn leaving(&self) {
        self.wait_for(Stage::Leaving).await;
    }

    async fn wait_for(&self, stage: Stage) {
        // An error would say that the sender, which is in `self`, is gone.
        let _ = self.stage.subscribe().wait_for(|reached| *reached >= stage).await;
    }

    /// Notes that a job runs from now on, and how often. What is known of one that begins anew stays.
    pub fn started(&self, name: &'static str, every: Duration, now: DateTime<Utc>) {
        let report = JobReport {
            name,
            every,
            started_at: now,
            last_success_at: None,
            last_failure_at: None,
            failures_in_a_row: 0,
            panics: 0,
        };
        self.reports_by_name().entry(name).or_insert(report);
    }

    /// Nothing is noted of a job that was not started, here and below.
    pub fn succeeded(&self, name: &str, now: DateTime<Utc>) {
        if let Some(report) = self.reports_by_name().get_mut(name) {
            report.last_success_at = Some(now);
            report.failures_in_a_row = 0;
        }
    }

    /// How often in a row it has failed by now.
    pub fn failed(&self, name: &str, now: DateTime<Utc>) -> u32 {
        self.reports_by_name().get_mut(name).map_or(1, |report| {
            report.last_failure_at = Some(now);
            report.failures_in_a_row = report.failures_in_a_row.saturating_add(1);
            report.failures_in_a_row
        })
    }

    /// Notes how a run ended. What fails every second is not logged every second.
    pub fn note(&self, name: &str, outcome: &Result<(), impl Display>, now: DateTime<Utc>) {
        let Err(error) = outcome else { return self.succeeded(name, now) };
        let failures_in_a_row = self.failed(name, now);
        if failures_in_a_row.is_power_of_two() {
            tracing::error!(job = name, failures_in_a_row, %error, "a job failed");
        }
    }

    /// How often in a row it has failed by now.
    pub fn panicked(&self, name: &str, now: DateTime<Utc>) -> u32 {
        let failures_in_a_row = self.failed(name, now);
        if let Some(report) = self.reports_by_name().get_mut(name) {
            report.panics = report.panics.saturating_add(1);
        }
        failures_in_a_row
    }

    /// By name. Empty where no job was started: in tests, and for commands other than `serve`.
    pub fn reports(&self) -> Vec<JobReport> {
        self.reports_by_name().values().cloned().collect()
    }

    fn reports_by_name(&self) -> MutexGuard<'_, BTreeMap<&'static str, JobReport>> {
        self.reports.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs a job, and again after a pause, until the server stops. Neither an error nor a panic ends it.
pub async fn repeat<H, R, E>(host: H, name: &'static str, every: Duration, run: impl Fn(H) -> R)
where
    H: Host,
    R: Future<Output = Result<(), E>> + Send + 'static,
    E: Display + Send + 'static,
{
    host.jobs().started(name, every, host.now());
    while !host.jobs().is_stopping() {
        // Dropped with this future: a job that takes too long to end is cut off.
        let mut running = JoinSet::new();
        running.spawn(run(host.clone()));
        match running.join_next().await {
            Some(Ok(outcome)) => host.jobs().note(name, &outcome, host.now()),
            Some(Err(error)) if error.is_panic() => {
                host.jobs().panicked(name, host.now());
            }
            Some(Err(_)) | None => {}
        }
        tokio::select! {
            () = tokio::time::sleep(every) => {}
            () = host.jobs().stopping() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_success_ends_the_failures_in_a_row_and_panics_are_counted_for_good() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let jobs = Jobs::default();
        jobs.succeeded("mail", at(0));
        assert_eq!(jobs.reports(), []);
        jobs.started("mail", Duration::from_secs(5), at(1));
        jobs.failed("mail", at(2));
        jobs.panicked("mail", at(3));
        let report = jobs.reports().remove(0);
        assert_eq!((report.failures_in_a_row, report.panics, report.last_failure_at), (2, 1, Some(at(3))));
        jobs.succeeded("mail", at(4));
        let report = jobs.reports().remove(0);
        assert_eq!((report.failures_in_a_row, report.panics, report.last_success_at), (0, 1, Some(at(4))));
    }
}
