//! A text cut into words, and the words into segments: what stands between commas, brackets, slashes and dashes.

use taxonomy::fold::fold;

/// Longer than any address; what comes after is not read.
const MOST_CHARS: usize = 300;

/// What joins a word to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    Space,
    /// "Mil.se"
    Dot,
    /// "Duino-Aurisina"
    Hyphen,
    /// "s/N"
    Slash,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Folded; never empty.
    pub text: String,
    pub joint: Joint,
    /// A dot or the slash of "s/N" follows: cut short.
    pub is_cut: bool,
    /// Two capitals may be a sigla; "Po" and "in" are not.
    pub is_upper: bool,
}

/// What parts a segment from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    Start,
    Comma,
    /// Opened by a bracket.
    Bracket,
    Dash,
    /// A slash, a bar, an ampersand: another place, or the same in another language.
    Slash,
    /// "e", "o": another place.
    And,
}

#[derive(Debug, Clone)]
pub struct Segment {
    pub before: Separator,
    pub words: Vec<Word>,
}

pub fn segments(text: &str) -> Vec<Segment> {
    let mut cutter = Cutter {
        segments: Vec::new(),
        words: Vec::new(),
        before: Separator::Start,
        raw: String::new(),
        joint: Joint::Space,
    };
    let chars: Vec<char> = text.chars().take(MOST_CHARS).collect();
    for (at, c) in chars.iter().copied().enumerate() {
        let previous = at.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let is_tight = !previous.is_whitespace() && !next.is_whitespace();
        match c {
            '.' => cutter.end_word(if next.is_alphabetic() { Joint::Dot } else { Joint::Space }, true),
            '-' if is_tight => cutter.end_word(Joint::Hyphen, false),
            '-' | '–' | '—' | '‑' | '‐' | '>' | '→' => cutter.end_segment(Separator::Dash),
            // "s/N" is "sul Naviglio"; "10/12" is a house.
            '/' if is_tight && cutter.raw.chars().count() == 1 && !previous.is_ascii_digit() => {
                cutter.end_word(Joint::Slash, true);
            }
            '/' if previous.is_ascii_digit() && next.is_ascii_digit() => cutter.end_word(Joint::Space, false),
            '/' | '|' | '\\' | '&' | '+' | '•' | '·' => cutter.end_segment(Separator::Slash),
            '(' | '[' | '{' => cutter.end_segment(Separator::Bracket),
            ',' | ';' | ':' | ')' | ']' | '}' | '\n' | '\r' | '\t' => cutter.end_segment(Separator::Comma),
            c if c.is_alphanumeric() || is_mark(c) => cutter.raw.push(c),
            // Apostrophes part words, as in `fold`.
            _ => cutter.end_word(Joint::Space, false),
        }
    }
    cutter.end_segment(Separator::Comma);
    cutter.segments
}

/// Accents that come as signs of their own.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

struct Cutter {
    segments: Vec<Segment>,
    words: Vec<Word>,
    before: Separator,
    raw: String,
    /// Of the word to come.
    joint: Joint,
}

impl Cutter {
    fn end_word(&mut self, next: Joint, is_cut: bool) {
        if self.raw.is_empty() {
            // "S. Donato": the blank after the dot; a joint without a word before it joins nothing.
            self.joint = Joint::Space;
            return;
        }
        let text = if self.raw.is_ascii() { self.raw.to_ascii_lowercase() } else { fold(&self.raw) };
        let is_upper = self.raw.chars().all(char::is_uppercase);
        self.raw.clear();
        if !text.is_empty() {
            self.words.push(Word { text, joint: self.joint, is_cut, is_upper });
        }
        self.joint = next;
    }

    fn end_segment(&mut self, next: Separator) {
        self.end_word(Joint::Space, false);
        self.joint = Joint::Space;
        if self.words.is_empty() {
            // "Milano (MI), Italia": of several separators in a row the one that says more stays.
            if self.before != Separator::Start && next != Separator::Comma {
                self.before = next;
            }
            return;
        }
        self.segments.push(Segment { before: self.before, words: std::mem::take(&mut self.words) });
        self.before = next;
    }
}

/// The words without blanks, as names are filed.
pub fn squashed(words: &[Word]) -> String {
    let mut key = String::with_capacity(words.iter().map(|word| word.text.len()).sum());
    words.iter().for_each(|word| key.push_str(&word.text));
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let word = |word: &Word| format!("{}{}", word.text, if word.is_cut { "." } else { "" });
        segments(text).iter().map(|s| s.words.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn separators_part_segments_and_signs_part_words() {
        assert_eq!(shown("Via Torino 12, 20123 Milano (MI)"), ["via torino 12", "20123 milano", "mi"]);
        assert_eq!(shown("Bolzano/Bozen"), ["bolzano", "bozen"]);
        assert_eq!(shown("Cernusco s/N"), ["cernusco s. n"]);
        assert_eq!(shown("S.Donato Mil.se"), ["s. donato mil. se"]);
        assert_eq!(shown("Duino-Aurisina - Devin"), ["duino aurisina", "devin"]);
        assert_eq!(shown("L’AQUILA"), ["l aquila"]);
        assert_eq!(shown(" ,, (  "), Vec::<String>::new());
    }
}
