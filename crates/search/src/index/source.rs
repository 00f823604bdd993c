//! Where the index gets its job postings from.

use std::error::Error;

use contract::salary::NormalisedPay;
use contract::{ContractTermKind, EmploymentType, Shift};

/// Keeps the job postings. Every import counts a generation up and files what it changed under it.
pub trait Source: Sync {
    type Error: Error + Send + Sync + 'static;
    /// A job posting as it is kept.
    type Row: Send + 'static;

    /// The newest one.
    fn generation(&self) -> impl Future<Output = Result<i64, Self::Error>> + Send;

    /// How many job postings were changed last after a generation.
    fn count_since(&self, generation: i64) -> impl Future<Output = Result<u64, Self::Error>> + Send;

    /// Those that a generation changed last, in the order of `seq`, after one of them.
    fn list_of_generation(
        &self,
        generation: i64,
        after: i64,
        limit: u32,
    ) -> impl Future<Output = Result<Batch<Self::Row>, Self::Error>> + Send;

    /// What of it is searched. Called where blocking is allowed: texts may take a while.
    fn document(row: Self::Row) -> Document;
}

/// Job postings read one after the other.
#[derive(Debug, Default)]
pub struct Batch<Row> {
    pub rows: Vec<Row>,
    /// The `seq` of the last one that was read; `None`: there are no more.
    pub last: Option<i64>,
}

/// What of a job posting is searched, filtered, counted and sorted by. Times are Unix seconds.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its number; stays through re-imports.
    pub seq: i64,
    /// Neither filled nor withdrawn.
    pub is_open: bool,
    pub posted_at: i64,
    /// `None`: no deadline.
    pub closes_at: Option<i64>,
    /// Slugs.
    pub occupation: Option<String>,
    pub industry: Option<String>,
    pub place: Option<String>,
    pub is_remote: bool,
    pub is_agency: bool,
    pub employment_type: Option<EmploymentType>,
    pub contract_term: Option<ContractTermKind>,
    pub shifts: Vec<Shift>,
    pub pay: Option<NormalisedPay>,
    pub title: String,
    pub employer: String,
    pub agency: String,
    /// The source's own words for where the work is.
    pub location_label: Option<String>,
    /// Description and requirements, without markup.
    pub body: String,
}
