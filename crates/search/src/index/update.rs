//! Writing to the index.

use std::sync::Arc;

use tantivy::{Index, IndexWriter, Term};

use crate::error::IndexError;
use crate::index::schema::{self, Fields};
use crate::index::source::Document;
use taxonomy::Taxonomy;

/// From so many changes on the index is written with more memory and threads, and made one segment.
const MANY: u64 = 50_000;
const FEW_BYTES: usize = 20_000_000;
const MANY_BYTES: usize = 250_000_000;
/// Deletions held in memory at most: a few hundred bytes each.
const MOST_DELETIONS: usize = 100_000;
const DAY: i64 = 24 * 3600;

/// One bringing up to date. Everything here blocks: for threads that may.
pub struct Update {
    writer: IndexWriter,
    fields: Fields,
    taxonomy: Arc<Taxonomy>,
    /// Unix seconds.
    now: i64,
    /// What stood in the index before.
    payload: Option<String>,
    /// Nothing that is added can be there already.
    is_from_nothing: bool,
    is_many: bool,
    deletions: usize,
}

impl Update {
    /// Fails when another process writes ([`IndexError::is_busy`]).
    pub fn open(
        index: &Index,
        fields: Fields,
        taxonomy: Arc<Taxonomy>,
        now: i64,
        is_from_nothing: bool,
        changes: u64,
    ) -> Result<Self, IndexError> {
        let is_many = changes >= MANY;
        let writer: IndexWriter = match is_many {
            true => index.writer_with_num_threads(2, MANY_BYTES)?,
            false => index.writer_with_num_threads(1, FEW_BYTES)?,
        };
        if is_from_nothing {
            writer.delete_all_documents()?;
        }
        let payload = index.load_metas()?.payload;
        Ok(Self { writer, fields, taxonomy, now, payload, is_from_nothing, is_many, deletions: 0 })
    }

    /// Offers that are not open have no place in the index; those whose deadline has passed for good neither.
    pub fn add(&mut self, batch: impl Iterator<Item = Document>) -> Result<(), IndexError> {
        for document in batch {
            if !self.is_from_nothing {
                self.writer.delete_term(Term::from_field_u64(self.fields.seq, document.seq.unsigned_abs()));
                self.deletions += 1;
            }
            // A day's grace: the clock of the machine may have been set.
            if document.is_open && document.closes_at.is_none_or(|closes_at| closes_at >= self.now - DAY) {
                self.writer.add_document(schema::document(&self.fields, &document, &self.taxonomy))?;
            }
        }
        if self.deletions >= MOST_DELETIONS {
            self.deletions = 0;
            // With the generation of before: should this be broken off, all of it is done again.
            let payload = self.payload.clone();
            self.put_down(payload.as_deref().unwrap_or_default())?;
        }
        Ok(())
    }

    /// Ends it: from now on the index holds what the payload says.
    pub fn commit(mut self, payload: &str) -> Result<(), IndexError> {
        self.put_down(payload)?;
        if self.is_many {
            // One segment: every query then walks one dictionary and one set of columns.
            let segments = self.writer.index().searchable_segment_ids()?;
            if segments.len() > 1 {
                self.writer.merge(&segments).wait()?;
            }
            self.writer.garbage_collect_files().wait()?;
        }
        self.writer.wait_merging_threads()?;
        Ok(())
    }

    fn put_down(&mut self, payload: &str) -> Result<(), IndexError> {
        let mut prepared = self.writer.prepare_commit()?;
        prepared.set_payload(payload);
        prepared.commit()?;
        Ok(())
    }
}
