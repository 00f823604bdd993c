//! What one does in an occupation and what it takes, in words written for candidates.

use std::collections::HashMap;

const TEXTS_JSON: &str = include_str!("../data/occupation-texts.json");

/// The texts of one occupation, plain.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Deserialize)]
pub struct OccupationText {
    pub slug: String,
    pub summary: String,
    #[serde(default)]
    pub tasks: Vec<String>,
    #[serde(default)]
    pub requirements: Vec<String>,
}

/// By slug.
pub type OccupationTexts = HashMap<String, OccupationText>;

/// The built-in ones.
pub fn embedded() -> Result<OccupationTexts, serde_json::Error> {
    let texts: Vec<OccupationText> = serde_json::from_str(TEXTS_JSON)?;
    Ok(texts.into_iter().map(|text| (text.slug.clone(), text)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_of_occupations_there_are() {
        let occupations = crate::taxonomy::embedded_occupations().unwrap();
        for (slug, text) in embedded().unwrap() {
            assert!(occupations.iter().any(|occupation| occupation.slug == slug), "{slug}");
            assert!(!text.summary.is_empty() && !text.tasks.is_empty(), "{slug}");
        }
    }
}
