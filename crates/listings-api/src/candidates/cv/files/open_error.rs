/// Why the place of the CVs can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("folder: {0}")]
    Folder(#[from] std::io::Error),
    #[error("store: {0}")]
    Store(#[from] object_store::Error),
    #[error("{0:?} is not like s3://bucket or s3://bucket/prefix")]
    Address(String),
}
