use serde::{Deserialize, Serialize};

/// The answer for the address of a page on the site, and what its document's head says to programs that run no
/// WebAssembly. The static prerenderer asks for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PageHead {
    /// HTTP status of the page.
    pub status: u16,
    /// Path of the page that replaces this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
    /// The complete `<title>`, as text; absent: the shell's own stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Absent: the shell's own stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The head's other elements, as HTML: canonical address, Open Graph, structured data, feeds.
    pub elements: String,
}
