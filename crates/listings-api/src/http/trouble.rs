//! What a failure below means for who asked: most causes are ours alone, these three have an answer of their own.

use std::error::Error;

/// Primary and extended result codes of SQLite (<https://sqlite.org/rescode.html>).
const BUSY: i64 = 5;
const LOCKED: i64 = 6;
const FULL: i64 = 13;
const CONSTRAINT_FOREIGNKEY: i64 = 787;
/// IOERR_WRITE, _FSYNC, _DIR_FSYNC, _TRUNCATE, _SHMOPEN, _SHMSIZE: what a disk that takes nothing answers besides FULL.
const NOT_WRITTEN: [i64; 6] = [778, 1034, 1290, 1546, 4618, 4874];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The disk takes nothing more.
    NoSpace,
    /// Another process, or too many of ours, write to the database.
    Busy,
    /// A row that the written one belongs to is not there (any more).
    OwnerGone,
}

/// Looks through an error and its causes.
pub fn of(error: &(dyn Error + 'static)) -> Option<Trouble> {
    if disk::full::is_full(error) {
        return Some(Trouble::NoSpace);
    }
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(trouble) = of_one(error) {
            return Some(trouble);
        }
        next = error.source();
    }
    None
}

fn of_one(error: &(dyn Error + 'static)) -> Option<Trouble> {
    if let Some(error) = error.downcast_ref::<sqlx::Error>() {
        return match error {
            sqlx::Error::Database(cause) => of_code(cause.code()?.parse().ok()?),
            sqlx::Error::PoolTimedOut => Some(Trouble::Busy),
            _ => None,
        };
    }
    match error.downcast_ref::<tantivy::TantivyError>()? {
        tantivy::TantivyError::IoError(cause) => of_io(cause),
        tantivy::TantivyError::OpenWriteError(tantivy::directory::error::OpenWriteError::IoError {
            io_error, ..
        }) => of_io(io_error),
        _ => None,
    }
}

fn of_io(error: &std::io::Error) -> Option<Trouble> {
    disk::full::is_full(error).then_some(Trouble::NoSpace)
}

fn of_code(code: i64) -> Option<Trouble> {
    match (code, code & 0xff) {
        (CONSTRAINT_FOREIGNKEY, _) => Some(Trouble::OwnerGone),
        (_, FULL) => Some(Trouble::NoSpace),
        (_, BUSY | LOCKED) => Some(Trouble::Busy),
        (code, _) if NOT_WRITTEN.contains(&code) => Some(Trouble::NoSpace),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    #[test]
    fn codes_of_sqlite_are_told_apart() {
        for (code, trouble) in [
            (13, Some(Trouble::NoSpace)),
            (778, Some(Trouble::NoSpace)),
            (4874, Some(Trouble::NoSpace)),
            (266, None), // reading failed: the disk is broken, not full
            (5, Some(Trouble::Busy)),
            (517, Some(Trouble::Busy)),
            (262, Some(Trouble::Busy)),
            (787, Some(Trouble::OwnerGone)),
            (2067, None),
        ] {
            assert_eq!(of_code(code), trouble, "{code}");
        }
    }

    #[test]
    fn a_full_disk_is_found_among_the_causes() {
        let full = || std::io::Error::from(ErrorKind::StorageFull);
        assert_eq!(of(&full()), Some(Trouble::NoSpace));
        assert_eq!(of(&std::io::Error::other(full())), Some(Trouble::NoSpace));
        let stored = object_store::Error::Generic { store: "files", source: Box::new(full()) };
        assert_eq!(of(&stored), Some(Trouble::NoSpace));
        assert_eq!(of(&tantivy::TantivyError::from(full())), Some(Trouble::NoSpace));
        assert_eq!(of(&std::io::Error::from(ErrorKind::NotFound)), None);
    }
}
