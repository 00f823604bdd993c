//! Colours have names; their values are in style/tokens.css, once for light and dark.

use regex_lite::Regex;

use super::problem::Problem;
use super::tree::Tree;

const HOME: &str = "style/tokens.css";

pub fn check(tree: &Tree) -> Vec<Problem> {
    let Ok(colour) = Regex::new(
        r"(?i)(#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|\b(?:white|black|red|green|blue|gray|grey|yellow|orange)\b)",
    ) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for file in tree.below("style/", "css").filter(|file| file.path != HOME) {
        for (index, line) in without_comments(&file.text).lines().enumerate() {
            let Some((property, value)) = line.split_once(':') else { continue };
            // `a:hover {` has a colon too, but no value.
            if property.trim_start().starts_with(['.', '#', '@']) || value.trim_end().ends_with(['{', ',']) {
                continue;
            }
            if let Some(found) = colour.find(&without_tokens(value)) {
                problems.push(file.problem(index + 1, format!("the colour {} belongs in {HOME}", found.as_str())));
            }
        }
    }
    problems
}

/// Names of custom properties may hold the name of a colour.
fn without_tokens(value: &str) -> String {
    let mut parts = value.split("var(--");
    let first = parts.next().unwrap_or_default();
    std::iter::once(first).chain(parts.map(|part| part.split_once(')').map_or("", |(_, rest)| rest))).collect()
}

/// Blanks comments, keeping the lines.
fn without_comments(css: &str) -> String {
    let mut rest = css;
    let mut kept = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        let (comment, after) = comment.split_once("*/").unwrap_or((comment, ""));
        kept.push_str(before);
        kept.extend(comment.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literal_colours_are_found_outside_the_tokens() {
        let css = "/* #fff\n   red */\n#fade:hover {\n  color: #1a1d21;\n  background: rgb(0 0 0);\n  color: var(--ink);\n  \
            border: var(--rule) solid white;\n  color: color-mix(in srgb, currentcolor 40%, transparent);\n}\n";
        let tree = Tree::of(&[("style/components/a.css", css), (HOME, "a { color: #fff; }")]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.line, problem.message)).collect();
        let message = |colour: &str| format!("the colour {colour} belongs in style/tokens.css");
        assert_eq!(found, [(4, message("#1a1d21")), (5, message("rgb(")), (7, message("white"))]);
    }
}
