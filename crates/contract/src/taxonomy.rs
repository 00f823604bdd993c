use serde::{Deserialize, Serialize};

use crate::ArticleSummary;

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

/// Everything a page about a role tells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OccupationDetail {
    pub occupation: Occupation,
    /// What one does, where and with whom: two or three sentences.
    pub summary: String,
    pub tasks: Vec<String>,
    /// What employers usually ask for.
    pub requirements: Vec<String>,
    /// Usual agreements and contract forms.
    pub contracts: String,
    pub open_job_postings: u64,
    /// The comuni with most open offers, most first; at most twelve.
    pub top_places: Vec<PlaceCount>,
    /// What the middle half of the open offers pay; absent when fewer than five say what they pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typical_pay: Option<TypicalPay>,
    /// Articles about the role, the newest first.
    pub articles: Vec<ArticleSummary>,
}

/// A comune and how many open offers it has now.
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
    /// How many offers it was worked out from.
    pub job_postings: u64,
}
