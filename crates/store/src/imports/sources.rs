//! Feeds that are fetched on a schedule: what they are, whose turn it is, and which offers are theirs.

use futures_util::TryStreamExt;
use sqlx::FromRow;

use crate::database::rows::readable;
use crate::{Error, Store, Transaction, settings};

/// A source as somebody names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSource {
    pub id: String,
    pub location: String,
    pub format: Option<String>,
    pub mapping: Option<String>,
    pub schedule: String,
    pub employer: Option<String>,
    pub agency: Option<String>,
    pub agency_authorisation: Option<String>,
    pub agency_privacy_url: Option<String>,
    pub public_service: Option<String>,
    pub is_complete: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Row {
    pub id: String,
    pub location: String,
    pub format: Option<String>,
    pub mapping: Option<String>,
    pub schedule: String,
    pub employer: Option<String>,
    pub agency: Option<String>,
    pub agency_authorisation: Option<String>,
    pub agency_privacy_url: Option<String>,
    pub public_service: Option<String>,
    pub is_complete: bool,
    pub paused_at: Option<i64>,
    pub next_run_at: i64,
    pub claimed_until: i64,
    /// Claims so far; tells whether somebody else has claimed the source since.
    pub claims: i64,
    pub failures_in_a_row: i64,
    pub last_success_at: Option<i64>,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub reading: Option<String>,
    pub recognised_format: Option<String>,
}

/// What a good answer said of itself: the next request asks whether anything has changed since.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// What the reading of the answer depended on: with another one it has to be read again.
    pub reading: Option<String>,
    pub recognised_format: Option<String>,
}

/// `false`: there is one of that name.
pub async fn insert(store: &Store, source: &NewSource, now: i64) -> Result<bool, Error> {
    let statement =
        "INSERT INTO sources (id, location, format, mapping, schedule, employer, agency, agency_authorisation,
             agency_privacy_url, public_service, is_complete, created_at, next_run_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12) ON CONFLICT (id) DO NOTHING";
    write(store, statement, source, now).await
}

/// Gives a source other particulars; its runs and offers stay. `false`: there is none of that name.
pub async fn replace(store: &Store, source: &NewSource, now: i64) -> Result<bool, Error> {
    let statement =
        "UPDATE sources SET location = ?2, format = ?3, mapping = ?4, schedule = ?5, employer = ?6, agency = ?7,
             agency_authorisation = ?8, agency_privacy_url = ?9, public_service = ?10, is_complete = ?11, next_run_at = ?12, failures_in_a_row = 0, etag = NULL,
             last_modified = NULL, reading = NULL, recognised_format = NULL
         WHERE id = ?1";
    write(store, statement, source, now).await
}

/// Binds what somebody names of a source in the order of [`NewSource`], then the time. Was a row written?
async fn write(store: &Store, statement: &'static str, source: &NewSource, now: i64) -> Result<bool, Error> {
    let written = sqlx::query(statement)
        .bind(&source.id)
        .bind(&source.location)
        .bind(&source.format)
        .bind(&source.mapping)
        .bind(&source.schedule)
        .bind(&source.employer)
        .bind(&source.agency)
        .bind(&source.agency_authorisation)
        .bind(&source.agency_privacy_url)
        .bind(&source.public_service)
        .bind(source.is_complete)
        .bind(now)
        .execute(&store.write)
        .await?;
    Ok(written.rows_affected() > 0)
}

pub async fn list(store: &Store) -> Result<Vec<Row>, Error> {
    let rows = sqlx::query("SELECT * FROM sources ORDER BY id").fetch_all(&store.read).await?;
    Ok(readable("source", &rows))
}

pub async fn find(store: &Store, id: &str) -> Result<Option<Row>, Error> {
    sqlx::query_as("SELECT * FROM sources WHERE id = ?").bind(id).fetch_optional(&store.read).await.map_err(Error::from)
}

/// Claims the source that has waited longest, of those whose time has come.
pub async fn claim_due(store: &Store, now: i64, until: i64) -> Result<Option<Row>, Error> {
    sqlx::query_as(
        "UPDATE sources SET claimed_until = ?2, claims = claims + 1
         WHERE id = (SELECT id FROM sources WHERE paused_at IS NULL AND next_run_at <= ?1 AND claimed_until <= ?1
             ORDER BY next_run_at, id LIMIT 1)
         RETURNING *",
    )
    .bind(now)
    .bind(until)
    .fetch_optional(&store.write)
    .await
    .map_err(Error::from)
}

/// Claims a source whatever its time. `None`: it is not there, or somebody else has it.
pub async fn claim(store: &Store, id: &str, now: i64, until: i64) -> Result<Option<Row>, Error> {
    sqlx::query_as(
        "UPDATE sources SET claimed_until = ?3, claims = claims + 1 WHERE id = ?1 AND claimed_until <= ?2 RETURNING *",
    )
    .bind(id)
    .bind(now)
    .bind(until)
    .fetch_optional(&store.write)
    .await
    .map_err(Error::from)
}

