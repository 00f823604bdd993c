#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error("cannot write {path}: {source}")]
    Write { path: String, source: std::io::Error },
    #[error("cannot read {path}: {source}")]
    Read { path: String, source: std::io::Error },
    #[error("{0} is there already: name a folder that is not")]
    Taken(String),
    #[error("{0} is not empty: restore into a new folder, and move the old one away first, with its server stopped")]
    InUse(String),
    #[error("no database at {0}")]
    NoDatabase(String),
    #[error("database: {0}")]
    Database(#[from] store::Error),
    #[error("the copy of the database is damaged: {0}")]
    Unsound(#[from] Unsound),
    #[error("{path} is no whole backup: {reason}")]
    Damaged { path: String, reason: String },
    #[error("CVs: {0}")]
    CvFiles(#[from] crate::candidates::cv::files::OpenError),
    #[error("broken off: {0}")]
    Interrupted(#[from] tokio::task::JoinError),
}

/// What is wrong with a copy.
#[derive(Debug, thiserror::Error)]
pub enum Unsound {
    #[error("{0}")]
    Broken(String),
    #[error("{0} rows refer to rows that are not there")]
    Dangling(i64),
    #[error("it was made by a newer version of this program (migration {0})")]
    TooNew(i64),
}
