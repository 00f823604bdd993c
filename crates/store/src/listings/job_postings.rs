use std::collections::HashMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use contract::{
    BaseSalary, CollectiveAgreement, ContractTerm, EmploymentType, HiringOrganization, PostingAgency, Requirement,
    Shift,
};
use futures_util::TryStreamExt;
use serde::{Deserialize, Serialize};
use sqlx::{FromRow, QueryBuilder, Row as _};

use crate::articles::Change;
use crate::database::rows::readable;
use crate::{Error, Store, Transaction};

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

pub async fn find(store: &Store, id: &str) -> Result<Option<Row>, Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM job_postings p WHERE p.id = ").push_bind(id.to_owned());
    query.build_query_as().fetch_optional(&store.read).await.map_err(Error::from)
}

/// The offers with these ids that can be read, in that order.
pub async fn list_by_id(store: &Store, ids: &[String]) -> Result<Vec<Row>, Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS);
    query.push(" FROM json_each(").push_bind(serde_json::json!(ids).to_string());
    query.push(") wanted CROSS JOIN job_postings p ON p.id = wanted.value ORDER BY wanted.key");
    Ok(readable("offer", &query.build().fetch_all(&store.read).await?))
}

/// The offers with these `seq` that can be read, in that order.
pub async fn list_by_seq(store: &Store, seqs: &[i64]) -> Result<Vec<Row>, Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS);
    query.push(" FROM json_each(").push_bind(serde_json::json!(seqs).to_string());
    query.push(") wanted CROSS JOIN job_postings p ON p.seq = wanted.value ORDER BY wanted.key");
    Ok(readable("offer", &query.build().fetch_all(&store.read).await?))
}

/// How many offers were changed after a generation.
pub async fn count_since(store: &Store, generation: i64) -> Result<u64, Error> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM job_postings WHERE generation > ?")
        .bind(generation)
        .fetch_one(&store.read)
        .await?;
    Ok(count.unsigned_abs())
}

/// Offers read one after the other.
#[derive(Debug, Default)]
pub struct Batch {
    pub rows: Vec<Row>,
    /// The `seq` of the last one, readable or not; `None`: there are no more.
    pub last: Option<i64>,
}

/// Offers that an import of this generation changed last, in the order of `seq`, after one of them.
pub async fn list_of_generation(store: &Store, generation: i64, after: i64, limit: u32) -> Result<Batch, Error> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(COLUMNS).push(" FROM job_postings p WHERE p.generation = ").push_bind(generation);
    query.push(" AND p.seq > ").push_bind(after).push(" ORDER BY p.seq LIMIT ").push_bind(limit);
    let rows = query.build().fetch_all(&store.read).await?;
    let last = rows.last().map(|row| row.try_get("seq")).transpose()?;
    Ok(Batch { rows: readable("offer", &rows), last })
}

/// An offer with what storing it takes, worked out before the one writer is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Prepared {
    pub id: String,
    content_hash: String,
    source_hash: Option<i64>,
    state: &'static str,
    occupation: Option<String>,
    industry: Option<String>,
    place: Option<String>,
    workplace_type: &'static str,
    posted_at: i64,
    closes_at: i64,
    facts: String,
}

impl Prepared {
    /// `source_hash` tells whether the record it came from has changed.
    pub fn new(posting: NewJobPosting, source_hash: Option<i64>) -> Result<Self, serde_json::Error> {
        let NewJobPosting { id, state, occupation, industry, place, workplace_type, facts } = posting;
        let text = serde_json::to_string(&facts)?;
        let filed_under = serde_json::json!([state, occupation, industry, place, workplace_type]).to_string();
        Ok(Self {
            content_hash: content_hash::short_hash([filed_under.as_bytes(), text.as_bytes()]),
            posted_at: facts.date_posted.timestamp(),
            closes_at: facts.valid_through.map_or(NEVER, |valid_through| valid_through.timestamp()),
            facts: text,
            id,
            source_hash,
            state,
            occupation,
            industry,
            place,
            workplace_type,
        })
    }
}

/// Adds or changes offers and files them under a generation; equal ones are left as they are. What was done to each,
/// in order.
pub async fn put_all(tx: &mut Transaction, offers: &[Prepared], generation: i64) -> Result<Vec<Change>, Error> {
    let ids = serde_json::json!(offers.iter().map(|offer| &offer.id).collect::<Vec<_>>()).to_string();
    let stored: HashMap<String, (String, Option<i64>)> = sqlx::query_as::<_, (String, String, Option<i64>)>(
        "SELECT p.id, p.content_hash, p.source_hash
         FROM json_each(?) wanted CROSS JOIN job_postings p ON p.id = wanted.value",
    )
    .bind(ids)
    .fetch_all(tx.connection())
    .await?
    .into_iter()
    .map(|(id, content_hash, source_hash)| (id, (content_hash, source_hash)))
    .collect();
    let mut changes = Vec::with_capacity(offers.len());
    for offer in offers {
        let change = match stored.get(&offer.id) {
            None => Change::Added,
            Some((content_hash, _)) if *content_hash != offer.content_hash => Change::Changed,
            Some((_, source_hash)) => {
                if *source_hash != offer.source_hash {
                    put_source_hash(tx, offer).await?;
                }
                Change::Unchanged
            }
        };
        if change != Change::Unchanged {
            put(tx, offer, generation).await?;
        }
        changes.push(change);
    }
    Ok(changes)
}

/// The same offer in other words of its source.
async fn put_source_hash(tx: &mut Transaction, offer: &Prepared) -> Result<(), Error> {
    sqlx::query("UPDATE job_postings SET source_hash = ? WHERE id = ?")
        .bind(offer.source_hash)
        .bind(&offer.id)
        .execute(tx.connection())
        .await
        .map(drop)
        .map_err(Error::from)
}

async fn put(tx: &mut Transaction, offer: &Prepared, generation: i64) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO job_postings (id, content_hash, source_hash, state, occupation, industry, place, workplace_type,
             posted_at, closes_at, facts, generation)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
             content_hash = excluded.content_hash, source_hash = excluded.source_hash, state = excluded.state,
             occupation = excluded.occupation, industry = excluded.industry, place = excluded.place,
             workplace_type = excluded.workplace_type, posted_at = excluded.posted_at,
             closes_at = excluded.closes_at, facts = excluded.facts, generation = excluded.generation",
    )
    .bind(&offer.id)
    .bind(&offer.content_hash)
    .bind(offer.source_hash)
    .bind(offer.state)
    .bind(&offer.occupation)
    .bind(&offer.industry)
    .bind(&offer.place)
    .bind(offer.workplace_type)
    .bind(offer.posted_at)
    .bind(offer.closes_at)
    .bind(&offer.facts)
    .bind(generation)
    .execute(tx.connection())
    .await
    .map(drop)
    .map_err(Error::from)
}

/// Hash of the record each offer came from → number of its id ([`content_hash::base32_number`]).
pub async fn source_hashes(store: &Store) -> Result<HashMap<i64, u64>, Error> {
    let mut rows = sqlx::query_as::<_, (i64, String)>(
        "SELECT source_hash, id FROM job_postings INDEXED BY job_postings_by_source WHERE source_hash IS NOT NULL",
    )
    .fetch(&store.read);
    let mut hashes = HashMap::new();
    while let Some((hash, id)) = rows.try_next().await? {
        hashes.insert(hash, content_hash::base32_number(&id));
    }
    Ok(hashes)
}
