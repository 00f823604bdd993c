pub(crate) mod disk;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{FieldError, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::error::problem;
use crate::http::health::disk::DiskReport;
use crate::jobs::JobReport;
use crate::state::AppState;
use search::Condition;
use store::{emails, push_subscriptions};

/// Free space below which somebody should look, in bytes.
const LITTLE: u64 = 100_000_000;
/// How old the oldest letter may become while mail is fine.
const LATE_LETTER: TimeDelta = TimeDelta::minutes(15);
/// How long beyond its time a job may stay away.
const LATE_JOB: TimeDelta = TimeDelta::minutes(5);

/// That the process is there.
#[derive(Debug, Serialize, ToSchema)]
pub struct Liveness {
    /// Always `ok`.
    status: &'static str,
}

/// How everything is that an answer needs.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// `ok`; `degraded`: it answers, and somebody should look.
    status: &'static str,
    /// `ok`, or `unreachable`.
    database: &'static str,
    search_index: IndexHealth,
    disk: DiskHealth,
    emails: OutboxHealth,
    notifications: OutboxHealth,
    /// What goes on beside the requests; empty where nothing does.
    jobs: Vec<JobHealth>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct IndexHealth {
    /// `ok`; `in_memory`: the disk did not take it; `damaged`: searches fail until it is rebuilt.
    status: &'static str,
    job_postings: u64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct DiskHealth {
    /// `ok`; `low`: less than 100 MB are free; `full`: nothing can be written, everything can be read.
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    free_bytes: Option<u64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxHealth {
    /// Of the oldest that is still to be sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    oldest_unsent_seconds: Option<i64>,
    /// What could not be made into a letter or notification; nobody is stopped by it.
    set_aside: i64,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct JobHealth {
    name: &'static str,
    /// `ok`; `failing`: its last run failed; `late`: it has not been done for longer than it should.
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_success_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_failure_at: Option<DateTime<Utc>>,
    failures_in_a_row: u32,
}

/// Whether the process answers; nothing else is checked. If not, restart it.
#[utoipa::path(
    get,
    path = "/livez",
    tag = "operation",
    responses((status = 200, description = "The process answers", body = Liveness, example = json!({"status": "ok"}))),
)]
pub async fn live() -> Response {
    never_kept(Liveness { status: "ok" })
}

/// Whether requests can be answered: database, search index, disk, unsent emails and notifications, background jobs.
/// With a full disk everything can still be read: `degraded`, not 503.
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "operation",
    responses(
        (status = 200, description = "`ok` or `degraded`", body = Readiness, example = json!({
            "status": "degraded", "database": "ok", "search_index": {"status": "ok", "job_postings": 110},
            "disk": {"status": "full", "free_bytes": 0},
            "emails": {"oldest_unsent_seconds": 4, "set_aside": 0},
            "notifications": {"set_aside": 0},
            "jobs": [{
                "name": "mail", "status": "ok", "last_success_at": "2026-11-23T10:00:00Z",
                "failures_in_a_row": 0
            }]
        })),
        (status = 503, description = "The database can't be read, or the search index is damaged; each part that is not well is named by a pointer into the answer for 200", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn ready(State(state): State<AppState>) -> Response {
    let readiness = look(&state).await;
    let Readiness { database, search_index, disk, .. } = &readiness;
    if *database == "ok" && search_index.status != "damaged" {
        return never_kept(readiness);
    }
    let parts =
        [("/database", *database), ("/search_index/status", search_index.status), ("/disk/status", disk.status)];
    let unwell = parts.into_iter().filter(|(_, status)| *status != "ok");
    let errors = unwell.map(|(pointer, status)| FieldError::new(pointer, status, "not well")).collect();
    problem(StatusCode::SERVICE_UNAVAILABLE, Some("requests can't be answered".to_owned()), errors)
}

/// The same as `/readyz`, under its former name.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operation",
    responses(
        (status = 200, description = "`ok` or `degraded`", body = Readiness, example = json!({
            "status": "ok", "database": "ok", "search_index": {"status": "ok", "job_postings": 110},
            "disk": {"status": "ok", "free_bytes": 42_000_000_000_u64},
            "emails": {"set_aside": 0},
            "notifications": {"set_aside": 0}, "jobs": []
        })),
        (status = 503, description = "The database can't be read, or the search index is damaged; each part that is not well is named by a pointer into the answer for 200", body = Problem, content_type = "application/problem+json"),
    ),
)]
pub async fn check(state: State<AppState>) -> Response {
    ready(state).await
}

fn never_kept(body: impl Serialize) -> Response {
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

async fn look(state: &AppState) -> Readiness {
    let now = state.clock.now();
    let (database, emails, notifications) = match outboxes(state, now).await {
        Ok((emails, notifications)) => ("ok", emails, notifications),
        Err(error) => {
            tracing::error!(%error, "health check");
            let unknown = || OutboxHealth { oldest_unsent_seconds: None, set_aside: 0 };
            ("unreachable", unknown(), unknown())
        }
    };
    let search_index = IndexHealth {
        status: match state.listings.searcher.condition() {
            Condition::Whole => "ok",
            Condition::InMemory => "in_memory",
            Condition::Suspected => "damaged",
        },
        job_postings: state.listings.searcher.count(),
    };
    let disk = disk(state.disk.report().await);
    let jobs: Vec<_> = state.jobs.reports().into_iter().map(|report| job(report, now)).collect();
    let is_late = [&emails, &notifications].into_iter().any(|outbox| {
        outbox.set_aside > 0 || outbox.oldest_unsent_seconds.is_some_and(|age| age > LATE_LETTER.num_seconds())
    });
    let is_well = search_index.status == "ok" && disk.status == "ok" && jobs.iter().all(|job| job.status == "ok");
    let status = if is_late || !is_well { "degraded" } else { "ok" };
    Readiness { status, database, search_index, disk, emails, notifications, jobs }
}

async fn outboxes(state: &AppState, now: DateTime<Utc>) -> Result<(OutboxHealth, OutboxHealth), store::Error> {
    let db = &state.store;
    let age = |oldest: Option<i64>| oldest.map(|oldest| (now.timestamp() - oldest).max(0));
    let emails = OutboxHealth {
        oldest_unsent_seconds: age(emails::OUTBOX.oldest_unsent(db).await?),
        set_aside: emails::OUTBOX.count_set_aside(db).await?,
    };
    let notifications = OutboxHealth {
        oldest_unsent_seconds: age(push_subscriptions::OUTBOX.oldest_unsent(db).await?),
        set_aside: push_subscriptions::OUTBOX.count_set_aside(db).await?,
    };
    Ok((emails, notifications))
}

fn disk(report: DiskReport) -> DiskHealth {
    let status = match report.free {
        _ if !report.is_writable => "full",
        Some(free) if free < LITTLE => "low",
        _ => "ok",
    };
    DiskHealth { status, free_bytes: report.free }
}

fn job(report: JobReport, now: DateTime<Utc>) -> JobHealth {
    let last = report.last_success_at.unwrap_or(report.started_at);
    let due = TimeDelta::from_std(report.every).unwrap_or(TimeDelta::MAX).checked_add(&LATE_JOB);
    let status = match () {
        () if due.is_some_and(|due| now - last > due) => "late",
        () if report.failures_in_a_row > 0 => "failing",
        () => "ok",
    };
    JobHealth {
        name: report.name,
        status,
        last_success_at: report.last_success_at,
        last_failure_at: report.last_failure_at,
        failures_in_a_row: report.failures_in_a_row,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_job_that_stays_away_is_late_and_one_that_failed_last_is_failing() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let report = |last_success_at, failures_in_a_row| JobReport {
            name: "mail",
            every: Duration::from_secs(60),
            started_at: at(0),
            last_success_at,
            last_failure_at: None,
            failures_in_a_row,
            panics: 0,
        };
        assert_eq!(job(report(None, 0), at(300)).status, "ok");
        assert_eq!(job(report(None, 0), at(361)).status, "late");
        assert_eq!(job(report(Some(at(100)), 0), at(400)).status, "ok");
        assert_eq!(job(report(Some(at(100)), 1), at(400)).status, "failing");
    }

    #[test]
    fn a_disk_is_full_when_it_takes_nothing_whatever_it_says() {
        let status = |free, is_writable| disk(DiskReport { free, is_writable }).status;
        assert_eq!(status(Some(u64::MAX), false), "full");
        assert_eq!(status(Some(LITTLE - 1), true), "low");
        assert_eq!((status(Some(LITTLE), true), status(None, true)), ("ok", "ok"));
    }
}
