//! Text that becomes part of XML or HTML.

/// Ready to stand between tags, or in an attribute between double quotes; only what is [`legal`].
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars().filter(|c| is_legal(*c)) {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The characters that XML 1.0 allows (§2.2), without those that are seen only by their effects: other control characters,
/// and those that turn the direction of what follows.
pub fn legal(text: &str) -> String {
    text.chars().filter(|c| is_legal(*c)).collect()
}

fn is_legal(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => !c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_text_is_well_formed_and_reads_the_same() {
        let hostile = "a<b>&\"'\u{0}\u{1}\u{8}\u{b}\u{1f}\u{7f}\u{85}\u{202e}\u{fffe}\u{ffff}]]>\t🙂è";
        let xml = format!("<t a=\"{0}\">{0}</t>", escaped(hostile));
        let document = roxmltree::Document::parse(&xml).unwrap();
        let expected = "a<b>&\"']]>\t🙂è";
        assert_eq!(document.root_element().text(), Some(expected));
        // Attributes read a tab as a space (§3.3.3).
        assert_eq!(document.root_element().attribute("a"), Some(expected.replace('\t', " ").as_str()));
    }
}
