//! What the records of a source have in common, whoever wrote them.

use super::source::SourcePosting;
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
    /// Whom it speaks for, where a record names nobody.
    pub employer: Option<String>,
    pub agency: Option<String>,
    pub agency_authorisation: Option<String>,
    pub ending: Ending,
}

impl Origin {
    /// Adds whom the source speaks for. What a record says itself stays.
    pub fn fill(&self, posting: &mut SourcePosting) {
        let is_ours = match (&posting.agency_name, &self.agency) {
            (Some(named), Some(ours)) => named.trim().eq_ignore_ascii_case(ours),
            (named, _) => named.is_none(),
        };
        if is_ours && self.agency.is_some() {
            posting.agency_name.clone_from(&self.agency);
            if posting.agency_authorisation_number.is_none() {
                posting.agency_authorisation_number.clone_from(&self.agency_authorisation);
            }
        }
        if posting.organization_name.is_none() && posting.agency_name.is_none() {
            posting.organization_name.clone_from(&self.employer);
        }
    }

    /// The id of an offer within this source: two sources may use the same identifiers.
    pub fn scoped(&self, id: &str) -> String {
        base32(&sha256([b"source", self.source.as_bytes(), id.as_bytes()]), 12)
    }

    /// What the reading of a record depends on besides its text.
    pub fn basis(&self) -> String {
        format!("{:?}", (&self.source, &self.employer, &self.agency, &self.agency_authorisation))
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
        Origin {
            source: "ponte".to_owned(),
            employer: Some("Officine S.r.l.".to_owned()),
            agency: None,
            agency_authorisation: None,
            ending: Ending::Guarded,
        }
    }

    #[test]
    fn a_source_speaks_only_where_a_record_names_nobody() {
        let filled = |origin: &Origin, mut posting: SourcePosting| {
            origin.fill(&mut posting);
            (posting.organization_name, posting.agency_name, posting.agency_authorisation_number)
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(filled(&origin(), SourcePosting::default()), (text("Officine S.r.l."), None, None));
        let named = SourcePosting { organization_name: text("Altra"), ..SourcePosting::default() };
        assert_eq!(filled(&origin(), named.clone()), (text("Altra"), None, None));
        let agency = Origin { employer: None, agency: text("Ponte"), agency_authorisation: text("1234"), ..origin() };
        assert_eq!(filled(&agency, named), (text("Altra"), text("Ponte"), text("1234")));
        let other = SourcePosting { agency_name: text("Altra agenzia"), ..SourcePosting::default() };
        assert_eq!(filled(&agency, other), (None, text("Altra agenzia"), None));
        let ours = SourcePosting { agency_name: text("PONTE"), ..SourcePosting::default() };
        assert_eq!(filled(&agency, ours), (None, text("Ponte"), text("1234")));
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
