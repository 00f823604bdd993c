//! What of an article's HTML may reach a reader. Everything passes through an allow list: scripts, styles, frames, event
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
}
