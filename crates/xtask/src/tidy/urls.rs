//! Only the crate `addresses` knows what the site's addresses look like.

use super::problem::Problem;
use super::tree::Tree;

const HOME: &str = "crates/addresses/";
/// The first segments of the addresses, as constants.
const SEGMENTS: &str = "crates/addresses/src/segment.rs";

pub fn check(tree: &Tree) -> Vec<Problem> {
    let segments = segments(tree);
    let mut problems = Vec::new();
    // src/api holds the API's addresses, which are another matter.
    let files = tree.shipped_rust().filter(|file| !file.path.starts_with(HOME) && !file.path.starts_with("src/api"));
    for file in files {
        // What the API's description shows as an example must be a literal.
        let is_example = |line: usize| file.text.lines().nth(line - 1).is_some_and(|text| text.contains("example = "));
        for (line, text) in file.code().strings.iter().filter(|(_, text)| is_address(text, &segments)) {
            if !is_example(*line) {
                problems.push(file.problem(*line, format!("the address \"{text}\" is written out: use Route::href()")));
            }
        }
    }
    problems
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
    let first = path.split(['/', '?', '#', '{']).next().unwrap_or_default();
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
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        assert_eq!(
            found,
            [
                ("src/pages/home.rs".to_owned(), 1),
                ("src/pages/home.rs".to_owned(), 2),
                ("crates/listings-api/src/feeds.rs".to_owned(), 3),
            ]
        );
    }
}
