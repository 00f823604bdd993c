use chrono::{DateTime, FixedOffset, NaiveDate};
use contract::{
    BaseSalary, CollectiveAgreement, ContractTerm, EmploymentType, HiringOrganization, PostingAgency, Requirement,
    Shift,
};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, QueryBuilder, Sqlite, SqliteConnection, SqlitePool};

use super::articles::Change;

/// `closes_at` of an offer without a deadline.
pub const NEVER: i64 = i64::MAX;

/// What an offer says that no search filters by.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub title: String,
    pub hiring_organization: Option<HiringOrganization>,
    pub posting_agency: Option<PostingAgency>,
    /// The source's own words for where the work is.
    pub location_label: Option<String>,
    pub postal_code: Option<String>,
    pub base_salary: Option<BaseSalary>,
    pub collective_agreement: Option<CollectiveAgreement>,
    pub employment_type: Option<EmploymentType>,
    pub contract_term: Option<ContractTerm>,
    pub shifts: Vec<Shift>,
    pub work_hours: Option<String>,
    pub total_job_openings: u32,
    pub date_posted: DateTime<FixedOffset>,
    pub date_modified: DateTime<FixedOffset>,
    pub valid_through: Option<DateTime<FixedOffset>>,
    pub job_start_date: Option<NaiveDate>,
    pub excerpt: String,
    pub description_html: String,
    pub requirements: Vec<Requirement>,
    pub driving_licence: Option<String>,
    pub needs_own_car: bool,
    pub job_benefits: Vec<String>,
    /// What the publisher calls the offer.
    pub reference: Option<String>,
    pub apply_url: Option<String>,
}

/// An offer ready to be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJobPosting {
    pub id: String,
    /// `open`, `filled` or `withdrawn`.
    pub state: &'static str,
    pub occupation: Option<String>,
    pub industry: Option<String>,
    pub place: Option<String>,
    pub workplace_type: &'static str,
    pub facts: Facts,
}

/// An offer as it is stored.
#[derive(Debug, Clone, FromRow)]
pub struct Row {
    pub seq: i64,
    pub id: String,
    pub state: String,
    pub occupation: Option<String>,
    pub industry: Option<String>,
    pub place: Option<String>,
    pub workplace_type: String,
    pub posted_at: i64,
    pub closes_at: i64,
    #[sqlx(json)]
    pub facts: Facts,
}

/// What sorting needs of an offer.
#[derive(Debug, Clone, FromRow)]
pub struct SortRow {
    pub seq: i64,
    pub id: String,
    pub posted_at: i64,
    pub closes_at: i64,
    pub place: Option<String>,
}

/// Which open offers.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// Unix seconds.
    pub now: i64,
    pub occupation: Option<&'a str>,
    /// OR between them; empty: any.
    pub industries: &'a [String],
}

impl Filter<'_> {
    fn push(&self, query: &mut QueryBuilder<Sqlite>) {
        query.push(" p.state = 'open' AND p.closes_at >= ").push_bind(self.now);
        if let Some(occupation) = self.occupation {
            query.push(" AND p.occupation = ").push_bind(occupation.to_owned());
        }
        if !self.industries.is_empty() {
            query.push(" AND p.industry IN (");
            let mut values = query.separated(", ");
            for industry in self.industries {
                values.push_bind(industry.clone());
            }
            query.push(")");
        }
    }
}

/// A box in degrees.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub south: f64,
    pub north: f64,
    pub west: f64,
    pub east: f64,
}

/// Where a page goes on: after the offer with these values.
#[derive(Debug, Clone)]
pub struct After {
    pub posted_at: i64,
    /// Only for the order by deadline.
    pub closes_at: Option<i64>,
    pub id: String,
}

/// The order that SQL can sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Newest,
    Closing,
}

const COLUMNS: &str =
    "p.seq, p.id, p.state, p.occupation, p.industry, p.place, p.workplace_type, p.posted_at, p.closes_at, p.facts";

