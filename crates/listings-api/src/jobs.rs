//! How the work that goes on beside the requests is doing: when each job succeeded last, and what it failed at since.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};

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

/// The jobs of this process, by name. Held in memory: a restart begins anew.
#[derive(Default)]
pub struct Jobs(Mutex<BTreeMap<&'static str, JobReport>>);

impl Jobs {
    /// Notes that a job runs from now on, and how often.
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
        self.reports_by_name().insert(name, report);
    }

    /// Nothing is noted of a job that was not started, here and below.
    pub fn succeeded(&self, name: &str, now: DateTime<Utc>) {
        if let Some(report) = self.reports_by_name().get_mut(name) {
            report.last_success_at = Some(now);
            report.failures_in_a_row = 0;
        }
    }

    pub fn failed(&self, name: &str, now: DateTime<Utc>) {
        if let Some(report) = self.reports_by_name().get_mut(name) {
            report.last_failure_at = Some(now);
            report.failures_in_a_row = report.failures_in_a_row.saturating_add(1);
        }
    }

    pub fn panicked(&self, name: &str, now: DateTime<Utc>) {
        self.failed(name, now);
        if let Some(report) = self.reports_by_name().get_mut(name) {
            report.panics = report.panics.saturating_add(1);
        }
    }

    /// By name. Empty where no job was started: in tests, and for commands other than `serve`.
    pub fn reports(&self) -> Vec<JobReport> {
        self.reports_by_name().values().cloned().collect()
    }

    fn reports_by_name(&self) -> std::sync::MutexGuard<'_, BTreeMap<&'static str, JobReport>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
