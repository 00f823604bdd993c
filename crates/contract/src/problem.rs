use serde::{Deserialize, Serialize};

/// The body of every error (`application/problem+json`, RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// URI reference that names the kind of problem; `about:blank` when the status is enough.
    #[serde(rename = "type")]
    pub kind: String,
    /// Short; the same for every problem of this kind.
    pub title: String,
    /// The HTTP status code.
    pub status: u16,
    /// Explanation of this occurrence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Errors by field or parameter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

/// One error of one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// JSON pointer into the body (`/email`), or the name of a query parameter (`radius_km`).
    pub pointer: String,
    /// For programs: `too_short`, `unknown_place`, … Stable.
    pub code: String,
    /// For developers of clients, in English. The site has its own text for each code.
    pub detail: String,
}

impl FieldError {
    /// Name of the field: the pointer without its slash.
    pub fn field(&self) -> &str {
        self.pointer.strip_prefix('/').unwrap_or(&self.pointer)
    }

    pub fn new(pointer: &str, code: &str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), code: code.to_owned(), detail: detail.into() }
    }
}
