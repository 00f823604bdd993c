//! Whether a telephone or a messenger is all that an offer gives.

use super::patterns::{Sentence, sentences};

const MESSENGERS: [&str; 5] =
    ["whatsapp|whatapp|watsapp|wathsapp|whats", "telegram", "messenger", "wa me", "instagram . direct|dm"];
const CALLS: [&str; 4] = [
    "chiam*|telefon*|tel|cell*|cel|sms|recapito|messaggi*|phone|call",
    "contatt* . . al|ai|il|lo|numero|num|tel",
    "numero|num . telefon*|cell*",
    "contattare|contattateci|contattaci|contatti|info|informazioni",
];
/// Long numbers that nobody calls.
const OTHER_NUMBERS: [&str; 5] =
    ["partita . iva", "p iva|i", "piva", "prot|protocollo|autorizzazione|aut", "codice fiscale|cf"];

/// The sentence with the telephone or messenger, when there is neither an address of the web nor an email.
pub fn by_phone_only(apply_url: Option<&str>, text: &str) -> Option<String> {
    if let Some(url) = apply_url.map(str::to_lowercase) {
        let chats = ["tel:", "sms:", "whatsapp", "//wa.me", "//t.me", "//m.me", "telegram"];
        let is_chat = chats.iter().any(|chat| url.contains(chat));
        return (is_chat && !has_other_contact(text)).then_some(url);
    }
    if has_other_contact(text) {
        return None;
    }
    let is_meant = |sentence: &Sentence| {
        let says = |patterns: &[&str]| patterns.iter().any(|pattern| sentence.has(pattern));
        let has_number = has_phone_number(&sentence.text) && !says(&OTHER_NUMBERS);
        (has_number && says(&CALLS))
            || (says(&MESSENGERS) && (has_number || sentence.has("candidat*|invi*|scriv*|contatt*|manda*")))
    };
    sentences(text).into_iter().find(is_meant).map(|sentence| sentence.text)
}

/// An email or an address of the web. Those of messengers are none.
fn has_other_contact(text: &str) -> bool {
    let is_chat = |word: &str| ["wa.me", "t.me", "whatsapp", "telegram", "m.me"].iter().any(|chat| word.contains(chat));
    text.split_whitespace().map(str::to_lowercase).any(|word| {
        let is_email = word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        let is_web = word.contains("://") || word.contains("www.") || word.ends_with(".it") || word.contains(".it/");
        is_email || (is_web && !is_chat(&word))
    })
}

/// Eight to thirteen digits in a row, which blanks, hyphens, dots and slashes may separate, beginning as numbers here do.
fn has_phone_number(text: &str) -> bool {
    let mut digits = String::new();
    for c in text.chars().chain(['\n']) {
        match c {
            '0'..='9' => digits.push(c),
            ' ' | '-' | '.' | '/' | '+' | '(' | ')' => {}
            _ => {
                let number = digits.strip_prefix("0039").or_else(|| digits.strip_prefix("39")).unwrap_or(&digits);
                if (8..=11).contains(&number.len()) && number.starts_with(['0', '3', '8']) {
                    return true;
                }
                digits.clear();
            }
        }
    }
    false
}
