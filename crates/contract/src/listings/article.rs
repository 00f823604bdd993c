use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{JobPostingSummary, Occupation};

/// The part of the magazine an article belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Topic {
    pub slug: String,
    pub label: String,
}

/// A picture with its size in CSS pixels, so that nothing moves when it loads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Image {
    /// Relative to the API's base address, or absolute.
    pub src: String,
    pub width: u32,
    pub height: u32,
    /// Empty for a decorative picture.
    pub alt: String,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleSummary {
    pub slug: String,
    pub headline: String,
    pub standfirst: String,
    pub topic: Topic,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Image>,
    pub date_published: NaiveDate,
    pub date_modified: NaiveDate,
    /// Whole minutes, at least 1.
    pub reading_minutes: u32,
}

/// A whole article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Article {
    pub summary: ArticleSummary,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<Occupation>,
    pub author: String,
    /// In reading order. The first has no heading when the text opens without one.
    pub sections: Vec<Section>,
    /// Live offers for the text, shown at the end of their section.
    #[serde(default)]
    pub job_postings: Vec<InBodyJobPostings>,
    #[serde(default)]
    pub related: Vec<ArticleSummary>,
}

/// A heading and the text up to the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Section {
    /// Unique in the article; the fragment that links to it.
    pub id: String,
    /// 2 to 4, as in `<h2>`; 0 for an opening without heading.
    pub level: u8,
    /// Plain text.
    pub heading: String,
    /// Sanitised on the server.
    pub html: String,
}

/// Offers placed in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct InBodyJobPostings {
    /// The [`Section::id`] of the section that they end.
    pub section: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occupation: Option<Occupation>,
    /// Slug of the sector that the text names, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// Number of all matching open offers; `items` are the first of them.
    pub total: u64,
    pub items: Vec<JobPostingSummary>,
}
