//! Runs jobs, whichever they are, and ends all of them with the server.

use std::time::Duration;

use tokio::task::JoinSet;

use super::Host;

/// For writing down what is given back, after the time that jobs have to end.
const LAST_WORD: Duration = Duration::from_secs(2);
/// Wait before a job that panicked begins anew; doubles each time it does so in a row.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const MOST_DOUBLINGS: u32 = 6;

pub struct Supervisor<H> {
    host: H,
    jobs: JoinSet<()>,
}

impl<H: Host> Supervisor<H> {
    pub fn new(host: H) -> Self {
        Self { host, jobs: JoinSet::new() }
    }

    /// Runs a job that sees to its own panics, as [`super::repeat`] does.
    pub fn spawn(&mut self, job: impl Future<Output = ()> + Send + 'static) {
        self.jobs.spawn(job);
    }

    /// Runs a job that ends only with the server, and begins it anew, after a wait, when it panics or ends before.
    pub fn keep_on<F: Future<Output = ()> + Send + 'static>(&mut self, name: &'static str, job: fn(H) -> F) {
        let host = self.host.clone();
        self.jobs.spawn(async move {
            while !host.jobs().is_stopping() {
                let mut running = JoinSet::new();
                running.spawn(job(host.clone()));
                let wait = match running.join_next().await {
                    Some(Err(error)) => {
                        let failures_in_a_row = host.jobs().panicked(name, host.now());
                        tracing::error!(job = name, failures_in_a_row, %error, "a job panicked; it begins anew");
                        let doublings = failures_in_a_row.saturating_sub(1).min(MOST_DOUBLINGS);
                        FIRST_WAIT * 2_u32.pow(doublings)
                    }
                    _ if host.jobs().is_stopping() => return,
                    _ => {
                        tracing::warn!(job = name, "a job ended before the server; it begins anew");
                        FIRST_WAIT
                    }
                };
                tokio::select! {
                    () = tokio::time::sleep(wait) => {}
                    () = host.jobs().stopping() => {}
                }
            }
        });
    }

    /// Waits until the jobs have ended, which [`super::Jobs::stop`] tells them to. What still waits for somebody after
    /// `patience` is given back, and what has not ended by then is cut off: afterwards nobody uses the database.
    pub async fn finish(mut self, patience: Duration) {
        self.host.jobs().stop();
        if self.have_ended_within(patience.saturating_sub(LAST_WORD)).await {
            return;
        }
        self.host.jobs().leave();
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use chrono::{DateTime, Utc};

    use super::*;
    use crate::jobs::Jobs;

    #[derive(Clone, Default)]
    struct Server {
        jobs: Arc<Jobs>,
        begun: Arc<AtomicU32>,
    }

    impl Host for Server {
        fn jobs(&self) -> &Jobs {
            &self.jobs
        }

        fn now(&self) -> DateTime<Utc> {
            DateTime::UNIX_EPOCH
        }
    }

    #[tokio::test]
    async fn a_job_that_ends_at_once_does_not_begin_anew_at_once() {
        let server = Server::default();
        let mut jobs = Supervisor::new(server.clone());
        jobs.keep_on("short", |server| async move {
            server.begun.fetch_add(1, Ordering::SeqCst);
        });
        for _ in 0..1000 {
            tokio::task::yield_now().await;
        }
        jobs.finish(Duration::from_secs(5)).await;
        assert_eq!(server.begun.load(Ordering::SeqCst), 1);
    }
}
