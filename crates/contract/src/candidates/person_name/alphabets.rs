//! The characters of names, in every script. Ranges by hand instead of a crate: only a few scripts with look-alikes
//! matter.

use super::is_invisible;
use crate::FieldProblem;

/// Maximum number of combining marks on one letter: decomposed Vietnamese has two.
const MOST_MARKS: usize = 3;

/// Whether a name (with single blanks) consists of letters, each word in one alphabet.
pub fn check(name: &str) -> Result<(), FieldProblem> {
    if !name.chars().any(char::is_alphabetic) || !is_written_with_allowed_characters(name) {
        return Err(FieldProblem::Invalid);
    }
    if name.split(' ').any(mixes_look_alikes) {
        return Err(FieldProblem::MixedScripts);
    }
    Ok(())
}

fn is_written_with_allowed_characters(name: &str) -> bool {
    let mut marks = 0;
    let mut before = ' ';
    let mut characters = name.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        marks = if is_mark(c) { marks + 1 } else { 0 };
        let is_allowed = match c {
            ' ' | '\'' | '-' | '.' | ',' | '`' | '´' | '·' | '‐' | '‑' | '‘' | '’' | '״' | '׳' | '・' => {
                true
            }
            // Nicknames.
            '"' | '(' | ')' | '«' | '»' | '“' | '”' => true,
            // Persian and the scripts of India join and separate letters with these.
            '\u{200C}' | '\u{200D}' => is_of_joining_script(before) && is_of_joining_script(after),
            _ if is_mark(c) => marks <= MOST_MARKS && (before.is_alphabetic() || is_mark(before)),
            _ => c.is_alphabetic() && !is_invisible(c) && !is_styled(c),
        };
        if !is_allowed {
            return false;
        }
        before = c;
    }
    true
}

/// A mark on the letter before it that Unicode does not count as alphabetic.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}'
        | '\u{93C}'..='\u{94D}' | '\u{9BC}'..='\u{9CD}' | '\u{A3C}'..='\u{A4D}' | '\u{ABC}'..='\u{ACD}'
        | '\u{B3C}'..='\u{B4D}' | '\u{BCD}' | '\u{C4D}' | '\u{CBC}'..='\u{CCD}' | '\u{D4D}' | '\u{DCA}'
        | '\u{E47}'..='\u{E4E}' | '\u{EC8}'..='\u{ECE}' | '\u{F39}' | '\u{1037}'..='\u{103A}' | '\u{17C6}'..='\u{17D3}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{3099}' | '\u{309A}' | '\u{FE20}'..='\u{FE2F}')
        && !is_invisible(c)
}

fn is_of_joining_script(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{DFF}') && (c.is_alphabetic() || is_mark(c))
}

/// Decorated letters (ｗ, ⓦ, ᴡ, 𝐰): they read like plain ones, and no real name has them.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{1D00}'..='\u{1DBF}' | '\u{2000}'..='\u{2BFF}' | '\u{FF01}'..='\u{FF5E}'
        | '\u{1D400}'..='\u{1D7FF}' | '\u{1F100}'..='\u{1F1FF}')
}

/// Whether a word mixes two alphabets that have look-alikes. Different words may use different scripts.
fn mixes_look_alikes(word: &str) -> bool {
    let mut scripts = word.chars().filter(|c| c.is_alphabetic() && !is_mark(*c)).map(script);
    let Some(first) = scripts.next() else { return false };
    scripts.any(|script| script != first)
}

#[derive(PartialEq)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    /// Han, Kana, Hangul: written together.
    EastAsian,
    /// Their letters do not pass for Latin ones, or mixing them fools nobody.
    Other,
}

fn script(c: char) -> Script {
    match c {
        '\0'..='\u{2FF}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2C60}'..='\u{2C7F}'
        | '\u{A720}'..='\u{A7FF}'
        | '\u{AB30}'..='\u{AB6F}'
        | '\u{FB00}'..='\u{FB06}' => Script::Latin,
        '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
        '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' | '\u{2DE0}'..='\u{2DFF}' | '\u{A640}'..='\u{A69F}' => {
            Script::Cyrillic
        }
        '\u{1100}'..='\u{11FF}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF66}'..='\u{FFDC}'
        | '\u{20000}'..='\u{3FFFF}' => Script::EastAsian,
        _ => Script::Other,
    }
}
