//! Imports point one way, and only `browser` touches the browser's raw interfaces.

use super::problem::Problem;
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
        let layer = layer(&file.path);
        for path in file.code().all_paths() {
            let names: Vec<&str> = path.names.iter().map(String::as_str).collect();
            let message = match names.as_slice() {
                ["crate", inside @ ..] => wrong_direction(file, layer, inside),
                ["super", other, ..] if layer == "pages" => neighbour(tree, file, other),
                names if layer != "browser" => raw_browser(names),
                _ => None,
            };
            problems.extend(message.map(|message| file.problem(path.line, message)));
        }
    }
    problems
}

/// `src/pages/article/toc.rs` and `src/pages.rs` → `pages`.
fn layer(path: &str) -> &str {
    let inside = path.trim_start_matches("src/");
    inside.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

fn wrong_direction(file: &File, layer: &str, path: &[&str]) -> Option<String> {
    let (_, allowed) = LAYERS.iter().find(|(name, _)| *name == layer)?;
    let (target, inside) = path.split_first()?;
    if !LAYERS.iter().any(|(name, _)| name == target) {
        return None;
    }
    if *target == "pages" && layer == "pages" {
        let own = page(&file.path)?;
        let other = inside.first()?;
        return (*other != own)
            .then(|| format!("the page {own} imports the page {other}: move what they share down a layer"));
    }
    (*target != layer && !allowed.contains(target)).then(|| format!("{layer} must not import {target}"))
}

/// In a page's own file `super::` is all pages; in its folder it is the page itself.
fn neighbour(tree: &Tree, file: &File, other: &str) -> Option<String> {
    let is_top = file.path.matches('/').count() == 2;
    let is_page = tree.has(&format!("src/pages/{other}.rs"));
    (is_top && is_page).then(|| format!("a page imports the page {other}: move what they share down a layer"))
}

/// `src/pages/article.rs` and `src/pages/article/toc.rs` → `article`; the list of pages itself is none.
fn page(path: &str) -> Option<&str> {
    Some(path.strip_prefix("src/pages/")?.split('/').next()?.trim_end_matches(".rs"))
}

fn raw_browser(names: &[&str]) -> Option<String> {
    let at = names.iter().position(|name| matches!(*name, "web_sys" | "js_sys"))?;
    let (root, name) = (names.get(at)?, names.get(at + 1)?);
    // Handlers have to name the type of their event.
    (*root == "js_sys" || !name.ends_with("Event")).then(|| format!("{root}::{name} outside src/browser"))
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
        assert_eq!(messages("src/ui.rs", "use crate::{browser::x,\n  state::{y}};"), ["2: ui must not import state"]);
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
