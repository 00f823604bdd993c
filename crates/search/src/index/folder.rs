//! The index on the disk: opened when it is intact, rebuilt when it is not, in memory when there is no room.

use std::path::Path;

use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexReader, ReloadPolicy, TantivyError};

use crate::error::IndexError;
use crate::index::schema;
use disk::private_files;

/// An index and what reads it.
pub struct Opened {
    pub index: Index,
    pub reader: IndexReader,
    /// The disk did not take it.
    pub is_in_memory: bool,
}

/// The index of a folder, if it is whole, or an empty one in its place; in memory where the disk is full.
pub fn open_or_renew(folder: &Path) -> Result<Opened, IndexError> {
    let opened = open_whole(folder).or_else(|error| {
        if !error.is_full_disk() {
            tracing::warn!(%error, "the search index cannot be read: building it anew");
            if folder.is_dir() { std::fs::remove_dir_all(folder)? } else { std::fs::remove_file(folder)? }
        }
        open_whole(folder)
    });
    match opened {
        Err(error) if error.is_full_disk() => {
            tracing::error!(%error, "the search index is kept in memory");
            let index = Index::create_in_ram(schema::build().0);
            Ok(Opened { reader: reader(&index)?, index, is_in_memory: true })
        }
        opened => opened,
    }
}

/// Reads every byte once: what is damaged else shows in answers, or not at all.
pub fn open_whole(folder: &Path) -> Result<Opened, IndexError> {
    private_files::create_own_dir(folder)?;
    let directory = MmapDirectory::open(folder).map_err(TantivyError::from)?;
    let index = Index::open_or_create(directory, schema::build().0)?;
    let damaged = index.validate_checksum()?;
    if !damaged.is_empty() {
        return Err(IndexError::Damaged(damaged.len()));
    }
    Ok(Opened { reader: reader(&index)?, index, is_in_memory: false })
}

fn reader(index: &Index) -> tantivy::Result<IndexReader> {
    index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()
}
