//! The answer to a search.

use serde::{Deserialize, Serialize};

use crate::{JobPostingSummary, Place};

/// One page of the offers that match a search, in the order it asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JobPostingPage {
    pub items: Vec<JobPostingSummary>,
    /// Number of offers on all pages together.
    pub total: u64,
    /// Opaque; pass it as `cursor` to get the next page. Absent on the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// The same on every page of one search.
    #[serde(default)]
    pub facets: JobSearchFacets,
    /// The comune that was searched around, when the search named one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// Searches that would find some, when `total` is 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<SearchSuggestions>,
}

/// Number of offers that each value of a filter would find. Each list is counted as if its own filter were off and all
/// others on. Values that would find none are left out, unless the search selects them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct JobSearchFacets {
    /// The twenty with the most offers, most first; always includes the selected one.
    pub occupation: Vec<FacetCount>,
    /// Most offers first.
    pub industry: Vec<FacetCount>,
    pub employment_type: Vec<FacetCount>,
    pub contract_term: Vec<FacetCount>,
    /// An offer counts for each of its shifts.
    pub shift: Vec<FacetCount>,
    /// `true` only.
    pub remote: Vec<FacetCount>,
    /// `true` and `false`.
    pub agency: Vec<FacetCount>,
    /// `1`, `3`, `7` and `30`; each includes the ones before.
    pub posted_within_days: Vec<FacetCount>,
    /// `3` and `7`; the latter includes the former.
    pub closing_within_days: Vec<FacetCount>,
}

/// A value of a filter, as its URL parameter takes it, and the number of offers it would find.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetCount {
    pub value: String,
    /// Text for people; only for occupations and industries.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    pub count: u64,
}

/// Suggestions after a search that found nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchSuggestions {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wider_radius: Option<WiderRadius>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<WithoutFilter>,
}

/// The next wider radius that finds some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WiderRadius {
    /// 10, 20, 30, 50 or 100; absent: all of Italy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radius_km: Option<u16>,
    pub total: u64,
}

/// The filter whose removal, with all its values, would find the most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithoutFilter {
    /// Name of its URL parameter; `salary_min` stands for `salary_period` too.
    pub parameter: String,
    pub total: u64,
}
