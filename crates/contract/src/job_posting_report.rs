use serde::{Deserialize, Serialize};

use crate::FieldError;
use crate::open_enum::open_enum;

/// Longest text of a report, in characters.
pub const REPORT_MAX_CHARACTERS: usize = 1000;

open_enum! {
    /// What is wrong with an offer.
    ReportReason {
        /// It is no longer to be had.
        Expired = "expired",
        /// Pay, place, contract or duties are not what it says.
        Misleading = "misleading",
        /// It keeps people out for what they are (d.lgs. 198/2006, 215/2003, 216/2003).
        Discriminatory = "discriminatory",
        /// It asks for money or for documents that are no one's business.
        Fraud = "fraud",
        /// The same offer is there more than once.
        Duplicate = "duplicate",
        SomethingElse = "something_else",
    }
}

/// The body of `POST /job-postings/{id}/reports`. Nothing says who sends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewJobPostingReport {
    pub reason: ReportReason,
    /// At most [`REPORT_MAX_CHARACTERS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl NewJobPostingReport {
    /// Every field that does not hold.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if ReportReason::parse_known(self.reason.as_str()).is_none() {
            errors.push(FieldError::new("/reason", "unknown_value", "not a reason this call knows"));
        }
        if self.text.as_ref().is_some_and(|text| text.chars().nth(REPORT_MAX_CHARACTERS).is_some()) {
            errors.push(FieldError::new("/text", "too_long", "at most 1000 characters"));
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_a_closed_list_and_texts_are_bounded() {
        let report =
            |reason: &str, text: &str| NewJobPostingReport { reason: reason.into(), text: Some(text.to_owned()) };
        let pointers = |report: NewJobPostingReport| -> Vec<String> {
            report.check().into_iter().map(|error| error.pointer).collect()
        };
        assert!(pointers(report("fraud", &"è".repeat(REPORT_MAX_CHARACTERS))).is_empty());
        assert_eq!(pointers(report("boring", &"x".repeat(1001))), ["/reason", "/text"]);
    }
}
