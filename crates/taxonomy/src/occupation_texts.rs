//! What a page about a role tells besides its offers.

use std::collections::HashMap;

use serde::Deserialize;

const OCCUPATION_TEXTS_JSON: &str = include_str!("../data/occupation-texts.json");

/// Plain text, in Italian.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OccupationText {
    pub slug: String,
    /// Two or three sentences.
    pub summary: String,
    pub tasks: Vec<String>,
    /// What employers usually ask for.
    pub requirements: Vec<String>,
    /// Usual agreements and contract forms.
    pub contracts: String,
}

/// By the slug of their occupation.
pub fn embedded_occupation_texts() -> Result<HashMap<String, OccupationText>, serde_json::Error> {
    let texts: Vec<OccupationText> = serde_json::from_str(OCCUPATION_TEXTS_JSON)?;
    Ok(texts.into_iter().map(|text| (text.slug.clone(), text)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded_occupations;

    #[test]
    fn every_text_has_an_occupation_and_no_part_is_empty() {
        let texts = embedded_occupation_texts().unwrap();
        let occupations = embedded_occupations().unwrap();
        assert!(texts.len() >= 40);
        for text in texts.values() {
            assert!(occupations.find(&text.slug).is_some(), "{}", text.slug);
            let mut lines = text.tasks.iter().chain(&text.requirements).chain([&text.summary, &text.contracts]);
            assert!(lines.all(|line| !line.trim().is_empty()), "{}", text.slug);
            assert!(!text.tasks.is_empty() && !text.requirements.is_empty(), "{}", text.slug);
        }
    }
}
