//! What the records of a source have in common, whoever wrote them.

use crate::hash::{base32, sha256};

/// Most of a source's open offers, in percent, that may end at once: beyond that it is rather the feed that is wrong.
const MOST_ENDED_PERCENT: usize = 30;

/// What becomes of offers that a feed holds no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The feed is a part of the offers: the others stay.
    Never,
    /// They end, unless that is too many at once.
    Guarded,
    /// They end, however many: somebody has looked.
    All,
}

/// Where records come from when nobody imports them by hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    pub source: String,
    /// What it was recognised as until now: it may not become another format by itself.
    pub format: Option<String>,
    pub ending: Ending,
}

impl Origin {
    /// The id of an offer within this source: two sources may use the same identifiers.
    pub fn scoped(&self, id: &str) -> String {
        base32(&sha256([b"source", self.source.as_bytes(), id.as_bytes()]), 12)
    }
}

impl Ending {
    /// Why offers that are missing are not ended; `None`: they are. `unknown` records could not even be told apart: one
    /// of them may be what is missing.
    pub fn objection(self, open: usize, missing: usize, unknown: usize) -> Option<String> {
        if self == Self::All || missing == 0 {
            return None;
        }
        if unknown > 0 {
            return Some(format!(
                "{missing} offers are missing from the feed, and {unknown} records could not be told apart: none was \
                 ended"
            ));
        }
        (missing * 100 > open * MOST_ENDED_PERCENT).then(|| {
            format!(
                "{missing} of {open} open offers are missing from the feed, more than {MOST_ENDED_PERCENT} %: none was \
                 ended"
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        Origin { source: "ponte".to_owned(), format: None, ending: Ending::Guarded }
    }

    #[test]
    fn ids_differ_by_source() {
        let other = Origin { source: "altra".to_owned(), ..origin() };
        assert_ne!(origin().scoped("abc"), other.scoped("abc"));
        assert_eq!(origin().scoped("abc").len(), 12);
    }

    #[test]
    fn too_much_at_once_does_not_end() {
        assert_eq!(Ending::Guarded.objection(10, 3, 0), None);
        assert!(Ending::Guarded.objection(10, 4, 0).unwrap().contains("4 of 10"));
        assert!(Ending::Guarded.objection(10, 1, 1).unwrap().contains("told apart"));
        assert_eq!(Ending::Guarded.objection(10, 0, 5), None);
        assert_eq!(Ending::All.objection(10, 10, 2), None);
    }
}
