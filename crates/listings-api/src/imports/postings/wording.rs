//! The texts of an offer, freed of what does not belong in them.

use source_values::text;

const TITLE_CHARACTERS: usize = 200;
const DESCRIPTION_BYTES: usize = 200_000;
const EXCERPT_CHARACTERS: usize = 240;
const SHORT_TEXT_CHARACTERS: usize = 300;

/// Markup in a title is taken out, its text kept.
pub fn title(given: Option<&str>, notes: &mut Vec<String>) -> Result<String, String> {
    let given = given.unwrap_or_default();
    let title = text::one_line(given);
    if title.is_empty() {
        return Err("no title".to_owned());
    }
    if given.contains('<') && !title.contains('<') {
        notes.push("markup taken out of the title".to_owned());
    }
    if title.chars().count() > TITLE_CHARACTERS {
        notes.push(format!("title cut to {TITLE_CHARACTERS} characters"));
    }
    Ok(shorten(&title, TITLE_CHARACTERS))
}

/// As HTML of our own, whatever it came as.
pub fn description(given: Option<&str>) -> Result<String, String> {
    let given = given.unwrap_or_default();
    if given.len() > DESCRIPTION_BYTES {
        return Err(format!("description larger than {} kB", DESCRIPTION_BYTES / 1000));
    }
    let html = text::description(given);
    if text::of_description(&html).is_empty() { Err("no description".to_owned()) } else { Ok(html) }
}

/// The first words, up to the last that fits whole.
pub fn excerpt(text: &str) -> String {
    if text.chars().count() <= EXCERPT_CHARACTERS {
        return text.to_owned();
    }
    let cut: String = text.chars().take(EXCERPT_CHARACTERS - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// One line of plain text, or nothing.
pub fn short_text(given: &str) -> Option<String> {
    let text = shorten(&text::one_line(given), SHORT_TEXT_CHARACTERS);
    (!text.is_empty()).then_some(text)
}

pub fn shorten(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_taken_out_of_a_title_and_said() {
        let mut notes = Vec::new();
        assert_eq!(title(Some(" <b>Magazziniere</b><script>alert(1)</script> "), &mut notes).unwrap(), "Magazziniere");
        assert_eq!(notes.len(), 1);
        assert_eq!(title(Some("R&D manager \u{202E}x"), &mut notes).unwrap(), "R&D manager x");
        assert_eq!(notes.len(), 1);
        for empty in [None, Some(""), Some("  "), Some("<script>x</script>"), Some("\u{0}")] {
            assert_eq!(title(empty, &mut notes), Err("no title".to_owned()));
        }
        assert_eq!(title(Some(&"a".repeat(10_000)), &mut notes).unwrap().len(), TITLE_CHARACTERS);
    }

    #[test]
    fn descriptions_come_as_html_escaped_html_or_plain_text() {
        assert_eq!(description(Some("<p>Uno</p><script>x</script>")).unwrap(), "<p>Uno</p>");
        assert_eq!(description(Some("&lt;p&gt;L&amp;#39;ora&lt;/p&gt;")).unwrap(), "<p>L'ora</p>");
        assert_eq!(
            description(Some("Uno\r\ndue\n\ntre & 5 < 6")).unwrap(),
            "<p>Uno<br>due</p><p>tre &amp; 5 &lt; 6</p>"
        );
        for empty in [None, Some(""), Some("<p> </p>"), Some("<script>x</script>")] {
            assert!(description(empty).is_err(), "{empty:?}");
        }
        assert!(description(Some(&"a".repeat(DESCRIPTION_BYTES + 1))).is_err());
    }

    #[test]
    fn an_excerpt_ends_with_a_whole_word() {
        assert_eq!(excerpt("Breve."), "Breve.");
        let long = excerpt(&"parola ".repeat(100));
        assert!(long.ends_with("parola…") && long.chars().count() <= EXCERPT_CHARACTERS, "{long}");
    }
}
