//! Offers that a candidate saves.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::{FieldError, JobPostingSummary};

pub use crate::limits::MOST_SAVED;

#[cfg(feature = "openapi")]
fn saved_items() -> utoipa::openapi::schema::ArrayBuilder {
    utoipa::openapi::schema::ArrayBuilder::new()
        .items(<SavedOnDeviceItem as utoipa::PartialSchema>::schema())
        .max_items(Some(MOST_SAVED))
}

/// A saved offer. It stays when the offer ends: `job_posting.status` says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedJobPosting {
    pub job_posting: JobPostingSummary,
    pub saved_at: DateTime<FixedOffset>,
}

/// The body of `POST /me/saved`: the offers that a device saved before its owner signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedOnDevice {
    #[cfg_attr(feature = "openapi", schema(schema_with = saved_items))]
    pub items: Vec<SavedOnDeviceItem>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SavedOnDeviceItem {
    /// Id of the offer.
    pub id: String,
    /// By the device's clock; one in the future counts as now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub saved_at: Option<DateTime<FixedOffset>>,
}

impl SavedOnDevice {
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        if self.items.len() <= MOST_SAVED {
            return Ok(());
        }
        Err(vec![FieldError::new("/items", "too_many", format!("at most {MOST_SAVED}"))])
    }
}
