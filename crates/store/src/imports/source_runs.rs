//! What the runs of a source did: bounded in number, and each in length.

use sqlx::FromRow;

use crate::database::rows::readable;
use crate::{Error, Store, Transaction};

/// Runs kept of a source.
const RUNS_KEPT: i64 = 200;
/// Runs whose entries are kept too.
const RUNS_KEPT_WHOLE: i64 = 20;

/// A run as it ended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ended {
    /// `done`, `unchanged`, `failed` or `interrupted`.
    pub outcome: &'static str,
    pub reason: Option<String>,
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub ended: usize,
    pub left_out: usize,
    pub findings: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Run {
    pub seq: i64,
    pub source: String,
    pub started_at: i64,
    pub ended_at: Option<i64>,
    pub outcome: String,
    pub reason: Option<String>,
    pub added: i64,
    pub changed: i64,
    pub unchanged: i64,
    pub ended: i64,
    pub left_out: i64,
    pub findings: i64,
}

/// What was done to one record.
#[derive(Debug, Clone, Default, PartialEq, Eq, FromRow)]
pub struct Entry {
    /// `added`, `changed`, `ended`, `left_out`, `note` or `finding`.
    pub what: String,
    pub line: i64,
    pub record: String,
    pub job_posting: String,
    /// Of a finding.
    pub rule: String,
    pub reason: String,
}

/// Begins a run; whatever the source had under way before was broken off.
pub async fn begin(store: &Store, source: &str, now: i64) -> Result<i64, Error> {
    let mut tx = store.begin_write().await?;
    sqlx::query(
        "UPDATE source_runs SET outcome = 'interrupted', ended_at = ?2, reason = 'the program ended meanwhile'
         WHERE source = ?1 AND outcome = 'running'",
    )
    .bind(source)
    .bind(now)
    .execute(tx.connection())
    .await?;
    let begun = sqlx::query("INSERT INTO source_runs (source, started_at, outcome) VALUES (?, ?, 'running')")
        .bind(source)
        .bind(now)
        .execute(tx.connection())
        .await?;
    tx.commit().await?;
    Ok(begun.last_insert_rowid())
}

/// Notes how a run ended, and forgets the oldest ones.
pub async fn end(
    tx: &mut Transaction,
    source: &str,
    seq: i64,
    run: &Ended,
    entries: &[Entry],
    now: i64,
) -> Result<(), Error> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    sqlx::query(
        "UPDATE source_runs SET ended_at = ?, outcome = ?, reason = ?, added = ?, changed = ?, unchanged = ?, ended = ?,
             left_out = ?, findings = ? WHERE seq = ?",
    )
    .bind(now)
    .bind(run.outcome)
    .bind(&run.reason)
    .bind(count(run.added))
    .bind(count(run.changed))
    .bind(count(run.unchanged))
    .bind(count(run.ended))
    .bind(count(run.left_out))
    .bind(count(run.findings))
    .bind(seq)
    .execute(tx.connection())
    .await?;
    for (number, entry) in (0_i64..).zip(entries) {
        // The run goes with its source, which somebody may have removed meanwhile.
        sqlx::query(
            "INSERT INTO source_run_entries (run, number, what, line, record, job_posting, rule, reason)
             SELECT seq, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM source_runs WHERE seq = ?1",
        )
        .bind(seq)
        .bind(number)
        .bind(&entry.what)
        .bind(entry.line)
        .bind(&entry.record)
        .bind(&entry.job_posting)
        .bind(&entry.rule)
        .bind(&entry.reason)
        .execute(tx.connection())
        .await?;
    }
    sqlx::query(
        "DELETE FROM source_run_entries WHERE run IN
             (SELECT seq FROM source_runs WHERE source = ? ORDER BY seq DESC LIMIT -1 OFFSET ?)",
    )
    .bind(source)
    .bind(RUNS_KEPT_WHOLE)
    .execute(tx.connection())
    .await?;
    sqlx::query(
        "DELETE FROM source_runs WHERE seq IN
             (SELECT seq FROM source_runs WHERE source = ? ORDER BY seq DESC LIMIT -1 OFFSET ?)",
    )
    .bind(source)
    .bind(RUNS_KEPT)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// The newest runs of a source, newest first.
pub async fn list(store: &Store, source: &str, limit: u32) -> Result<Vec<Run>, Error> {
    let rows = sqlx::query("SELECT * FROM source_runs WHERE source = ? ORDER BY seq DESC LIMIT ?")
        .bind(source)
        .bind(limit)
        .fetch_all(&store.read)
        .await?;
    Ok(readable("run of a source", &rows))
}

/// What a run did, in order.
pub async fn entries(store: &Store, run: i64) -> Result<Vec<Entry>, Error> {
    let rows = sqlx::query(
        "SELECT what, line, record, job_posting, rule, reason FROM source_run_entries WHERE run = ? ORDER BY number",
    )
    .bind(run)
    .fetch_all(&store.read)
    .await?;
    Ok(readable("entry of a run", &rows))
}
