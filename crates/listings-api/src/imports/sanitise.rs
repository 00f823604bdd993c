//! What of foreign HTML may reach a reader. Everything passes through an allow list: scripts, styles, frames, event
//! handlers and ids of others do not survive.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use wording::markup::escaped;

const REL: &str = " rel=\"noopener nofollow\"";

static ARTICLE: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = bare();
    builder
        .tags(HashSet::from([
            "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "div", "dl", "dt", "em",
            "figcaption", "figure", "h5", "h6", "hr", "i", "img", "kbd", "li", "ol", "p", "pre", "q", "small",
            "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
        ]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("abbr", HashSet::from(["title"])),
            ("img", HashSet::from(["src", "alt", "width", "height"])),
            ("ol", HashSet::from(["start"])),
            ("td", HashSet::from(["align", "colspan", "rowspan"])),
            ("th", HashSet::from(["align", "colspan", "rowspan", "scope"])),
        ]))
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener nofollow"))
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            // The import has put pictures where they can be served from; the policy of the site blocks others anyway.
            ("img", "src") => value.starts_with("/media/").then_some(value.into()),
            _ => Some(value.into()),
        });
    builder
});

static DESCRIPTION: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = bare();
    builder.tags(HashSet::from(["b", "br", "em", "i", "li", "ol", "p", "strong", "ul"]));
    builder
});

static TEXT: LazyLock<Builder<'static>> = LazyLock::new(bare);

/// No tag, no attribute; what scripts, styles and their like hold goes with them.
fn bare() -> Builder<'static> {
    let mut builder = Builder::empty();
    builder.clean_content_tags(HashSet::from([
        "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template", "title",
        "xmp",
    ]));
    builder
}

/// A section of an article: text, lists, tables, pictures of ours, links.
pub fn article(html: &str, table_label: &str) -> String {
    wrap_tables(&without_rel_on_own_links(&ARTICLE.clean(html).to_string()), table_label)
}

/// The description of an offer: paragraphs, lists, emphasis. No links: one applies through the offer's own button.
pub fn description(html: &str) -> String {
    DESCRIPTION.clean(html).to_string().trim().to_owned()
}

/// Text without any markup, entities resolved, white space single.
pub fn text(html: &str) -> String {
    // Most of what comes here is a name or a title: parsing HTML would be most of the work of an import.
    if !html.contains(['<', '&', '\0']) {
        return one_line(html);
    }
    // Blocks would run into each other once their tags are gone; inline tags must leave no gap.
    let blocks = ["<p", "</p", "<br", "<li", "</li", "</h", "<div", "</div", "</td", "</th", "</tr", "</dt", "</dd"];
    let spaced = blocks.iter().fold(html.to_owned(), |html, tag| html.replace(tag, &format!(" {tag}")));
    one_line(&resolve_entities(&TEXT.clean(&spaced).to_string()))
}

/// The text of a [`description`] that is already clean: its tags are few, well-formed and without attributes.
pub fn text_of_description(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag_on)) = rest.split_once('<') {
        text.push_str(before);
        let (tag, after) = tag_on.split_once('>').unwrap_or((tag_on, ""));
        // What stands in a line leaves no gap: "<b>R</b>isorse" is one word.
        if !matches!(tag.trim_start_matches('/'), "b" | "em" | "i" | "strong") {
            text.push(' ');
        }
        rest = after;
    }
    text.push_str(rest);
    one_line(&resolve_entities(&text))
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The entities that an HTML serialiser writes.
pub fn resolve_entities(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}

/// Links within the site need no `rel`. What comes in is the sanitiser's own output, so `<a ` is always a tag.
fn without_rel_on_own_links(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<a ") {
        let (before, from_tag) = rest.split_at(start);
        let (tag, after) = from_tag.split_at(end_of_tag(from_tag));
        let is_own = (tag.contains("href=\"/") && !tag.contains("href=\"//")) || tag.contains("href=\"#");
        kept.push_str(before);
        kept.push_str(&if is_own { tag.replace(REL, "") } else { tag.to_owned() });
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// Just past the `>` that ends a tag; one inside an attribute's quotes does not.
fn end_of_tag(tag: &str) -> usize {
    let mut is_quoted = false;
    for (at, byte) in tag.bytes().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'>' if !is_quoted => return at + 1,
            _ => {}
        }
    }
    tag.len()
}

