use serde::{Deserialize, Serialize};

/// A role; connects articles and offers.
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

/// An occupation and the number of its open offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OccupationCount {
    pub occupation: Occupation,
    pub open_job_postings: u64,
}

/// An industry and the number of its open offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IndustryCount {
    pub industry: Industry,
    pub open_job_postings: u64,
}
