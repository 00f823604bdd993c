//! One line of a description while it is built: escaped text and inline tags, white space single.

/// The tags that stand within a line.
pub const INLINE: [&str; 4] = ["b", "strong", "em", "i"];

#[derive(Debug, Default, Clone)]
pub struct Line {
    html: String,
    open: Vec<&'static str>,
    /// Whether nothing visible stands in it yet.
    is_blank: bool,
    ends_with_blank: bool,
}

impl Line {
    /// A line within the inline tags that are open.
    pub fn within(open: Vec<&'static str>) -> Self {
        let html = open.iter().map(|tag| format!("<{tag}>")).collect();
        Self { html, open, is_blank: true, ends_with_blank: true }
    }

    pub fn open(&mut self, tag: &'static str) {
        self.html.push('<');
        self.html.push_str(tag);
        self.html.push('>');
        self.open.push(tag);
    }

    pub fn close(&mut self, tag: &'static str) {
        if self.open.last() == Some(&tag) {
            self.open.pop();
            self.html.push_str("</");
            self.html.push_str(tag);
            self.html.push('>');
        }
    }

    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                if !self.ends_with_blank {
                    self.html.push(' ');
                    self.ends_with_blank = true;
                }
                continue;
            }
            self.is_blank = false;
            self.ends_with_blank = false;
            match c {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                c => self.html.push(c),
            }
        }
    }

    /// Whether a sentence or a heading ends here.
    pub fn ends_sentence(&self) -> bool {
        self.html.ends_with(['.', '!', '?', ':', ';'])
    }

    /// The finished line, and one that goes on within the same tags.
    pub fn finish(self) -> (String, Self) {
        let next = Self::within(self.open.clone());
        if self.is_blank {
            return (String::new(), next);
        }
        let mut html = self.html;
        for tag in self.open.iter().rev() {
            html.push_str("</");
            html.push_str(tag);
            html.push('>');
        }
        (without_empty_tags(html.trim_end()), next)
    }
}

/// Emphasis of nothing is taken out, and blanks move out of it at the end of a line.
fn without_empty_tags(html: &str) -> String {
    let mut html = html.to_owned();
    loop {
        let before = html.len();
        for tag in INLINE {
            for empty in [format!("<{tag}></{tag}>"), format!("<{tag}> </{tag}>")] {
                if html.contains(&empty) {
                    html = html.replace(&empty, if empty.contains(' ') { " " } else { "" });
                }
            }
            let (blank, bare) = (format!(" </{tag}>"), format!("</{tag}>"));
            if let Some(start) = html.strip_suffix(&blank) {
                html = format!("{start}{bare}");
            }
        }
        if html.len() == before {
            return html.trim().to_owned();
        }
    }
}

/// Splits a line before its first visible character: the tags, and the rest.
pub fn visible_start(line: &str) -> (&str, &str) {
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| rest.starts_with('<')) {
        at += rest.find('>').map_or(rest.len(), |end| end + 1);
    }
    line.split_at_checked(at).unwrap_or((line, ""))
}

/// Its visible characters, entities counted as one.
pub fn visible_length(line: &str) -> usize {
    let mut length = 0;
    let mut is_inside = false;
    for c in line.chars() {
        match c {
            '<' => is_inside = true,
            '>' => is_inside = false,
            _ if is_inside => {}
            _ => length += 1,
        }
    }
    length
}

/// Without its inline tags.
pub fn bare(line: &str) -> String {
    let mut bare = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, tag)) = rest.split_once('<') {
        bare.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.trim().to_owned()
}
