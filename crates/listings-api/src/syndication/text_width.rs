//! How wide a text is: SVG neither breaks nor cuts lines by itself. At most, where there is no font to ask; about, with
//! the one that is compiled in.

use crate::syndication::previews::font;

/// Stands for what was cut off.
const ELLIPSIS: char = '…';

/// How letters are set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// In pixels.
    pub size: f32,
    pub is_bold: bool,
    pub font: Font,
}

/// What letters are drawn with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Font {
    /// Whatever the reader has. The widths are about those of DejaVu Sans, the widest that `--sans` falls back on.
    Readers,
    /// Ours.
    Own,
}

impl Face {
    /// In pixels; rather too wide.
    pub fn width(self, text: &str) -> f32 {
        match self.font {
            Font::Readers => text.chars().map(em).sum::<f32>() * self.size * if self.is_bold { 1.1 } else { 1.0 },
            Font::Own => font::width(text, self.is_bold) * self.size,
        }
    }

    /// The text, cut off with an ellipsis when it is wider than `most`.
    pub fn fitted(self, text: &str, most: f32) -> String {
        if self.width(text) <= most {
            return text.to_owned();
        }
        let room = most - self.width(ELLIPSIS.encode_utf8(&mut [0; 4]));
        let mut width = 0.0;
        let mut kept = String::new();
        for c in text.chars() {
            width += self.width(c.encode_utf8(&mut [0; 4]));
            if width > room {
                break;
            }
            kept.push(c);
        }
        kept.truncate(kept.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '·' | ',' | '/' | '-')).len());
        kept.push(ELLIPSIS);
        kept
    }

    /// The text in at most `lines` lines, broken between words; what has no room is cut off.
    pub fn wrapped(self, text: &str, most: f32, lines: usize) -> Vec<String> {
        let mut wrapped: Vec<String> = Vec::new();
        let mut words = text.split_whitespace().peekable();
        while words.peek().is_some() && wrapped.len() < lines {
            let is_last = wrapped.len() + 1 == lines;
            let mut line = String::new();
            while let Some(word) = words.peek() {
                let longer = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
                // A word that is wider than a line is cut off in it; the last line takes all that is left.
                if !is_last && !line.is_empty() && self.width(&longer) > most {
                    break;
                }
                line = longer;
                words.next();
            }
            wrapped.push(self.fitted(&line, most));
        }
        wrapped
    }
}

fn em(c: char) -> f32 {
    match c {
        // Combining marks stand on the letter before them.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0.0,
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' | '·' | ' ' | '\u{a0}' => 0.34,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' | '"' | '“' | '”' => 0.45,
        'm' | 'M' | 'w' | 'W' | '%' | '@' | '…' | '—' => 1.0,
        '0'..='9' | 'a'..='z' | 'à'..='ý' | '€' => 0.64,
        '\u{80}'..='\u{24f}' | ' '..='~' => 0.8,
        // Small letters of Greek and Cyrillic are narrower than this, what remains is square; emoji are wider.
        '\u{250}'..='\u{1fff}' => 0.9,
        _ => 1.35,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face { size: 20.0, is_bold: false, font: Font::Readers };

    #[test]
    fn what_fits_stays_as_it_is() {
        assert_eq!(FACE.fitted("Magazziniere", 300.0), "Magazziniere");
        assert_eq!(FACE.wrapped("Magazziniera  o\nmagazziniere", 500.0, 2), ["Magazziniera o magazziniere"]);
        assert_eq!(FACE.wrapped("", 500.0, 2), Vec::<String>::new());
    }

    #[test]
    fn no_line_is_wider_than_it_may_be() {
        let long = "Addetta o addetto alla logistica e alla movimentazione delle merci con patentino ".repeat(3);
        for text in [long.as_str(), &"W".repeat(500), &"🙂".repeat(90), "a b"] {
            for most in [60.0, 200.0, 504.0] {
                let lines = FACE.wrapped(text, most, 2);
                assert!((1..=2).contains(&lines.len()), "{lines:?}");
                assert!(lines.iter().all(|line| FACE.width(line) <= most), "{lines:?}");
            }
        }
        let lines = FACE.wrapped(&long, 504.0, 2);
        assert!(!lines.first().unwrap().contains(ELLIPSIS) && lines.last().unwrap().ends_with(ELLIPSIS), "{lines:?}");
    }

    #[test]
    fn bold_is_wider() {
        assert!(Face { is_bold: true, ..FACE }.width("Milano") > FACE.width("Milano"));
    }
}
