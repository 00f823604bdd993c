//! The part of the style sheet that a document uses, so that no more than that stands between somebody and the first words.
//!
//! A rule is left out only when it names a class, an id or an element that the document does not have. Attributes and states
//! are not looked at: `open`, `hover` and the theme come and go while a page is read.

use std::collections::HashSet;

/// A style sheet as the build writes it (minified, valid), taken apart once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StyleSheet {
    css: String,
    items: Vec<Item>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Item {
    /// What always stays: statements such as `@layer a,b;`, key frames, fonts.
    Kept(String),
    Rule {
        selectors: Vec<Selector>,
        /// With its braces.
        block: String,
    },
    /// `@media`, `@layer`, `@supports`, `@container` around other rules.
    Group { prelude: String, items: Vec<Item> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Selector {
    text: String,
    needs: Vec<Name>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Name {
    Class(String),
    Id(String),
    Element(String),
}

/// At-rules that hold rules.
const GROUPS: [&str; 5] = ["@media", "@layer", "@supports", "@container", "@scope"];
/// The whole sheet, which is linked, is there for prints.
const PRINT: &str = "@media print";

impl StyleSheet {
    pub fn parse(css: impl Into<String>) -> Self {
        let css = css.into();
        let items = items(&css);
        Self { css, items }
    }

    /// All of it.
    pub fn css(&self) -> &str {
        &self.css
    }

    /// The rules that an element of this document may match, in their order.
    pub fn used_by(&self, html: &str) -> String {
        let names = names_in(html);
        let mut used = String::with_capacity(self.css.len() / 2);
        write_used(&self.items, &names, &mut used);
        used
    }
}

fn write_used(items: &[Item], names: &HashSet<Name>, used: &mut String) {
    for item in items {
        match item {
            Item::Kept(text) => used.push_str(text),
            Item::Rule { selectors, block } => {
                let matching =
                    selectors.iter().filter(|selector| selector.needs.iter().all(|name| names.contains(name)));
                let texts: Vec<_> = matching.map(|selector| selector.text.as_str()).collect();
                if !texts.is_empty() {
                    used.push_str(&texts.join(","));
                    used.push_str(block);
                }
            }
            Item::Group { prelude, items } => {
                let mut inside = String::new();
                write_used(items, names, &mut inside);
                if !inside.is_empty() {
                    used.extend([prelude, "{", &inside, "}"]);
                }
            }
        }
    }
}

fn items(css: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut rest = css;
    while let Some(end) = position(rest, |c| matches!(c, '{' | ';')) {
        let (prelude, from) = rest.split_at(end);
        if from.starts_with(';') {
            items.push(Item::Kept(format!("{prelude};")));
            rest = from.get(1..).unwrap_or_default();
            continue;
        }
        let (block, after) = block(from);
        rest = after;
        let prelude = prelude.trim();
        let inside = block.get(1..block.len().saturating_sub(1)).unwrap_or_default();
        if prelude.starts_with(PRINT) {
            continue;
        }
        items.push(if GROUPS.iter().any(|group| prelude.starts_with(group)) {
            Item::Group { prelude: prelude.to_owned(), items: self::items(inside) }
        } else if prelude.starts_with('@') {
            Item::Kept(format!("{prelude}{block}"))
        } else {
            Item::Rule { selectors: selectors(prelude), block: block.to_owned() }
        });
    }
    items
}

/// What stands between braces, with them, and what follows.
fn block(css: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    let end = position(css, |c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '}' && depth == 0
    });
    css.split_at(end.map_or(css.len(), |end| end + 1))
}

/// Where the first character stands that is wanted, outside of strings.
fn position(css: &str, mut is_wanted: impl FnMut(char) -> bool) -> Option<usize> {
    let mut quote = None;
    let mut is_escaped = false;
    for (at, c) in css.char_indices() {
        if is_escaped {
            is_escaped = false;
        } else if c == '\\' {
            is_escaped = true;
        } else if let Some(open) = quote {
            if c == open {
                quote = None;
            }
        } else if matches!(c, '"' | '\'') {
            quote = Some(c);
        } else if is_wanted(c) {
            return Some(at);
        }
    }
    None
}

fn selectors(list: &str) -> Vec<Selector> {
    let mut selectors = Vec::new();
    let mut rest = list;
    loop {
        let mut depth = 0_usize;
        let end = position(rest, |c| {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            c == ',' && depth == 0
        });
        let text = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default().trim();
        selectors.push(Selector { text: text.to_owned(), needs: needs(text) });
        match end {
            Some(end) => rest = rest.get(end + 1..).unwrap_or_default(),
            None => return selectors,
        }
    }
}

/// The names without which no element can match. What stands in brackets, as in `:not(…)`, `:is(…)`, `[href]`, does not count.
fn needs(selector: &str) -> Vec<Name> {
    let mut names = Vec::new();
    let mut depth = 0_usize;
    let mut chars = selector.chars().peekable();
    // Is this where a compound begins, as an element's name does?
    let mut is_start = true;
    while let Some(c) = chars.next() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '.' | '#' | ':' => {
                let mut name = String::new();
                while let Some(next) = chars.next_if(|next| is_of_name(*next) || (c == ':' && *next == ':')) {
                    name.push(next);
                }
                match c {
                    '.' => names.push(Name::Class(name)),
                    '#' => names.push(Name::Id(name)),
                    _ => {}
                }
            }
            c if is_start && c.is_ascii_alphabetic() => {
                let mut name = String::from(c);
                while let Some(next) = chars.next_if(|next| is_of_name(*next)) {
                    name.push(next);
                }
                names.push(Name::Element(name.to_ascii_lowercase()));
            }
            _ => {}
        }
        is_start = matches!(c, ' ' | '>' | '+' | '~');
    }
    names
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

/// The names of a document that is well-formed, as ours are. Text that looks like an element only makes for more rules.
fn names_in(html: &str) -> HashSet<Name> {
    let mut names: HashSet<Name> = ["html", "body", "head"].map(|name| Name::Element(name.to_owned())).into();
    for tag in html.split('<').skip(1) {
        let end = tag.find(|c: char| !is_of_name(c)).unwrap_or(tag.len());
        let Some((name, attributes)) = tag.split_at_checked(end).filter(|(name, _)| !name.is_empty()) else { continue };
        names.insert(Name::Element(name.to_ascii_lowercase()));
        names.extend(
            attribute(attributes, " class=\"").flat_map(str::split_whitespace).map(|name| Name::Class(name.to_owned())),
        );
        names.extend(attribute(attributes, " id=\"").map(|name| Name::Id(name.to_owned())));
    }
    names
}

fn attribute<'a>(tag: &'a str, start: &str) -> impl Iterator<Item = &'a str> {
    tag.split_once(start).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value).into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CSS: &str = "@layer a,b;@layer a{:root{--ink:#111}@media(width>=720px){:root{--nav:0}.gone{color:red}}}\
        @layer b{*,*:before{margin:0}.card{--x:url(\"data:;,}{\")}.card:hover,.gone:hover{top:0}.card .gone{left:0}\
        .card:not(.gone)>h2:after{content:\"{;}\"}.gone{right:0}#oben{width:1px}#unten{width:2px}\
        details[open] .card{top:1px}table td{width:3px}@supports (top:0){.gone{top:0}}@media print{.card{top:9px}}}\
        @keyframes turn{to{rotate:1turn}}";

    #[test]
    fn what_no_element_can_match_is_left_out() {
        let html = "<div class=\"card card--wide\" id=\"oben\"><h2>Ciao</h2></div><details class=\"x\">";
        assert_eq!(
            StyleSheet::parse(CSS).used_by(html),
            "@layer a,b;@layer a{:root{--ink:#111}@media(width>=720px){:root{--nav:0}}}\
             @layer b{*,*:before{margin:0}.card{--x:url(\"data:;,}{\")}.card:hover{top:0}\
             .card:not(.gone)>h2:after{content:\"{;}\"}#oben{width:1px}\
             details[open] .card{top:1px}}@keyframes turn{to{rotate:1turn}}"
        );
    }

    #[test]
    fn names_are_found_in_selectors() {
        let class = |name: &str| Name::Class(name.to_owned());
        let element = |name: &str| Name::Element(name.to_owned());
        assert_eq!(needs("A.b__c--d:is(.e,f)::before"), [element("a"), class("b__c--d")]);
        assert_eq!(needs("main>[data-g=\".h\"]+i~.j k"), [element("main"), element("i"), class("j"), element("k")]);
        assert_eq!(needs(":root:has(dialog[open])"), []);
        assert_eq!(selectors("a:is(b,c), d[e=\",\"]").len(), 2);
    }

    #[test]
    fn a_cut_off_sheet_does_no_harm() {
        for end in 0..CSS.len() {
            StyleSheet::parse(CSS.get(..end).unwrap_or_default()).used_by("<p class=\"card\">");
        }
    }
}
