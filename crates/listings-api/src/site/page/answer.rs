use axum::http::StatusCode;
use contract::PageHead;
use structured_data::Site;
use wording::page_title;

use crate::site::head::Head;

/// Longest description, in characters: search engines and chats cut what is longer.
const DESCRIPTION_CHARACTERS: usize = 200;

/// What the address of a page answers.
pub enum Page {
    Shell(StatusCode, Box<Head>),
    Moved(String),
}

impl Page {
    /// For the static prerenderer.
    pub fn into_head(self, site: &Site) -> PageHead {
        match self {
            Self::Shell(status, head) => head.of_page(status, site),
            Self::Moved(path) => PageHead {
                status: StatusCode::PERMANENT_REDIRECT.as_u16(),
                moved_to: Some(path),
                ..PageHead::default()
            },
        }
    }

    pub fn found(head: Head) -> Self {
        Self::Shell(StatusCode::OK, Box::new(head))
    }

    pub fn missing(status: StatusCode) -> Self {
        Self::Shell(status, Box::new(Head::unlisted(page_title::NOT_FOUND)))
    }
}

/// Cut between words.
pub fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(DESCRIPTION_CHARACTERS) else { return text.to_owned() };
    let start = text.get(..end).unwrap_or(text);
    let words = start.rsplit_once(char::is_whitespace).map_or(start, |(words, _)| words);
    format!("{}…", words.trim_end_matches([',', '.', ';', ':', ' ', '\u{a0}', '·']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shortened("Breve."), "Breve.");
        let long = "però, ".repeat(60);
        let cut = shortened(&long);
        assert!(cut.ends_with("però…") && cut.chars().count() <= DESCRIPTION_CHARACTERS + 1, "{cut}");
        assert_eq!(shortened(&"è".repeat(300)).chars().count(), DESCRIPTION_CHARACTERS + 1);
    }
}
