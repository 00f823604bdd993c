//! HTML that was escaped once or twice too often, in CDATA, or never meant as HTML.

/// Elements whose tags are taken for tags. What else stands in angle brackets ("<nome@azienda.it>") is text.
const ELEMENTS: &[&str] = &[
    "a", "abbr", "address", "area", "article", "aside", "audio", "b", "base", "big", "blockquote", "body", "br",
    "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dir", "div",
    "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4",
    "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "label", "legend", "li", "link",
    "main", "map", "mark", "math", "menu", "meta", "nav", "noscript", "object", "ol", "optgroup", "option", "p",
    "param", "picture", "pre", "q", "s", "script", "section", "select", "small", "source", "span", "strike", "strong",
    "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead",
    "time", "title", "tr", "tt", "u", "ul", "var", "video", "wbr", "xml", "xmp", "noembed", "noframes", "path", "kbd",
    "samp", "dfn", "rect", "circle", "defs", "use", "image", "mtext", "mglyph", "malignmark",
];

/// Elements that part text into blocks or lines.
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section",
    "table", "td", "th", "tr", "ul",
];

/// HTML as its author meant it.
pub fn unwrapped(text: &str) -> String {
    let mut text = text.to_owned();
    if text.contains("<![CDATA[") {
        text = text.replace("<![CDATA[", "").replace("]]>", "");
    }
    // Twice is what two programs in a row do; a third time is not seen.
    for _ in 0..3 {
        if !text.contains('&') {
            break;
        }
        if has_escaped_tag(&text) {
            text = resolved(&text);
        } else if text.contains("&amp;") {
            let better = without_double_escapes(&text);
            if better == text {
                break;
            }
            text = better;
        } else {
            break;
        }
        if text.contains("<![CDATA[") {
            text = text.replace("<![CDATA[", "").replace("]]>", "");
        }
    }
    with_loose_brackets_escaped(&text)
}

/// Whether line ends in the text are line ends, because no tag makes one.
pub fn is_plain(html: &str) -> bool {
    !tags(html).any(|name| BLOCKS.contains(&name.as_str()))
}

/// The five entities that every escaping writes.
pub fn resolved(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&amp;", "&")
}

/// "&lt;p&gt;", "&lt;/li&gt;", "&amp;lt;br&amp;gt;": a tag of a known element.
fn has_escaped_tag(text: &str) -> bool {
    text.match_indices("lt;").any(|(at, found)| {
        let is_entity = text.get(..at).is_some_and(|before| before.ends_with('&') || before.ends_with("&amp;"));
        let name = text.get(at + found.len()..).unwrap_or_default();
        let name = name.strip_prefix('/').unwrap_or(name);
        is_entity && is_tag(name) && is_of_text(name)
    })
}

/// Whether it is an element that texts are made of: an escaped script alone is text about a script.
fn is_of_text(tag: &str) -> bool {
    let name: String = tag.chars().take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    BLOCKS.contains(&name.as_str())
        || matches!(name.as_str(), "b" | "strong" | "i" | "em" | "u" | "span" | "font" | "a" | "o")
}

/// Whether a name of an element stands here, with what may follow one.
fn is_tag(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (name, after) = text.split_at_checked(end).unwrap_or_default();
    // "o:p" of Word.
    let is_foreign =
        after.starts_with(':') && after.contains(['>', '&']) && matches!(name, "o" | "w" | "v" | "m" | "st1" | "xsl");
    let is_known = ELEMENTS.iter().any(|element| element.eq_ignore_ascii_case(name));
    // "a<b e c>d" compares.
    if name.len() == 1 && after.starts_with(char::is_whitespace) {
        let end = after.find(['>', '&']).unwrap_or(after.len());
        return is_known
            && after.get(..end).is_some_and(|attributes| attributes.contains('=') || attributes.trim().is_empty());
    }
    is_foreign || (is_known && after.starts_with(['>', '/', ' ', '\n', '\r', '\t', '&']))
}

/// "&amp;egrave;" is an entity, "R&amp;D" is not.
fn without_double_escapes(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&amp;") {
        kept.push_str(before);
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(after.len());
        let is_entity = (2..=8).contains(&end) && after.get(end..).is_some_and(|after| after.starts_with(';'));
        kept.push_str(if is_entity { "&" } else { "&amp;" });
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// What a parser would take for the tag of an unknown element, and drop, stays readable.
fn with_loose_brackets_escaped(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        kept.push_str(before);
        let is_markup = after.starts_with("!--")
            || after.starts_with('?')
            || after.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("!doctype"));
        let name = after.strip_prefix('/').unwrap_or(after);
        kept.push_str(if is_markup || is_tag(name) { "<" } else { "&lt;" });
        rest = after;
    }
    kept.push_str(rest);
    kept
}

fn tags(html: &str) -> impl Iterator<Item = String> {
    html.split('<').skip(1).map(|tag| {
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        tag.chars().take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    })
}
