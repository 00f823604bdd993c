//! Imports point one way, and only `browser` touches the browser's raw interfaces.

use super::Problem;
use super::rust_code::{self, Line};
use super::tree::{File, Tree};

/// What each layer of the app may name, besides itself. `app` and the crate's root may name everything.
const LAYERS: [(&str, &[&str]); 9] = [
    ("browser", &[]),
    ("route", &[]),
    ("i18n", &["browser"]),
    ("ui", &["browser", "i18n"]),
    ("api", &["browser", "route"]),
    ("state", &["api", "browser", "i18n", "route"]),
    // Components take contract types as props: they never fetch.
    ("components", &["ui", "browser", "i18n", "route"]),
    ("features", &["components", "ui", "state", "api", "browser", "i18n", "route"]),
    ("pages", &["features", "components", "ui", "state", "api", "browser", "i18n", "route"]),
];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.below("src/", "rs") {
        let lines = rust_code::lines(&file.text);
        let layer = layer(&file.path);
        for (line, path) in paths(&lines, "crate::") {
            problems.extend(wrong_direction(file, layer, &path).map(|message| file.problem(line, message)));
        }
        if layer == "pages" {
            for (line, path) in paths(&lines, "super::") {
                problems.extend(neighbour(tree, file, &path).map(|message| file.problem(line, message)));
            }
        }
        if layer != "browser" {
            problems.extend(raw_browser(file, &lines));
        }
    }
    problems
}

/// `src/pages/article/toc.rs` and `src/pages.rs` → `pages`.
fn layer(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

fn wrong_direction(file: &File, layer: &str, path: &str) -> Option<String> {
    let (_, allowed) = LAYERS.iter().find(|(name, _)| *name == layer)?;
    let mut segments = path.split("::");
    let target = segments.next()?;
    if !LAYERS.iter().any(|(name, _)| *name == target) {
        return None;
    }
    if target == "pages" && layer == "pages" {
        let own = page(&file.path)?;
        let other = segments.next()?;
        return (other != own)
            .then(|| format!("the page {own} imports the page {other}: move what they share down a layer"));
    }
    (target != layer && !allowed.contains(&target)).then(|| format!("{layer} must not import {target}"))
}

/// In a page's own file `super::` is all pages; in its folder it is the page itself.
fn neighbour(tree: &Tree, file: &File, path: &str) -> Option<String> {
    let other = path.split("::").next()?;
    let is_top = file.path.matches('/').count() == 2;
    let is_page = tree.has(&format!("src/pages/{other}.rs"));
    (is_top && is_page).then(|| format!("a page imports the page {other}: move what they share down a layer"))
}

/// `src/pages/article.rs` and `src/pages/article/toc.rs` → `article`; the list of pages itself is none.
fn page(path: &str) -> Option<&str> {
    Some(path.strip_prefix("src/pages/")?.split('/').next()?.trim_end_matches(".rs"))
}

fn raw_browser(file: &File, lines: &[Line]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for root in ["web_sys", "js_sys"] {
        for (line, path) in paths(lines, &format!("{root}::")) {
            let name = path.split("::").next().unwrap_or_default();
            // Handlers have to name the type of their event.
            if root == "js_sys" || !name.ends_with("Event") {
                problems.push(file.problem(line, format!("{root}::{name} outside src/browser")));
            }
        }
    }
    problems
}

/// The paths that follow a prefix, those of `prefix::{a, b::{c, d}}` one by one, with the line they stand on.
fn paths(lines: &[Line], prefix: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        for (start, _) in line.code.match_indices(prefix) {
            let before = line.code.get(..start).and_then(|before| before.chars().next_back());
            if before.is_some_and(|before| before.is_alphanumeric() || before == '_') {
                continue;
            }
            let rest = line.code.get(start + prefix.len()..).unwrap_or_default();
            let group = rest.trim_start().strip_prefix('{');
            match group {
                None => found.push((line.number, word_path(rest))),
                Some(inside) => {
                    let following = lines.iter().skip(index + 1).map(|line| (line.number, line.code.as_str()));
                    found.extend(group_paths(std::iter::once((line.number, inside)).chain(following)));
                }
            }
        }
    }
    found
}

fn word_path(code: &str) -> String {
    code.chars().take_while(|c| c.is_alphanumeric() || "_:".contains(*c)).collect()
}

/// The members of a `{…}` group whose opening brace has been read. Nested groups count as their first segments.
fn group_paths<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut depth = 1;
    let mut is_start = true;
    for (number, code) in lines {
        for (index, character) in code.char_indices() {
            match character {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => is_start = true,
                c if c.is_whitespace() => {}
                _ if is_start => {
                    found.push((number, word_path(code.get(index..).unwrap_or_default())));
                    is_start = false;
                }
                _ => {}
            }
            if depth == 0 {
                return found;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(path: &str, source: &str) -> Vec<String> {
        let tree = Tree::of(&[(path, source), ("src/pages/home.rs", ""), ("src/pages/article.rs", "")]);
        check(&tree).into_iter().map(|problem| format!("{}: {}", problem.line, problem.message)).collect()
    }

    #[test]
    fn imports_point_downwards() {
        assert_eq!(
            messages("src/components/a.rs", "use crate::ui::icon;\nuse crate::api::Api;"),
            ["2: components must not import api"]
        );
        assert_eq!(messages("src/browser/a.rs", "fn a() { crate::i18n::b() }"), ["1: browser must not import i18n"]);
        assert_eq!(
            messages("src/ui.rs", "use crate::{browser::x,\n  state::{y, z}};"),
            ["2: ui must not import state"]
        );
        assert!(messages("src/app.rs", "use crate::{pages, state};").is_empty());
        assert!(
            messages("src/state/a.rs", "// crate::pages\n#[cfg(test)]\nmod tests { use crate::pages; }").is_empty()
        );
    }

    #[test]
    fn no_page_imports_another() {
        let shared = "move what they share down a layer";
        assert_eq!(
            messages("src/pages/other.rs", "use crate::pages::home::X;\nuse super::article::Y;"),
            [
                format!("1: the page other imports the page home: {shared}"),
                format!("2: a page imports the page article: {shared}")
            ]
        );
        assert!(messages("src/pages/other/part.rs", "use super::article::Y; use crate::pages::other::Z;").is_empty());
    }

    #[test]
    fn only_event_types_leave_the_browser_layer() {
        let source =
            "use leptos::web_sys::{SubmitEvent, Window};\nfn a(e: web_sys::MouseEvent) { js_sys::Date::now(); }";
        assert_eq!(
            messages("src/ui/a.rs", source),
            ["1: web_sys::Window outside src/browser", "2: js_sys::Date outside src/browser"]
        );
        assert!(messages("src/browser/a.rs", source).is_empty());
    }
}
