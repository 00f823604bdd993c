//! Where CVs are kept: a folder beside the database, that nothing serves, or a bucket. Names are generated.

pub(crate) mod bucket;
mod open_error;

use std::path::PathBuf;
use std::sync::Arc;

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt};

pub use self::open_error::OpenError;
use crate::config::Config;
use crate::http::error::ApiError;
use disk::private_files;

/// Cheap to clone.
#[derive(Debug, Clone)]
pub struct CvFiles {
    store: Arc<dyn ObjectStore>,
    /// Where they are files on this machine.
    folder: Option<PathBuf>,
}

impl From<object_store::Error> for ApiError {
    fn from(error: object_store::Error) -> Self {
        Self::of("files", &error)
    }
}

impl CvFiles {
    pub fn open(config: &Config) -> Result<Self, OpenError> {
        if let Some(address) = &config.cv_store {
            let store = Arc::new(bucket::open(address, &config.cv_store_variables)?);
            return Ok(Self { store, folder: None });
        }
        Self::in_folder(config.cv_dir())
    }

    /// Files in a folder, which is made.
    pub fn in_folder(folder: PathBuf) -> Result<Self, OpenError> {
        private_files::create_own_dir(&folder)?;
        // A CV is acknowledged: it must have reached the disk, with its folder.
        let store = LocalFileSystem::new_with_prefix(&folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder) })
    }

    pub async fn put(&self, name: &str, content: Bytes) -> Result<(), ApiError> {
        self.store.put(&ObjectPath::from(name), content.into()).await?;
        if let Some(folder) = &self.folder {
            private_files::tighten(&folder.join(name));
        }
        Ok(())
    }

    /// `None`: there is no such file.
    pub async fn get(&self, name: &str) -> Result<Option<Bytes>, ApiError> {
        match self.store.get(&ObjectPath::from(name)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Deletes a file; one that is gone is no error.
    pub async fn delete(&self, name: &str) -> Result<(), ApiError> {
        match self.store.delete(&ObjectPath::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// The files last written before a moment.
    pub async fn list_before(&self, moment: DateTime<Utc>) -> Result<Vec<String>, ApiError> {
        let files: Vec<_> = self.store.list(None).try_collect().await?;
        let old = files.into_iter().filter(|file| file.last_modified < moment);
        Ok(old.map(|file| file.location.to_string()).collect())
    }
}
