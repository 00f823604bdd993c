//! The only font: a server has none installed. Inter (OFL), cut down to the letters of the languages of Europe
//! that are written in Latin ones; `data/CREDITS.md` says how.

use std::collections::HashMap;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};
use unicode_normalization::UnicodeNormalization;

pub const FAMILY: &str = "Inter";
pub const REGULAR: &[u8] = include_bytes!("../../../data/fonts/Inter-Regular.otf");
pub const BOLD: &[u8] = include_bytes!("../../../data/fonts/Inter-Bold.otf");

/// Width of each letter there is, in parts of the size.
static REGULAR_WIDTHS: LazyLock<HashMap<char, f32>> = LazyLock::new(|| widths(REGULAR));
static BOLD_WIDTHS: LazyLock<HashMap<char, f32>> = LazyLock::new(|| widths(BOLD));

fn widths(font: &[u8]) -> HashMap<char, f32> {
    let Ok(font) = FontRef::new(font) else { return HashMap::new() };
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let mappings = font.charmap().mappings();
    mappings.filter_map(|(code, glyph)| Some((char::from_u32(code)?, metrics.advance_width(glyph)?))).collect()
}

/// In parts of the size. A little too wide: letters that are moved together count as if they were not.
pub fn width(text: &str, is_bold: bool) -> f32 {
    let widths = if is_bold { &BOLD_WIDTHS } else { &REGULAR_WIDTHS };
    text.chars().filter_map(|letter| widths.get(&letter)).sum()
}

/// What of a text can be drawn, spaces put in order: an emoji is left out rather than being a box.
pub fn drawable(text: &str) -> String {
    let known =
        |letter: char| if letter.is_whitespace() { Some(' ') } else { Some(letter).filter(|letter| has(*letter)) };
    let letters: String = text.nfc().filter_map(known).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has(letter: char) -> bool {
    REGULAR_WIDTHS.contains_key(&letter) && BOLD_WIDTHS.contains_key(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_our_neighbours_is_there() {
        let letters = "aàáâãäåæbcçćčdðđeèéêëęfgğhiìíîïıjklłmnñńoòóôõöøœpqrsśšßşștţțþuùúûüvwxyýzźżžAÀÈÉÌÒÙÇŁŠŽÑÆŒ\
                       0123456789€%&@#«»“”‘’'\"·–—…!?.,:;()[]{}/\\|+-*=<>°";
        assert!(letters.chars().all(has), "{:?}", letters.chars().filter(|letter| !has(*letter)).collect::<String>());
        assert!(REGULAR_WIDTHS.len() > 300 && REGULAR_WIDTHS.len() == BOLD_WIDTHS.len());
    }

    #[test]
    fn what_cannot_be_drawn_is_left_out() {
        assert_eq!(drawable("Cuoco 🍕  o\u{a0}cuoca\u{202e}\u{0}\n"), "Cuoco o cuoca");
        assert_eq!(drawable("perche\u{301}"), "perché");
        assert_eq!(drawable("厨师 🙂"), "");
    }

    #[test]
    fn bold_is_wider() {
        assert!(width("Magazziniere", true) > width("Magazziniere", false));
        assert!(width("Magazziniere", false) > 5.0 && width("Magazziniere", true) < 9.0);
    }
}
