//! The rules for a person's name. Emails carry it to addresses that anyone may type, so it must not be a message: no
//! link, no digits, nothing that reads as something else.
//!
//! Only the server checks what needs tables of characters ([`alphabets`]): they would cost a phone 4 kB for names that
//! hardly anybody types, and the form shows the server's answer at the field.

#[cfg(not(target_arch = "wasm32"))]
mod alphabets;
mod invisible;

use crate::FieldProblem;

pub(crate) use self::invisible::is_invisible;
pub use crate::limits::NAME_MAX_CHARACTERS;

/// A person's name: letters of any script with spaces, apostrophes, hyphens, dots, commas, and quotes or brackets
/// around a nickname, 1 to 100 characters.
/// Blanks are trimmed and merged.
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
        // Before blanks are normalised: a line break is not part of a name.
        if text.chars().any(char::is_control) {
            return Err(FieldProblem::Invalid);
        }
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        #[cfg(not(target_arch = "wasm32"))]
        alphabets::check(&name)?;
        Ok(Self(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a mail program or a reader could take a word for an address: `a@b`, `x://y`, `www…`, `evil.example`.
fn is_link(word: &str) -> bool {
    let begins_with = |prefix: &str| word.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if word.contains(['@', '/', '\\']) || begins_with("www") || begins_with("http") {
        return true;
    }
    // Without tables, see above: every character outside ASCII counts as a letter.
    let is_letter = |c: char| c.is_ascii_alphanumeric() || !c.is_ascii();
    let is_lowercase = |c: char| c.is_ascii_lowercase() || cfg!(not(target_arch = "wasm32")) && c.is_lowercase();
    // "J.R.", "Ph.D." and "G.Rossi" are names.
    let mut before = "";
    for part in word.split('.') {
        let label = part.split(|c: char| !is_letter(c)).next().unwrap_or_default();
        let is_initial = label.chars().nth(1).is_none();
        let follows_initial = before.chars().nth(1).is_none() && !label.starts_with(is_lowercase);
        if !before.is_empty() && !is_initial && !follows_initial {
            return true;
        }
        before = part.rsplit(|c: char| !is_letter(c)).next().unwrap_or_default();
    }
    false
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
            "sito.рф", "Anna-evil.example", "(evil.example)", "evil.example.", "t.co", "evil.\u{301}example",
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
            "Anna \u{301}", "...", "H\u{337}\u{322}\u{327}\u{31b}i", "Anna_Rossi", "Anna #1", "\u{1F1EE}\u{1F1F9}",
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
