//! Alerts: searches that run regularly and send emails about new offers.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;
use crate::{FieldError, JobSearch};

/// Maximum number of alerts of an account.
pub const MOST_ALERTS: usize = 20;

open_enum! {
    /// Maximum frequency of an alert. Nothing is sent without new offers.
    AlertFrequency {
        Daily = "daily",
        Weekly = "weekly",
    }
}

/// The body of `POST /me/alerts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewAlert {
    /// A search as in the query string of `GET /job-postings`. Its order and cursor are ignored.
    #[cfg_attr(feature = "openapi", schema(schema_with = crate::schema::search_query))]
    pub query: String,
    pub frequency: AlertFrequency,
}

impl NewAlert {
    /// The search, or every invalid field in the order of the form. Only the server knows whether places and roles
    /// exist.
    pub fn check(&self) -> Result<JobSearch, Vec<FieldError>> {
        let mut errors = Vec::new();
        let search = JobSearch::from_query(&self.query).map_err(|wrong| errors.extend(of_query(wrong))).ok();
        if matches!(self.frequency, AlertFrequency::Other(_)) {
            errors.push(FieldError::new("/frequency", "unknown_value", "not one of the values"));
        }
        let search = search.map(|search| JobSearch { cursor: None, limit: None, sort: None, ..search });
        search.filter(|_| errors.is_empty()).ok_or(errors)
    }
}

/// Errors of parameters, attributed to the field that contains them.
pub fn of_query(wrong: Vec<FieldError>) -> impl Iterator<Item = FieldError> {
    wrong.into_iter().map(|error| {
        let detail = format!("{}: {}", error.pointer, error.detail);
        FieldError::new("/query", &error.code, detail)
    })
}

/// An alert as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Alert {
    pub id: String,
    pub query: String,
    pub frequency: AlertFrequency,
    pub created_at: DateTime<FixedOffset>,
    /// Absent before the first email.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_sent_at: Option<DateTime<FixedOffset>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_is_kept_without_its_order() {
        let alert = NewAlert { query: "sort=closing&q=turni&limit=5".to_owned(), frequency: AlertFrequency::Daily };
        assert_eq!(alert.check().unwrap().to_query(), "q=turni");
        let alert = NewAlert { query: "radius_km=9999&boh=1".to_owned(), frequency: "hourly".into() };
        let errors = alert.check().unwrap_err();
        assert!(errors.iter().any(|error| error.pointer == "/frequency"));
        assert!(errors.iter().filter(|error| error.pointer == "/query").count() >= 1, "{errors:?}");
    }
}
