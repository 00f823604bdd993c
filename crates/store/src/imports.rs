//! Sources of job postings, and the runs of each.

pub mod source_runs;
pub mod sources;
