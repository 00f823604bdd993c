//! Comparing what people type with what is stored: case, accents, apostrophes and hyphens do not count.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-case words of letters and digits without accents, one space between them: "Forlì-Cesena" → "forli cesena".
/// An apostrophe parts words, so that "L'Aquila" and "l aquila" are the same.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut is_between = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            if is_between && !folded.is_empty() {
                folded.push(' ');
            }
            is_between = false;
            match c {
                'ß' => folded.push_str("ss"),
                'ø' => folded.push('o'),
                'đ' | 'ð' => folded.push('d'),
                'ł' => folded.push('l'),
                _ => folded.push(c),
            }
        } else {
            is_between = true;
        }
    }
    folded
}

/// A slug or fragment: ASCII letters and digits with hyphens. Empty when nothing of the text is left.
pub fn slugify(text: &str) -> String {
    let ascii: String = fold(text).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    ascii.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_apostrophes_and_hyphens_do_not_count() {
        assert_eq!(fold("Forlì-Cesena"), "forli cesena");
        assert_eq!(fold("  L'AQUILA "), "l aquila");
        assert_eq!(fold("L’Aquila"), "l aquila");
        assert_eq!(fold("Südtirol\u{0}"), "sudtirol");
        assert_eq!(fold("e\u{300}"), "e");
        assert_eq!(fold("\u{202E}'\"%_"), "");
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slugify("Che cos'è il back office?"), "che-cos-e-il-back-office");
        assert_eq!(slugify("李小龍"), "");
    }
}
