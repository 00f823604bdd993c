use serde::{Deserialize, Serialize};

/// What the address of a page on the site answers, and what its document's head says for programs that run no
/// WebAssembly. Who renders pages asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageHead {
    /// HTTP status of the page.
    pub status: u16,
    /// Path of the page that this one has moved to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
    /// The whole `<title>`, as text; none leaves the shell's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// None leaves the shell's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The head's other elements, as HTML: canonical address, Open Graph, structured data, feeds.
    pub elements: String,
}