pub async fn find(db: &SqlitePool, id: &str) -> Result<Option<Row>, sqlx::Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM job_postings p WHERE p.id = ").push_bind(id.to_owned());
    query.build_query_as().fetch_optional(db).await
}

/// The offers with these `seq`, in that order.
pub async fn list_by_seq(db: &SqlitePool, seqs: &[i64]) -> Result<Vec<Row>, sqlx::Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS);
    query.push(" FROM json_each(").push_bind(serde_json::json!(seqs).to_string());
    query.push(") wanted CROSS JOIN job_postings p ON p.seq = wanted.value ORDER BY wanted.key");
    query.build_query_as().fetch_all(db).await
}

pub async fn count(db: &SqlitePool, filter: Filter<'_>) -> Result<u64, sqlx::Error> {
    let mut query = QueryBuilder::new("SELECT count(*) FROM job_postings p WHERE");
    filter.push(&mut query);
    let count: i64 = query.build_query_scalar().fetch_one(db).await?;
    Ok(count.unsigned_abs())
}

/// Open offers everywhere, one page of them.
pub async fn list(
    db: &SqlitePool,
    filter: Filter<'_>,
    order: Order,
    after: Option<&After>,
    limit: u32,
) -> Result<Vec<Row>, sqlx::Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM job_postings p WHERE");
    filter.push(&mut query);
    if let Some(After { posted_at, closes_at, id }) = after {
        query.push(" AND (");
        if let Some(closes_at) = closes_at {
            query.push("p.closes_at > ").push_bind(*closes_at);
            query.push(" OR p.closes_at = ").push_bind(*closes_at).push(" AND (");
        }
        query.push("p.posted_at < ").push_bind(*posted_at);
        query.push(" OR p.posted_at = ").push_bind(*posted_at).push(" AND p.id > ").push_bind(id.clone());
        query.push(if closes_at.is_some() { "))" } else { ")" });
    }
    query.push(match order {
        Order::Newest => " ORDER BY p.posted_at DESC, p.id",
        Order::Closing => " ORDER BY p.closes_at, p.posted_at DESC, p.id",
    });
    query.push(" LIMIT ").push_bind(limit);
    query.build_query_as().fetch_all(db).await
}

/// Open offers whose place lies in a box. The box is rounded outwards: measure what comes back.
pub async fn list_in_bounds(db: &SqlitePool, filter: Filter<'_>, bounds: Bounds) -> Result<Vec<SortRow>, sqlx::Error> {
    in_bounds_query("", filter, bounds).build_query_as().fetch_all(db).await
}

/// How SQLite means to answer [`list_in_bounds`].
pub async fn explain_in_bounds(
    db: &SqlitePool,
    filter: Filter<'_>,
    bounds: Bounds,
) -> Result<Vec<String>, sqlx::Error> {
    let rows: Vec<(i64, i64, i64, String)> =
        in_bounds_query("EXPLAIN QUERY PLAN ", filter, bounds).build_query_as().fetch_all(db).await?;
    Ok(rows.into_iter().map(|(.., detail)| detail).collect())
}

fn in_bounds_query(prefix: &str, filter: Filter<'_>, bounds: Bounds) -> QueryBuilder<Sqlite> {
    let mut query = QueryBuilder::new(prefix);
    // CROSS JOIN holds the planner to the R*Tree first; left to itself it flips the join when statistics mislead it.
    query.push(
        "SELECT p.seq, p.id, p.posted_at, p.closes_at, p.place
         FROM job_posting_points point CROSS JOIN job_postings p ON p.seq = point.seq WHERE",
    );
    query.push(" point.north >= ").push_bind(bounds.south).push(" AND point.south <= ").push_bind(bounds.north);
    query.push(" AND point.east >= ").push_bind(bounds.west).push(" AND point.west <= ").push_bind(bounds.east);
    query.push(" AND");
    filter.push(&mut query);
    query
}