/// A wide table scrolls in its own box, which the keyboard can reach and a screen reader can name.
fn wrap_tables(html: &str, label: &str) -> String {
    let mut count = 0;
    let mut wrapped = String::with_capacity(html.len());
    for (at, part) in html.split("<table>").enumerate() {
        if at > 0 {
            count += 1;
            let number = if count > 1 { format!(" {count}") } else { String::new() };
            let label = escaped(&format!("Tabella{number}: {label}"));
            wrapped.push_str(&format!(
                "<div class=\"prose__table\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table>"
            ));
        }
        wrapped.push_str(&part.replace("</table>", "</table></div>"));
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_runs_survives_in_an_article() {
        for (evil, left) in [
            ("<p>a<script>alert(1)</script></p>", "<p>a</p>"),
            ("<p onclick=\"x()\" id=\"body\" class=\"c\" style=\"color:red\">a</p>", "<p>a</p>"),
            ("<img src=x onerror=alert(1)>", "<img>"),
            ("<a href=\"javascript:alert(1)\">a</a>", "<a rel=\"noopener nofollow\">a</a>"),
            ("<a href=\"JaVaScRiPt&#58;alert(1)\">a</a>", "<a rel=\"noopener nofollow\">a</a>"),
            ("<a href=\"data:text/html,x\">a</a>", "<a rel=\"noopener nofollow\">a</a>"),
            ("<iframe src=\"//evil.example\">a</iframe>b", "b"),
            ("<style>p{display:none}</style>b", "b"),
            ("<form id=\"location\"><input name=\"cookie\"></form>b", "b"),
            ("<svg><a xlink:href=\"javascript:x\">a</a></svg>b", "b"),
            (
                "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>b",
                "b",
            ),
            ("<h2 id=\"x\">a</h2>", "a"),
        ] {
            assert_eq!(article(evil, ""), left, "{evil}");
        }
    }

    #[test]
    fn only_links_that_lead_away_say_so() {
        assert_eq!(article("<a href=\"/articoli/x\">a</a>", ""), "<a href=\"/articoli/x\">a</a>");
        assert_eq!(article("<a href=\"#s-x\">a</a>", ""), "<a href=\"#s-x\">a</a>");
        for href in ["https://www.istat.it/", "//evil.example/", "https://x.example/?a=\">b"] {
            let html = article(&format!("<a href='{href}'>a</a>"), "");
            assert!(html.contains(REL), "{html}");
        }
        assert_eq!(
            article("<a href=\"mailto:a@b.it\">a</a>", ""),
            "<a href=\"mailto:a@b.it\" rel=\"noopener nofollow\">a</a>"
        );
    }

    #[test]
    fn tables_scroll_in_a_named_box() {
        let html =
            article("<table><tr><td align=\"right\">1</td></tr></table><table></table>", "Quanto \"si\" guadagna");
        assert!(html.starts_with("<div class=\"prose__table\" tabindex=\"0\" role=\"region\" aria-label=\"Tabella: Quanto &quot;si&quot; guadagna\"><table>"), "{html}");
        assert_eq!(html.matches("<div").count(), html.matches("</div>").count());
        assert!(html.contains("Tabella 2: "));
        assert!(html.contains("align=\"right\""));
    }

    #[test]
    fn a_description_keeps_paragraphs_lists_and_emphasis_only() {
        let html = "<p>Cerchiamo <b>te</b></p><script>x</script><ul><li><a href=\"https://x.example\">uno</a></li></ul><img src=x>";
        assert_eq!(description(html), "<p>Cerchiamo <b>te</b></p><ul><li>uno</li></ul>");
    }

    #[test]
    fn both_ways_to_the_text_of_a_description_agree() {
        for html in ["<p>Uno <b>d</b>ue</p><ul><li>R&amp;D</li><li>a &lt; b</li></ul>", "<p>A<br>B</p>", "nudo", ""] {
            let clean = description(html);
            assert_eq!(text_of_description(&clean), text(&clean), "{html}");
        }
    }

    #[test]
    fn text_is_without_markup_and_entities() {
        assert_eq!(text("R&D <b>manager</b>"), "R&D manager");
        assert_eq!(text("Caff&egrave; &amp; t&egrave;<script>x</script>"), "Caffè & tè");
        assert_eq!(text("<p>Uno</p><p>due</p>"), "Uno due");
        assert_eq!(text("<p>puoi <b>cambiarlo</b>.</p>"), "puoi cambiarlo.");
        assert_eq!(text("&lt;script&gt;"), "<script>");
    }
}
