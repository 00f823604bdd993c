use chrono::{DateTime, FixedOffset, NaiveDate};
use contract::{
    BaseSalary, CollectiveAgreement, ContractTerm, EmploymentType, HiringOrganization, PostingAgency, Requirement,
    Shift,
};
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, QueryBuilder, SqliteConnection, SqlitePool};

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

/// How many offers were changed after a generation.
pub async fn count_since(db: &SqlitePool, generation: i64) -> Result<u64, sqlx::Error> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM job_postings WHERE generation > ?")
        .bind(generation)
        .fetch_one(db)
        .await?;
    Ok(count.unsigned_abs())
}

/// Offers that an import of this generation changed last, in the order of `seq`, after one of them.
pub async fn list_of_generation(
    db: &SqlitePool,
    generation: i64,
    after: i64,
    limit: u32,
) -> Result<Vec<Row>, sqlx::Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM job_postings p WHERE p.generation = ").push_bind(generation);
    query.push(" AND p.seq > ").push_bind(after).push(" ORDER BY p.seq LIMIT ").push_bind(limit);
    query.build_query_as().fetch_all(db).await
}

/// Adds or changes an offer and files it under a generation; an equal one is left as it is.
pub async fn put(db: &mut SqliteConnection, posting: &NewJobPosting, generation: i64) -> Result<Change, sqlx::Error> {
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
    sqlx::query(
        "INSERT INTO job_postings (id, content_hash, state, occupation, industry, place, workplace_type, posted_at,
             closes_at, facts, generation)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
             content_hash = excluded.content_hash, state = excluded.state, occupation = excluded.occupation,
             industry = excluded.industry, place = excluded.place, workplace_type = excluded.workplace_type,
             posted_at = excluded.posted_at, closes_at = excluded.closes_at, facts = excluded.facts,
             generation = excluded.generation",
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
    .bind(generation)
    .execute(&mut *db)
    .await?;
    Ok(if stored.is_some() { Change::Changed } else { Change::Added })
}
