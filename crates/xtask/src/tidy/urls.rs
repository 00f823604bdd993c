//! Only the crate `addresses` knows what the site's addresses look like. Scripts, documents and the manifest can't ask it:
//! what they write out must lead to a page.

use addresses::Route;

use super::problem::Problem;
use super::tree::{File, Tree};

const HOME: &str = "crates/addresses/";
/// First segments of what is no page: calls of the API, files, and what the service worker keeps.
const NO_PAGES: [&str; 9] = ["api", "assets", "bacheca-worker", "embed", "healthz", "me", "media", "oembed", "push"];
/// The first segments of the addresses, as constants.
const SEGMENTS: &str = "crates/addresses/src/segment.rs";

pub fn check(tree: &Tree) -> Vec<Problem> {
    let segments = segments(tree);
    let mut problems = Vec::new();
    // src/api holds the API's addresses, which are another matter.
    problems.extend(static_files(tree).flat_map(dead_ends));
    let files = tree.shipped_rust().filter(|file| !file.path.starts_with(HOME) && !file.path.starts_with("src/api"));
    for file in files {
        // The API's description takes literals.
        let is_example = |line: usize| {
            let text = file.text.lines().nth(line - 1).unwrap_or_default();
            text.contains("example = ") || text.trim_start().starts_with("path = ")
        };
        for (line, text) in file.code().strings.iter().filter(|(_, text)| is_address(text, &segments)) {
            if !is_example(*line) {
                problems.push(file.problem(
                    *line,
                    format!("the address \"{text}\" is written out: take it from the crate addresses"),
                ));
            }
        }
    }
    problems
}

/// Files that browsers read as they are.
fn static_files(tree: &Tree) -> impl Iterator<Item = &File> {
    let is_static = |file: &&File| {
        let is_of_site = file.path.starts_with("src/") || file.path.starts_with("public/") || file.path == "index.html";
        is_of_site && matches!(file.extension(), "js" | "html" | "webmanifest")
    };
    tree.files.iter().filter(is_static)
}

/// Addresses in quotes that are no file, no call and no page.
fn dead_ends(file: &File) -> Vec<Problem> {
    let lines = file.text.lines().enumerate();
    let quoted = lines.flat_map(|(line, text)| text.split(['"', '\'', '`']).skip(1).map(move |text| (line + 1, text)));
    let addresses = quoted.map(|(line, text)| (line, text.split(['?', '#', '$']).next().unwrap_or_default()));
    let is_dead_end = |address: &str| {
        let first = address.split('/').nth(1).unwrap_or_default();
        let is_address = address.starts_with('/')
            && first.starts_with(|c: char| c.is_ascii_lowercase())
            && address.bytes().all(|byte| byte.is_ascii_lowercase() || b"/-".contains(&byte));
        is_address && !NO_PAGES.contains(&first) && Route::parse(address).is_none()
    };
    let dead = addresses.filter(|(_, address)| is_dead_end(address));
    dead.map(|(line, address)| file.problem(line, format!("no page has the address \"{address}\""))).collect()
}

fn segments(tree: &Tree) -> Vec<String> {
    let home = tree.files.iter().find(|file| file.path == SEGMENTS);
    home.into_iter().flat_map(|file| file.code().strings.iter()).map(|(_, text)| text.clone()).collect()
}

/// A path of the site, alone or behind an origin that is put in: `/offerte`, `{origin}/offerte/{id}`.
fn is_address(text: &str, segments: &[String]) -> bool {
    let Some(path) = text.strip_prefix('/').or_else(|| text.split_once("}/").map(|(_, path)| path)) else {
        return false;
    };
    let first = path.split(['/', '?', '#', '{', '.']).next().unwrap_or_default();
    segments.iter().any(|segment| segment == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_out_addresses_are_found_outside_their_crate() {
        let tree = Tree::of(&[
            (SEGMENTS, "pub const ARTICLES: &str = \"articoli\";"),
            ("crates/addresses/src/route.rs", "fn b() { \"/articoli\" }"),
            (
                "src/pages/home.rs",
                "fn a() { view! { <a href=\"/articoli/x\"/> };\nformat!(\"/articoli?{q}\");\n// \"/articoli\"\n\"/icons/a.svg\" }",
            ),
            ("src/api/articles.rs", "fn a() { get(\"/articoli\") }"),
            (
                "crates/listings-api/src/feeds.rs",
                "#[utoipa::path(params((\"path\", example = \"/articoli\")))]\nfn a() { \"/articoli.rss\";\nformat!(\"{site}/articoli/{slug}\"); }",
            ),
            ("crates/listings-api/tests/api/feeds.rs", "fn a() { get(\"/articoli\") }"),
            ("src/scripts/a.js", "const A = \"/offerte\";\nlet b = `/offertee?${c}`, d = '/api', e = \"/start.js\";"),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        assert_eq!(
            found,
            [
                ("src/scripts/a.js".to_owned(), 2),
                ("src/pages/home.rs".to_owned(), 1),
                ("src/pages/home.rs".to_owned(), 2),
                ("crates/listings-api/src/feeds.rs".to_owned(), 2),
                ("crates/listings-api/src/feeds.rs".to_owned(), 3),
            ]
        );
    }
}
