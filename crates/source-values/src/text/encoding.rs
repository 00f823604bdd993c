//! UTF-8 that was read as Windows-1252 or Latin-1 ("PerchÃ©", "lâ€™ufficio"), once or twice, and characters nobody sees.

/// How often text may have been read wrongly.
const MOST_ROUNDS: usize = 3;

/// The text as it was meant. Only sequences that Italian text does not have otherwise are taken for wrong.
pub fn repaired(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..MOST_ROUNDS {
        // Each sequence begins with one of these.
        if !text.contains(['Ã', 'Â', 'â', 'ð', 'ï']) {
            break;
        }
        let better = round(&text);
        if better == text {
            break;
        }
        text = better;
    }
    text
}

fn round(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut repaired = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = chars.get(at).copied() {
        let rest = chars.get(at..).unwrap_or_default();
        if let Some((meant, length)) = sequence(rest) {
            repaired.extend(meant);
            at += length;
        } else if c == 'Ã' && is_a_grave(&repaired, rest) {
            repaired.push('à');
            // The second half was a blank; where a word follows, there may have been one more.
            at += if matches!(rest.get(2), Some(' ' | '.' | ',' | ';' | ':' | '!' | '?' | ')')) { 2 } else { 1 };
        } else {
            repaired.push(c);
            at += 1;
        }
    }
    repaired
}

/// What the characters at the beginning were, and how many they are.
fn sequence(chars: &[char]) -> Option<(Option<char>, usize)> {
    let bytes: Vec<u8> = chars.iter().take(4).map_while(|c| byte(*c)).collect();
    let length = match bytes.first()? {
        0xC2 | 0xC3 => 2,
        0xE2 | 0xEF => 3,
        0xF0 => 4,
        _ => return None,
    };
    // "â€" without its third half, which some programs drop: the closing quote.
    if bytes.first_chunk() == Some(&[0xE2, 0x80]) && bytes.get(2).is_none_or(|byte| !(0x80..0xC0).contains(byte)) {
        return Some((Some('”'), 2));
    }
    let meant = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    let is_likely = match meant {
        '\u{a0}'..='ÿ' => true,
        '\u{2000}'..='\u{203a}'
        | '€'
        | '™'
        | '\u{2190}'..='\u{21ff}'
        | '\u{2212}'
        | '\u{2260}'..='\u{2265}'
        | '\u{25a0}'..='\u{27bf}' => true,
        '\u{feff}' => return Some((None, length)),
        meant => meant >= '\u{1f000}',
    };
    is_likely.then_some((Some(meant), length))
}

/// The byte that Windows-1252 or Latin-1 shows as this character; none for ASCII.
fn byte(c: char) -> Option<u8> {
    const WINDOWS: [(char, u8); 27] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('ƒ', 0x83),
        ('„', 0x84),
        ('…', 0x85),
        ('†', 0x86),
        ('‡', 0x87),
        ('ˆ', 0x88),
        ('‰', 0x89),
        ('Š', 0x8A),
        ('‹', 0x8B),
        ('Œ', 0x8C),
        ('Ž', 0x8E),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('˜', 0x98),
        ('™', 0x99),
        ('š', 0x9A),
        ('›', 0x9B),
        ('œ', 0x9C),
        ('ž', 0x9E),
        ('Ÿ', 0x9F),
    ];
    match u32::from(c) {
        code @ 0x80..=0xFF => u8::try_from(code).ok(),
        _ => WINDOWS.iter().find(|(shown, _)| *shown == c).map(|(_, byte)| *byte),
    }
}

/// "cittÃ ": its second half became a blank, or fell off the end.
fn is_a_grave(before: &str, rest: &[char]) -> bool {
    let follows_word = before.ends_with(|c: char| c.is_lowercase());
    let is_word = before.is_empty() || before.ends_with(|c: char| c.is_whitespace());
    match rest.get(1) {
        None => follows_word,
        Some(next) if next.is_whitespace() => follows_word || is_word,
        Some(next) => follows_word && !next.is_alphanumeric(),
    }
}

/// Without control characters, invisible ones and those that turn the reading direction around. Line ends stay.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(
            c,
            '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}
