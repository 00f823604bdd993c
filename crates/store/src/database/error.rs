use std::io;

/// Primary and extended result codes of SQLite (<https://sqlite.org/rescode.html>).
const BUSY: i64 = 5;
const LOCKED: i64 = 6;
const FULL: i64 = 13;
const CONSTRAINT_FOREIGNKEY: i64 = 787;
/// IOERR_WRITE, _FSYNC, _DIR_FSYNC, _TRUNCATE, _SHMOPEN, _SHMSIZE: what a disk that takes nothing answers besides FULL.
const NOT_WRITTEN: [i64; 6] = [778, 1034, 1290, 1546, 4618, 4874];

/// Why a question to the database has no answer, or nothing was written.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] sqlx::Error);

/// What a caller can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// The disk takes nothing more.
    NoSpace,
    /// Another process, or too many of ours, write to the database: try again.
    Busy,
    /// A row that the written one belongs to is not there (any more).
    OwnerGone,
    /// This row can't be read, now or later; others can.
    Unreadable,
    Other,
}

impl Error {
    pub fn kind(&self) -> ErrorKind {
        kind_of(&self.0)
    }
}

pub(crate) fn kind_of(error: &sqlx::Error) -> ErrorKind {
    match error {
        sqlx::Error::Database(cause) => {
            cause.code().and_then(|code| code.parse().ok()).map_or(ErrorKind::Other, kind_of_code)
        }
        sqlx::Error::PoolTimedOut => ErrorKind::Busy,
        sqlx::Error::ColumnDecode { .. }
        | sqlx::Error::Decode(_)
        | sqlx::Error::ColumnNotFound(_)
        | sqlx::Error::ColumnIndexOutOfBounds { .. }
        | sqlx::Error::TypeNotFound { .. } => ErrorKind::Unreadable,
        other if disk::full::is_full(other) => ErrorKind::NoSpace,
        _ => ErrorKind::Other,
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self(sqlx::Error::Io(error))
    }
}

fn kind_of_code(code: i64) -> ErrorKind {
    match (code, code & 0xff) {
        (CONSTRAINT_FOREIGNKEY, _) => ErrorKind::OwnerGone,
        (_, FULL) => ErrorKind::NoSpace,
        (_, BUSY | LOCKED) => ErrorKind::Busy,
        (code, _) if NOT_WRITTEN.contains(&code) => ErrorKind::NoSpace,
        _ => ErrorKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_sqlite_are_told_apart() {
        for (code, kind) in [
            (13, ErrorKind::NoSpace),
            (778, ErrorKind::NoSpace),
            (4874, ErrorKind::NoSpace),
            (266, ErrorKind::Other), // reading failed: the disk is broken, not full
            (5, ErrorKind::Busy),
            (517, ErrorKind::Busy),
            (262, ErrorKind::Busy),
            (787, ErrorKind::OwnerGone),
            (2067, ErrorKind::Other),
        ] {
            assert_eq!(kind_of_code(code), kind, "{code}");
        }
    }
}
