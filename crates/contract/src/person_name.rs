//! What a person's name may be. It travels in letters to addresses that anyone may type, so it must not be a message: no
//! link, no digits, nothing that reads as something else.
//!
//! Ranges by hand instead of Unicode's tables of scripts: the browser downloads this code.

use crate::account::FieldProblem;

/// Most characters of a name.
pub const NAME_MAX_CHARACTERS: usize = 100;
/// Most combining marks on one letter: Vietnamese typed apart has two.
const MOST_MARKS: usize = 3;

/// A person's name: letters of any script with spaces, apostrophes, hyphens, dots, commas, and quotes or brackets
/// around a nickname, 1 to 100 characters.
/// Blanks are trimmed and come one at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl PersonName {
    pub fn parse(text: &str) -> Result<Self, FieldProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(FieldProblem::Missing);
        }
        if text.len() > NAME_MAX_CHARACTERS * 4 || text.chars().count() > NAME_MAX_CHARACTERS {
            return Err(FieldProblem::TooLong);
        }
        if text.split_whitespace().any(is_link) {
            return Err(FieldProblem::Link);
        }
        // Before blanks are brought to one kind: a line break is no part of a name.
        if text.chars().any(char::is_control) {
            return Err(FieldProblem::Invalid);
        }
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !name.chars().any(char::is_alphabetic) || !is_written_with_allowed_characters(&name) {
            return Err(FieldProblem::Invalid);
        }
        if name.split(' ').any(mixes_look_alikes) {
            return Err(FieldProblem::MixedScripts);
        }
        Ok(Self(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a mail program or a reader may take a word for an address: `a@b`, `x://y`, `www…`, `evil.example`.
fn is_link(word: &str) -> bool {
    let begins_with = |prefix: &str| word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if word.contains(['@', '/', '\\']) || begins_with("www") || begins_with("http") {
        return true;
    }
    // "J.R.", "Ph.D." and "G.Rossi" are names.
    let mut before = "";
    for part in word.split('.') {
        let label = part.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_initial = label.chars().nth(1).is_none();
        let follows_initial = before.chars().nth(1).is_none() && !label.starts_with(char::is_lowercase);
        if !before.is_empty() && !is_initial && !follows_initial {
            return true;
        }
        before = part.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    }
    false
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
            // Persian and the scripts of India join and part letters with these.
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

/// A mark that stands on the letter before it and that Unicode does not count as alphabetic.
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

/// What shows nothing, or turns the direction of what does.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Letters in another dress (ｗ, ⓦ, ᴡ, 𝐰): they read like plain ones, and nobody's name has them.
fn is_styled(c: char) -> bool {
    matches!(c, '\u{1D00}'..='\u{1DBF}' | '\u{2000}'..='\u{2BFF}' | '\u{FF01}'..='\u{FF5E}'
        | '\u{1D400}'..='\u{1D7FF}' | '\u{1F100}'..='\u{1F1FF}')
}

/// Whether a word holds letters of two alphabets that have look-alikes. Between words scripts may change.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_are_taken_in_every_script() {
        for name in [
            "D'Angelo", "D’Angelo", "D`Angelo", "Anna-Maria", "Zoë Rossi", "Nguyễn Thị Hồng", "Nguye\u{302}\u{303}n",
            "Олена Шевченко", "Мар’яна", "María José Ñ.", "O’Connor Jr.", "Rossi, Anna", "bin Rashid Al-Maktoum",
            "J. R.", "J.R.R. Tolkien", "G.Rossi", "M.-L. Dubois", "Anna Ph.D.", "محمد", "محمد بن راشد",
            "علی\u{200c}رضا", "王小明", "山田 太郎", "김민준", "Sofía d. S.", "अनिल कुमार", "সুমন", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
            "சுரேஷ்", "สมชาย ใจดี", "דָּוִד", "გიორგი", "Արամ", "ሰላም", "Λουκάς", "Ștefan Ionuț", "Gračanin", "Ɔpɔku",
            "Gal·la", "Anna Мария", "d", "Νίκος Rossi", "Will Smith", "Wwiktor", "Anna «la» Rossi",
            "Giuseppe (Pino) Neri", "Anna \"Nina\" Rossi",
        ] {
            assert_eq!(PersonName::parse(name).map(|name| name.0), Ok(name.to_owned()), "{name}");
        }
        assert_eq!(PersonName::parse("  Zoë \u{3000} D'Angelo\u{a0}").unwrap().as_str(), "Zoë D'Angelo");
    }

    #[test]
    fn a_name_is_no_message_with_a_link() {
        for name in [
            "Hai vinto 500 euro http://evil.example/x", "evil.example", "Vai su Evil.Example", "a evil.co.uk", "x.com",
            "www evil example", "WWW.evil", "https evil", "scrivi a b@evil", "a@b", "evil\\x", "vinci.ora,adesso",
            "sito.рф", "Anna-evil.example", "(evil.example)", "evil.example.", "t.co",
        ] {
            assert_eq!(PersonName::parse(name), Err(FieldProblem::Link), "{name}");
        }
    }

    #[test]
    fn what_is_no_letter_or_shows_nothing_is_refused() {
        for name in [
            "Hai vinto 500 euro", "cento €", "Anna 😀", "<script>", "Anna\nRossi", "Anna\tRossi", "Anna\u{0}",
            "Anna\u{202E}issoR", "An\u{200B}na", "An\u{200D}na", "An\u{AD}na", "\u{3164}", "Anna\u{FEFF}Rossi",
            "ｅｖｉｌ．ｅｘａｍｐｌｅ", "ⓔⓥⓘⓛ", "𝐞𝐯𝐢𝐥", "ᴇᴠɪʟ", "evil。example", "evil:example", "Anna!",
            "Anna \u{301}", "...", "H\u{337}\u{322}\u{327}\u{31b}i", "Anna_Rossi", "Anna #1", "evil.\u{301}example",
            "\u{1F1EE}\u{1F1F9}",
        ] {
            assert_eq!(PersonName::parse(name), Err(FieldProblem::Invalid), "{name}");
        }
        assert_eq!(PersonName::parse(" \u{3000} "), Err(FieldProblem::Missing));
        assert_eq!(PersonName::parse(&"a".repeat(101)), Err(FieldProblem::TooLong));
    }

    #[test]
    fn one_word_has_one_alphabet() {
        for name in ["Bаnca", "Аnnа", "Μario", "Anna Rоssi", "Pаolo-Maria", "Annaя", "Annaא"] {
            assert_eq!(PersonName::parse(name), Err(FieldProblem::MixedScripts), "{name}");
        }
    }
}
