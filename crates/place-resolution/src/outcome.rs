//! What goes into a resolution and what comes out of it.

use std::fmt;

/// A source's words for one place. An empty text says nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// Town, hamlet, whole address, several towns, or whatever else people put there.
    pub locality: &'a str,
    /// Sigla or name of a province, name or ISO 3166-2 code of a region.
    pub region: &'a str,
    pub postal_code: &'a str,
    /// ISO 3166-1 code of two or three letters, or a name.
    pub country: &'a str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    pub outcome: Outcome,
    /// In words, what was guessed, passed over or left as text.
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Slugs, in the order of the text, each once. Never empty.
    Comuni(Vec<String>),
    Wider(WiderPlace),
    /// Work from home, and no comune named.
    Remote,
    /// ISO 3166-1 code of two letters, when known.
    Abroad(Option<String>),
    /// Several comuni have this name, and nothing tells which: their slugs.
    Ambiguous(Vec<String>),
    Unknown,
}

/// A place that holds many comuni. It has no point, so nothing is near to it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum WiderPlace {
    /// Sigla of today.
    Province(String),
    /// Slug: "emilia-romagna".
    Region(String),
    Italy,
}

/// "province:BG", "region:lombardia", "country:IT".
impl fmt::Display for WiderPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Province(sigla) => write!(f, "province:{sigla}"),
            Self::Region(slug) => write!(f, "region:{slug}"),
            Self::Italy => f.write_str("country:IT"),
        }
    }
}
