//! The database as the source of the search index.

use search::Source;
use search::source::{Batch, Document};
use store::job_postings::{self as rows, NEVER, Row};
use store::{Error, Store, settings};

use source_values::text;

pub struct Stored<'a>(pub &'a Store);

impl Source for Stored<'_> {
    type Error = Error;
    type Row = Row;

    async fn generation(&self) -> Result<i64, Error> {
        settings::generation(self.0).await
    }

    async fn count_since(&self, generation: i64) -> Result<u64, Error> {
        rows::count_since(self.0, generation).await
    }

    async fn list_of_generation(&self, generation: i64, after: i64, limit: u32) -> Result<Batch<Row>, Error> {
        let batch = rows::list_of_generation(self.0, generation, after, limit).await?;
        Ok(Batch { rows: batch.rows, last: batch.last })
    }

    fn document(row: Row) -> Document {
        document(row)
    }
}

/// What of a stored job posting is searched.
fn document(row: Row) -> Document {
    let facts = row.facts;
    let mut body = text::of_description(&facts.description_html);
    for requirement in &facts.requirements {
        body.push(' ');
        body.push_str(&requirement.text);
    }
    let instalments = facts.collective_agreement.as_ref().and_then(|agreement| agreement.instalments);
    let hours = facts.work_hours.as_deref().and_then(contract::salary::weekly_hours);
    Document {
        seq: row.seq,
        is_open: row.state == "open",
        posted_at: row.posted_at,
        closes_at: (row.closes_at != NEVER).then_some(row.closes_at),
        occupation: row.occupation,
        industry: row.industry,
        place: row.place,
        is_remote: row.workplace_type == "remote",
        is_agency: facts.posting_agency.is_some(),
        employment_type: facts.employment_type,
        contract_term: facts.contract_term.map(|term| term.kind),
        shifts: facts.shifts,
        pay: facts.base_salary.as_ref().and_then(|salary| salary.highest(instalments, hours)),
        title: facts.title,
        employer: facts.hiring_organization.map(|organization| organization.name).unwrap_or_default(),
        agency: facts.posting_agency.map(|agency| agency.name).unwrap_or_default(),
        location_label: facts.location_label,
        body,
    }
}
