use serde::{Deserialize, Serialize};

use crate::{ArticleSummary, Place};

/// A role; ties articles to offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Occupation {
    pub slug: String,
    pub preferred_label: String,
    /// Concept in ESCO (here the ISCO-08 group the role belongs to).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub esco_uri: Option<String>,
}

/// A sector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Industry {
    pub slug: String,
    pub label: String,
}

/// An occupation and how many open offers it has now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OccupationCount {
    pub occupation: Occupation,
    pub open_job_postings: u64,
}

/// An industry and how many open offers it has now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndustryCount {
    pub industry: Industry,
    pub open_job_postings: u64,
}

/// An occupation with what is worth knowing before looking for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OccupationDetail {
    pub occupation: Occupation,
    /// Plain text; absent while no one has written it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    #[serde(default)]
    pub tasks: Vec<String>,
    #[serde(default)]
    pub requirements: Vec<String>,
    pub open_job_postings: u64,
    /// The comuni with most open offers of it, most first; at most ten.
    #[serde(default)]
    pub top_places: Vec<PlaceCount>,
    /// Absent when fewer than five open offers state their pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typical_pay: Option<TypicalPay>,
    /// The newest first; at most six.
    #[serde(default)]
    pub articles: Vec<ArticleSummary>,
}

/// A comune and how many open offers it has now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceCount {
    pub place: Place,
    pub count: u64,
}

/// What the middle half of open offers pay a month, gross cents, normalised as [`crate::salary`] says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TypicalPay {
    /// A quarter of them pays less (p25).
    pub low_month_minor: u64,
    /// A quarter of them pays more (p75).
    pub high_month_minor: u64,
    /// How many state their pay.
    pub job_postings: u64,
}
