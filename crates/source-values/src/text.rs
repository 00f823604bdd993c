//! What a source says in sentences: descriptions with their structure, and single lines of plain text. What runs, what is
//! hidden and what follows readers does not survive; what is visible does.

mod block;
mod capitals;
mod encoding;
mod escapes;
mod line;
mod marker;
mod structure;

use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::Builder;

pub use self::escapes::resolved as resolve_entities;

/// Elements with a meaning for the structure of a text; all others are taken for what stands in them.
static STRUCTURE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = bare_builder();
    builder.tags(HashSet::from([
        "address", "article", "aside", "b", "blockquote", "br", "button", "caption", "center", "dd", "details", "dir",
        "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "i", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section",
        "span", "strong", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]));
    builder
});

static NO_MARKUP: LazyLock<Builder<'static>> = LazyLock::new(bare_builder);

/// No tag, no attribute; what scripts, styles and their like hold goes with them.
fn bare_builder() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder.clean_content_tags(HashSet::from([
        "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template", "title",
        "xmp",
    ]));
    builder
}

/// A description as HTML of our own: `p`, `h3`, `ul`, `ol`, `li`, `table`, `tbody`, `tr`, `th`, `td`, `br`, `b`, `strong`, `em` and `i`
/// without attributes. Takes HTML, HTML that was escaped once or twice, and plain text. No links: one applies through the
/// offer's own button.
pub fn description(text: &str) -> String {
    let text: String =
        if text.contains(['\0', '\u{feff}']) { text.replace(['\0', '\u{feff}'], "") } else { text.to_owned() };
    // Line ends that were escaped once too often; not a path such as "C:\nuovo".
    let text = if text.contains("\\n") && !text.contains('\n') && !text.contains("C:\\") {
        text.replace("\\r", "").replace("\\n", "\n").replace("\\t", " ").replace("\\'", "'").replace("\\\"", "\"")
    } else {
        text
    };
    let mut html = escapes::unwrapped(&text);
    // A parser drops cells without their table.
    if (html.contains("<td") || html.contains("<TD")) && !html.to_ascii_lowercase().contains("<table") {
        html = format!("<table>{html}</table>");
    }
    let has_line_ends = escapes::is_plain(&html);
    let clean = STRUCTURE.clean(&html).to_string();
    block::html(&structure::blocks(&clean, has_line_ends))
}

/// The text of a [`description`], on one line.
pub fn of_description(html: &str) -> String {
    single_spaced(&text_with(html, ' '))
}

/// The text of a [`description`], a line for each block: what ends a paragraph, an item or a cell ends a sentence.
pub fn lines_of_description(html: &str) -> String {
    let text = text_with(html, '\n');
    text.lines().map(single_spaced).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Puts `gap` in place of the tags of a [`description`], which are few, well-formed and without attributes.
fn text_with(html: &str, gap: char) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag_on)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag_on.split_once('>').unwrap_or((tag_on, ""));
        // What stands in a line leaves no gap: "<b>R</b>isorse" is one word.
        if !line::INLINE.contains(&tag.trim_start_matches('/')) {
            text.push(gap);
        }
        rest = after;
    }
    text.push_str(rest);
    resolve_entities(&text)
}

/// One line of plain text: without markup, entities resolved, white space single.
pub fn one_line(text: &str) -> String {
    // Most of what comes here is a name or a title: parsing HTML would be most of the work of an import.
    if !text.contains(['<', '&', '\0']) {
        return single_spaced(&encoding::visible(&encoding::repaired(text)));
    }
    let html = escapes::unwrapped(&text.replace('\0', ""));
    // Blocks would run into each other once their tags are gone; inline tags must leave no gap.
    let blocks = ["<p", "</p", "<br", "<li", "</li", "</h", "<div", "</div", "</td", "</th", "</tr", "</dt", "</dd"];
    let spaced = blocks.iter().fold(html, |html, tag| html.replace(tag, &format!(" {tag}")));
    let text = resolve_entities(&NO_MARKUP.clean(&spaced).to_string().replace("&nbsp;", "\u{a0}"));
    single_spaced(&encoding::visible(&encoding::repaired(&text)))
}

fn single_spaced(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
