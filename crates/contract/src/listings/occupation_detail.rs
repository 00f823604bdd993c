use serde::{Deserialize, Serialize};

use crate::{ArticleSummary, Occupation};

/// The content of the page about a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OccupationDetail {
    pub occupation: Occupation,
    /// The work, where and with whom: two or three sentences.
    pub summary: String,
    pub tasks: Vec<String>,
    /// The usual requirements of employers.
    pub requirements: Vec<String>,
    /// Usual agreements and contract forms.
    pub contracts: String,
    pub open_job_postings: u64,
    /// The comuni with the most open offers, most first; at most twelve.
    pub top_places: Vec<PlaceCount>,
    /// The pay of the middle half of the open offers; absent when fewer than five state their pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typical_pay: Option<TypicalPay>,
    /// Articles about the role, the newest first.
    pub articles: Vec<ArticleSummary>,
}

/// A comune and the number of its open offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceCount {
    pub slug: String,
    /// "Milano (MI)".
    pub label: String,
    pub open_job_postings: u64,
}

/// First and third quartile of monthly pay, gross cents, normalised as [`crate::salary`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypicalPay {
    pub low_month_minor: u64,
    pub high_month_minor: u64,
    /// Number of offers that it is based on.
    pub job_postings: u64,
}
