//! Descriptions that come in parts.

/// Parts of a description: a heading and its text, HTML or plain. A part without text leaves no heading behind; one that was
/// there before is not told twice.
#[derive(Default)]
pub struct Parts {
    html: String,
    /// The first part as it came, as long as there is no other.
    alone: Option<String>,
    /// The text of what is there, without blanks and tags.
    told: String,
}

impl Parts {
    pub fn add(&mut self, heading: Option<&str>, text: Option<&str>) {
        let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return };
        let html = as_html(text);
        let bare = bare(&html);
        if bare.is_empty() || self.told.contains(&bare) {
            return;
        }
        let is_first = self.told.is_empty() && heading.is_none() && !text.starts_with("<li");
        self.alone = is_first.then(|| text.to_owned());
        self.told.push_str(&bare);
        if let Some(heading) = heading.map(str::trim).filter(|heading| !heading.is_empty()) {
            self.html.push_str(&format!("<p><strong>{}</strong></p>", escaped(heading)));
        }
        self.html.push_str(&html);
    }

    /// One part alone stays as the source wrote it.
    pub fn finish(self) -> Option<String> {
        self.alone.or_else(|| (!self.html.is_empty()).then_some(self.html))
    }
}

/// HTML, whether it is that already, was escaped once, or is plain text.
fn as_html(text: &str) -> String {
    let has_tags =
        |text: &str| text.contains("</") || text.contains("<br") || text.contains("<p") || text.contains("<li");
    if has_tags(text) {
        // Items of a list often come without their list.
        return if text.starts_with("<li") { format!("<ul>{text}</ul>") } else { text.to_owned() };
    }
    if text.contains("&lt;") {
        let html = unescaped(text);
        if has_tags(&html) {
            return html;
        }
    }
    let text = text.replace("\r\n", "\n");
    let blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    blocks.map(|block| format!("<p>{}</p>", block.replace('<', "&lt;").replace('\n', "<br>"))).collect()
}

pub fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

pub fn escaped(text: &str) -> String {
    text.replace('<', "&lt;").replace('>', "&gt;")
}

fn bare(html: &str) -> String {
    let mut bare = String::new();
    let mut is_tag = false;
    for c in html.replace("&nbsp;", " ").chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            c if !is_tag && !c.is_whitespace() => bare.extend(c.to_lowercase()),
            _ => {}
        }
    }
    bare
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_once_and_under_their_headings() {
        let mut parts = Parts::default();
        parts.add(None, Some("<p>Uno.</p><p>Due.</p>"));
        parts.add(Some("Di nuovo"), Some("Due."));
        parts.add(Some("Vuota"), Some(" <p>&nbsp;</p>"));
        parts.add(Some("A & <B>"), Some("\n<li>tre</li>"));
        parts.add(None, Some("&lt;p&gt;quattro &amp;amp; 4&lt;/p&gt;"));
        parts.add(None, Some("cinque\nsei < 7"));
        let html = parts.finish().unwrap();
        assert_eq!(
            html,
            "<p>Uno.</p><p>Due.</p><p><strong>A & &lt;B&gt;</strong></p><ul><li>tre</li></ul><p>quattro &amp; 4</p><p>cinque<br>sei &lt; 7</p>"
        );
        assert_eq!(Parts::default().finish(), None);
    }
}
