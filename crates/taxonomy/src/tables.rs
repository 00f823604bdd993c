//! How the tables under data/ are read.

pub fn rows<T: serde::de::DeserializeOwned>(text: &str) -> Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect()
}

/// Alternate names are separated by `|`.
pub fn split_names(text: &str) -> Vec<String> {
    text.split('|').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