/// Gives a claimed source back, to be run again at a moment. Nothing is done to one that somebody else has claimed since.
pub async fn put_back(tx: &mut Transaction, source: &Row, next_run_at: i64) -> Result<(), Error> {
    sqlx::query("UPDATE sources SET claimed_until = 0, next_run_at = ? WHERE id = ? AND claims = ?")
        .bind(next_run_at)
        .bind(&source.id)
        .bind(source.claims)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

pub async fn note_success(tx: &mut Transaction, source: &Row, now: i64) -> Result<(), Error> {
    sqlx::query("UPDATE sources SET failures_in_a_row = 0, last_success_at = ? WHERE id = ?")
        .bind(now)
        .bind(&source.id)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

pub async fn note_failure(tx: &mut Transaction, source: &Row) -> Result<(), Error> {
    sqlx::query("UPDATE sources SET failures_in_a_row = failures_in_a_row + 1 WHERE id = ?")
        .bind(&source.id)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

/// Unless the source was claimed by somebody else, or was given other particulars, meanwhile.
pub async fn put_validators(tx: &mut Transaction, source: &Row, validators: &Validators) -> Result<(), Error> {
    sqlx::query(
        "UPDATE sources SET etag = ?, last_modified = ?, reading = ?, recognised_format = ?
         WHERE id = ? AND claims = ? AND location = ?",
    )
    .bind(&validators.etag)
    .bind(&validators.last_modified)
    .bind(&validators.reading)
    .bind(&validators.recognised_format)
    .bind(&source.id)
    .bind(source.claims)
    .bind(&source.location)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// `false`: there is none of that name.
pub async fn pause(store: &Store, id: &str, now: i64) -> Result<bool, Error> {
    let paused = sqlx::query("UPDATE sources SET paused_at = coalesce(paused_at, ?) WHERE id = ?")
        .bind(now)
        .bind(id)
        .execute(&store.write)
        .await?;
    Ok(paused.rows_affected() > 0)
}

/// Runs it again, at once and from then on. `false`: there is none of that name.
pub async fn resume(store: &Store, id: &str, now: i64) -> Result<bool, Error> {
    let resumed =
        sqlx::query("UPDATE sources SET paused_at = NULL, next_run_at = ?, failures_in_a_row = 0 WHERE id = ?")
            .bind(now)
            .bind(id)
            .execute(&store.write)
            .await?;
    Ok(resumed.rows_affected() > 0)
}

/// Forgets a source and its runs. Its offers stay as they are. `false`: there is none of that name.
pub async fn delete(tx: &mut Transaction, id: &str) -> Result<bool, Error> {
    let deleted = sqlx::query("DELETE FROM sources WHERE id = ?").bind(id).execute(tx.connection()).await?;
    Ok(deleted.rows_affected() > 0)
}

/// Notes that these offers are a source's.
pub async fn add_offers(tx: &mut Transaction, source: &str, ids: &[&str]) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO source_job_postings (source, job_posting)
         SELECT ?1, p.id FROM json_each(?2) wanted CROSS JOIN job_postings p ON p.id = wanted.value
         WHERE true ON CONFLICT DO NOTHING",
    )
    .bind(source)
    .bind(serde_json::json!(ids).to_string())
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// An offer of a source that can still be answered.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct OpenOffer {
    pub id: String,
    pub title: String,
}

/// The open offers of a source.
pub async fn open_offers(tx: &mut Transaction, source: &str, now: i64) -> Result<Vec<OpenOffer>, Error> {
    sqlx::query_as(
        "SELECT p.id, json_extract(p.facts, '$.title') AS title
         FROM source_job_postings s CROSS JOIN job_postings p ON p.id = s.job_posting
         WHERE s.source = ? AND p.state = 'open' AND p.closes_at >= ? ORDER BY p.seq",
    )
    .bind(source)
    .bind(now)
    .fetch(tx.connection())
    .try_collect()
    .await
    .map_err(Error::from)
}

/// Takes offers back that their source holds no longer. Should it hold them again they are open again: the hashes that
/// would call them unchanged go.
pub async fn end_offers(tx: &mut Transaction, ids: &[&str], generation: i64) -> Result<(), Error> {
    sqlx::query(
        "UPDATE job_postings SET state = 'withdrawn', source_hash = NULL, content_hash = '', generation = ?
         WHERE state = 'open' AND id IN (SELECT value FROM json_each(?))",
    )
    .bind(generation)
    .bind(serde_json::json!(ids).to_string())
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// Takes back every open offer of a source; how many there were.
pub async fn end_all_offers(tx: &mut Transaction, source: &str, now: i64) -> Result<usize, Error> {
    let open = open_offers(tx, source, now).await?;
    if !open.is_empty() {
        let generation = settings::generation(&mut *tx).await? + 1;
        end_offers(tx, &open.iter().map(|offer| offer.id.as_str()).collect::<Vec<_>>(), generation).await?;
        settings::put_generation(tx, generation).await?;
    }
    Ok(open.len())
}
