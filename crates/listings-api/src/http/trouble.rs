//! What an internal failure means for the client: most are a plain 500, these three have their own answer.

use std::error::Error;

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
    if let Some(error) = error.downcast_ref::<store::Error>() {
        return match error.kind() {
            store::ErrorKind::NoSpace => Some(Trouble::NoSpace),
            store::ErrorKind::Busy => Some(Trouble::Busy),
            store::ErrorKind::OwnerGone => Some(Trouble::OwnerGone),
            store::ErrorKind::Unreadable | store::ErrorKind::Other => None,
        };
    }
    if let Some(error) = error.downcast_ref::<search::IndexError>() {
        return error.is_full_disk().then_some(Trouble::NoSpace);
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    #[test]
    fn a_full_disk_is_found_among_the_causes() {
        let full = || std::io::Error::from(ErrorKind::StorageFull);
        assert_eq!(of(&full()), Some(Trouble::NoSpace));
        assert_eq!(of(&std::io::Error::other(full())), Some(Trouble::NoSpace));
        let stored = object_store::Error::Generic { store: "files", source: Box::new(full()) };
        assert_eq!(of(&stored), Some(Trouble::NoSpace));
        assert_eq!(of(&search::IndexError::from(full())), Some(Trouble::NoSpace));
        assert_eq!(of(&std::io::Error::from(ErrorKind::NotFound)), None);
    }
}
