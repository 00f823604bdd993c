//! Whether a write failed because there is no room: the server then goes on reading, and says so.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::sync::Arc;

/// Looks through an error and its causes for one of the disk that says: nothing more.
pub fn is_full(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let of_disk =
            error.downcast_ref::<io::Error>().or_else(|| error.downcast_ref::<Arc<io::Error>>().map(|of| &**of));
        if of_disk.is_some_and(is_full_disk) {
            return true;
        }
        next = error.source();
    }
    false
}

fn is_full_disk(error: &io::Error) -> bool {
    let says_so = matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge | ErrorKind::ReadOnlyFilesystem
    );
    // An error made of another one hides it from `source`.
    says_so || error.get_ref().is_some_and(|inner| is_full(inner))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_found_among_the_causes() {
        let full = || io::Error::from(ErrorKind::StorageFull);
        assert!(is_full(&full()));
        assert!(is_full(&io::Error::other(full())));
        assert!(is_full(&io::Error::other(Arc::new(full()))));
        assert!(!is_full(&io::Error::from(ErrorKind::NotFound)));
    }
}