/// Open offers that are fully remote.
pub async fn list_remote(db: &SqlitePool, filter: Filter<'_>) -> Result<Vec<SortRow>, sqlx::Error> {
    let mut query = QueryBuilder::new(
        "SELECT p.seq, p.id, p.posted_at, p.closes_at, p.place FROM job_postings p
         WHERE p.workplace_type = 'remote' AND",
    );
    filter.push(&mut query);
    query.build_query_as().fetch_all(db).await
}

/// All open offers that fit, for sorting by something SQL cannot compute.
pub async fn list_for_sorting(db: &SqlitePool, filter: Filter<'_>) -> Result<Vec<SortRow>, sqlx::Error> {
    let mut query =
        QueryBuilder::new("SELECT p.seq, p.id, p.posted_at, p.closes_at, p.place FROM job_postings p WHERE");
    filter.push(&mut query);
    query.build_query_as().fetch_all(db).await
}

/// Adds or changes an offer; an equal one is left as it is.
pub async fn put(db: &mut SqliteConnection, posting: &NewJobPosting) -> Result<Change, sqlx::Error> {
    let facts = serde_json::to_string(&posting.facts).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let filed_under =
        serde_json::json!([posting.state, posting.occupation, posting.industry, posting.place, posting.workplace_type]);
    let content_hash = crate::hash::short_hash([filed_under.to_string().as_bytes(), facts.as_bytes()]);
    let stored: Option<String> = sqlx::query_scalar("SELECT content_hash FROM job_postings WHERE id = ?")
        .bind(&posting.id)
        .fetch_optional(&mut *db)
        .await?;
    if stored.as_ref() == Some(&content_hash) {
        return Ok(Change::Unchanged);
    }
    let closes_at = posting.facts.valid_through.map_or(NEVER, |valid_through| valid_through.timestamp());
    let seq: i64 = sqlx::query_scalar(
        "INSERT INTO job_postings
             (id, content_hash, state, occupation, industry, place, workplace_type, posted_at, closes_at, facts)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
             content_hash = excluded.content_hash, state = excluded.state, occupation = excluded.occupation,
             industry = excluded.industry, place = excluded.place, workplace_type = excluded.workplace_type,
             posted_at = excluded.posted_at, closes_at = excluded.closes_at, facts = excluded.facts
         RETURNING seq",
    )
    .bind(&posting.id)
    .bind(&content_hash)
    .bind(posting.state)
    .bind(&posting.occupation)
    .bind(&posting.industry)
    .bind(&posting.place)
    .bind(posting.workplace_type)
    .bind(posting.facts.date_posted.timestamp())
    .bind(closes_at)
    .bind(&facts)
    .fetch_one(&mut *db)
    .await?;
    if stored.is_some() {
        sqlx::query("DELETE FROM job_posting_points WHERE seq = ?").bind(seq).execute(&mut *db).await?;
    }
    sqlx::query(
        "INSERT INTO job_posting_points SELECT p.seq, c.latitude, c.latitude, c.longitude, c.longitude
         FROM job_postings p JOIN places c ON c.slug = p.place
         WHERE p.seq = ? AND p.workplace_type <> 'remote' AND c.latitude IS NOT NULL AND c.longitude IS NOT NULL",
    )
    .bind(seq)
    .execute(&mut *db)
    .await?;
    Ok(if stored.is_some() { Change::Changed } else { Change::Added })
}

/// Places all offers anew, after the coordinates of places changed.
pub async fn rebuild_points(db: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM job_posting_points").execute(&mut *db).await?;
    sqlx::query(
        "INSERT INTO job_posting_points SELECT p.seq, c.latitude, c.latitude, c.longitude, c.longitude
         FROM job_postings p JOIN places c ON c.slug = p.place
         WHERE p.workplace_type <> 'remote' AND c.latitude IS NOT NULL AND c.longitude IS NOT NULL",
    )
    .execute(db)
    .await?;
    Ok(())
}
