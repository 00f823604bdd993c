//! What was typed into the sign-up form, stored for this tab: a reload or another page loses nothing. The password is
//! never stored.

use contract::Place;
use serde::{Deserialize, Serialize};

use crate::browser::device::storage;

const KEY: &str = "bacheca.sign-up";

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SignUpDraft {
    pub name: String,
    pub email: String,
    pub place_text: String,
    pub place: Option<Place>,
    pub marketing_consent: bool,
}

impl SignUpDraft {
    /// The stored draft, or an empty one.
    pub fn read() -> Self {
        storage::read_for_tab(KEY).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    pub fn keep(&self) {
        if let Ok(text) = serde_json::to_string(self) {
            storage::write_for_tab(KEY, &text);
        }
    }

    pub fn forget() {
        storage::remove_for_tab(KEY);
    }
}
