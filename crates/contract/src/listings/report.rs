//! Reporting that something is wrong with an offer.

use serde::{Deserialize, Serialize};

use crate::FieldError;
use crate::open_enum::open_enum;

pub use crate::limits::NOTE_MAX_CHARACTERS;

open_enum! {
    /// What is wrong.
    ReportReason {
        /// The publisher asks for money or documents, or the job does not exist.
        Scam = "scam",
        /// Requires a sex, an age, an origin or similar.
        Discriminatory = "discriminatory",
        /// Pay, place or contract differ from the real offer.
        Misleading = "misleading",
        /// The position is filled, or the publisher no longer exists.
        Outdated = "outdated",
        SomethingElse = "something_else",
    }
}

/// The body of `POST /job-postings/{id}/reports`. Reports are anonymous.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewReport {
    pub reason: ReportReason,
    /// At most [`NOTE_MAX_CHARACTERS`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::note))]
    pub note: String,
}

impl NewReport {
    /// Every invalid field, in the order of the form.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        if matches!(self.reason, ReportReason::Other(_)) {
            errors.push(FieldError::new("/reason", "unknown_value", "not one of the reasons"));
        }
        if self.note.chars().count() > NOTE_MAX_CHARACTERS {
            errors.push(FieldError::new("/note", "too_long", format!("at most {NOTE_MAX_CHARACTERS} characters")));
        } else if self.note.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            errors.push(FieldError::new("/note", "invalid", "control characters"));
        }
        if self.reason == ReportReason::SomethingElse && self.note.trim().is_empty() {
            errors.push(FieldError::new("/note", "missing", "say what is wrong"));
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(reason: &str, note: &str) -> Vec<String> {
        let report = NewReport { reason: ReportReason::from(reason), note: note.to_owned() };
        report.check().err().unwrap_or_default().into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn a_report_says_what_is_wrong() {
        assert!(codes("scam", "").is_empty());
        assert!(codes("something_else", "La sede non esiste").is_empty());
        assert_eq!(codes("something_else", "  "), ["missing"]);
        assert_eq!(codes("boh", ""), ["unknown_value"]);
        assert_eq!(codes("scam", &"à".repeat(1001)), ["too_long"]);
        // Printed to a terminal, which control characters would control.
        assert_eq!(codes("scam", "ecco\u{9b}2J"), ["invalid"]);
    }
}
