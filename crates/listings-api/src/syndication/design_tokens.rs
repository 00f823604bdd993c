//! The look of the site for what this process draws itself: the values in `style/tokens.css`, which stays the only file
//! that has them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../../../style/tokens.css");

/// Names and values of the first `:root`, in the order of the file; what a media query changes is not looked at.
static TOKENS: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| declarations(SOURCE));

/// Looks tokens up by their names, such as `--paper`. A name that there is not has no value: tests of those who draw see
/// to it that they use none.
pub struct DesignTokens;

impl DesignTokens {
    /// The value in light colours, references followed.
    pub fn light(name: &str) -> &'static str {
        Self::side(name, |(light, _)| light)
    }

    /// The value in dark colours, references followed.
    pub fn dark(name: &str) -> &'static str {
        Self::side(name, |(_, dark)| dark)
    }

    /// A rule `:root{…}` with these tokens and those that they refer to, both colour schemes kept.
    pub fn css(names: &[&str]) -> String {
        let mut wanted: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = names.to_vec();
        while let Some(name) = open.pop() {
            // Each is looked into once, so a circle ends.
            if wanted.insert(name) {
                open.extend(value(name).map(references).unwrap_or_default());
            }
        }
        let chosen = TOKENS.iter().filter(|(name, _)| wanted.contains(name));
        let lines: Vec<String> = chosen.map(|(name, value)| format!("{name}:{value}")).collect();
        format!(":root{{{}}}", lines.join(";"))
    }

    fn side(name: &str, choose: fn((&'static str, &'static str)) -> &'static str) -> &'static str {
        let mut name = name;
        // As deep as references go; a circle has no value.
        for _ in 0..8 {
            let Some(value) = value(name) else { return "" };
            match value.strip_prefix("var(").and_then(|rest| rest.strip_suffix(')')) {
                Some(referred) => name = referred,
                None => return light_dark(value).map_or(value, choose),
            }
        }
        ""
    }
}

fn value(name: &str) -> Option<&'static str> {
    TOKENS.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
}

fn declarations(css: &'static str) -> Vec<(&'static str, String)> {
    let block = css.split_once(":root {").and_then(|(_, rest)| rest.split_once("\n}")).map_or("", |(block, _)| block);
    let mut declarations = Vec::new();
    // Comments end statements too: one may stand before a name.
    for statement in block.split(';') {
        let statement = statement.rsplit_once("*/").map_or(statement, |(_, code)| code);
        if let Some((name, value)) = statement.split_once(':')
            && name.trim().starts_with("--")
        {
            declarations.push((name.trim(), value.split_whitespace().collect::<Vec<_>>().join(" ")));
        }
    }
    declarations
}

/// The names inside `var(…)`.
fn references(value: &'static str) -> Vec<&'static str> {
    let starts = value.split("var(").skip(1);
    starts.filter_map(|rest| rest.split([')', ',']).next()).map(str::trim).collect()
}

/// The two colours of a value that is nothing but `light-dark(…)`.
fn light_dark(value: &'static str) -> Option<(&'static str, &'static str)> {
    let inner = value.strip_prefix("light-dark(")?.strip_suffix(')')?;
    let mut depth = 0_usize;
    for (at, c) in inner.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            ',' if depth == 0 => {
                let (light, dark) = inner.split_at_checked(at)?;
                return Some((light.trim(), dark.trim_start_matches(',').trim()));
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_has_two_sides() {
        let paper = value("--paper").unwrap();
        let (light, dark) = (DesignTokens::light("--paper"), DesignTokens::dark("--paper"));
        assert_ne!(light, dark);
        assert_eq!(paper, format!("light-dark({light}, {dark})"));
        assert!([light, dark].iter().all(|colour| colour.starts_with('#') && colour.len() == 7), "{light} {dark}");
        // Commas inside of a function do not part the two.
        assert_eq!(light_dark("light-dark(rgb(1, 2, 3), rgb(4, 5, 6))"), Some(("rgb(1, 2, 3)", "rgb(4, 5, 6)")));
        assert_eq!(light_dark("light-dark(rgb(1, 2, 3))"), None);
    }

    #[test]
    fn references_are_followed() {
        assert_eq!(value("--focus"), Some("var(--brand)"));
        assert_eq!(DesignTokens::light("--focus"), DesignTokens::light("--brand"));
        assert_eq!(DesignTokens::dark("--focus"), DesignTokens::dark("--brand"));
    }

    #[test]
    fn what_has_one_value_has_it_on_both_sides() {
        assert_eq!(DesignTokens::light("--radius-card"), DesignTokens::dark("--radius-card"));
        assert!(DesignTokens::light("--radius-card").ends_with("px"));
        assert_eq!(DesignTokens::light("--no-such-token"), "");
    }

    #[test]
    fn the_rule_holds_what_was_asked_for_and_what_that_refers_to() {
        let css = DesignTokens::css(&["--label-height", "--focus", "--no-such-token"]);
        let named: Vec<&str> = css
            .trim_start_matches(":root{")
            .trim_end_matches('}')
            .split(';')
            .filter_map(|line| line.split(':').next())
            .collect();
        assert_eq!(named, ["--brand", "--focus", "--text-sm", "--label-height", "--leading-snug", "--space-1"]);
        assert!(css.contains("--brand:light-dark(#"), "{css}");
        assert_eq!(DesignTokens::css(&[]), ":root{}");
    }

    #[test]
    fn the_whole_file_is_read() {
        assert!(TOKENS.len() > 80, "{}", TOKENS.len());
        // After a comment inside of the rule, over several lines, and the last one.
        for name in ["--line-control", "--shadow", "--layer-ribbon"] {
            assert!(value(name).is_some_and(|value| !value.is_empty()), "{name}");
        }
        assert!(TOKENS.iter().all(|(_, value)| !value.contains(['\n', '{', '}', ';'])), "{:?}", *TOKENS);
    }
}
