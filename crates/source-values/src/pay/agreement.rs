//! The collective agreement and the level that a text about pay names: "livello 4 CCNL Commercio".

const MOST_CHARACTERS: usize = 80;

/// The name without "CCNL", and the level.
pub fn read(text: &str) -> Option<(String, Option<String>)> {
    let words: Vec<&str> = text.split([' ', '\u{a0}', '\n', '\t']).filter(|word| !word.is_empty()).collect();
    let start = words.iter().position(|word| matches!(bare(word).as_str(), "ccnl" | "c.c.n.l"))?;
    let mut name: Vec<&str> = Vec::new();
    for word in words.get(start + 1..).unwrap_or_default() {
        let is_end = word.contains(['€', '(', '$', '£'])
            || word.starts_with(|c: char| c.is_ascii_digit())
            || is_level(word)
            || matches!(*word, "-" | "–" | "RAL" | "EUR");
        if is_end {
            break;
        }
        name.push(word);
        if word.ends_with([',', ';', ':', '.', ')']) {
            break;
        }
    }
    let name = name.join(" ");
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric()).trim_start_matches(|c: char| !c.is_alphanumeric());
    let starts_well = name.chars().next().is_some_and(char::is_uppercase);
    // "secondo CCNL di riferimento" names none.
    (starts_well && name.chars().count() <= MOST_CHARACTERS).then(|| (name.to_owned(), level(&words)))
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn is_level(word: &str) -> bool {
    matches!(bare(word).as_str(), "livello" | "liv" | "level")
}

/// "livello D2", "liv. 4", "4° livello", "IV livello".
fn level(words: &[&str]) -> Option<String> {
    let at = words.iter().position(|word| is_level(word))?;
    let code = |word: Option<&&str>| {
        let word = word?.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '°' | 'º'));
        let is_code = word.chars().count() <= 4
            && (word.contains(|c: char| c.is_ascii_digit()) || word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')));
        (is_code && !word.is_empty()).then(|| word.trim_end_matches(['°', 'º']).to_owned())
    };
    code(words.get(at + 1)).or_else(|| code(words.get(at.checked_sub(1)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agreement_is_named_with_its_level() {
        let of = |text| read(text).map(|(name, level)| (name, level.unwrap_or_default()));
        let some = |name: &str, level: &str| Some((name.to_owned(), level.to_owned()));
        assert_eq!(of("livello 4 CCNL Commercio, € 1.714,52"), some("Commercio", "4"));
        assert_eq!(of("CCNL Metalmeccanica Industria livello D2"), some("Metalmeccanica Industria", "D2"));
        assert_eq!(of("4° livello CCNL Terziario"), some("Terziario", "4"));
        assert_eq!(of("IV liv. C.C.N.L. Turismo - 1.500 €"), some("Turismo", "IV"));
        assert_eq!(of("CCNL Cooperative sociali 1.400 €"), some("Cooperative sociali", ""));
        for text in ["secondo CCNL", "CCNL di riferimento", "RAL 28.000", "livello 4"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
