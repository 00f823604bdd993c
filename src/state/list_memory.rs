//! How far a list was loaded and what was open in it, stored for this tab: Back shows the list as it was left.

use std::collections::BTreeSet;

use contract::JobSearch;
use serde::{Deserialize, Serialize};

use crate::browser::device::storage;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ListMemory {
    /// Number of offers loaded.
    pub loaded: usize,
    /// Ids of the offers whose details were open.
    pub open: BTreeSet<String>,
    /// Heights of the list's chunks in pixels, for restoring the scroll position.
    pub heights: Vec<u32>,
}

fn key(search: &JobSearch) -> String {
    format!("bacheca.list:{}", search.to_query())
}

impl ListMemory {
    pub fn read(search: &JobSearch) -> Self {
        storage::read_for_tab(&key(search)).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    pub fn keep(&self, search: &JobSearch) {
        if let Ok(text) = serde_json::to_string(self) {
            storage::write_for_tab(&key(search), &text);
        }
    }
}
