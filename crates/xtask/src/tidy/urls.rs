//! Only src/route.rs knows what the site's addresses look like.

use super::problem::Problem;
use super::tree::Tree;

const HOME: &str = "src/route.rs";

pub fn check(tree: &Tree) -> Vec<Problem> {
    let segments = segments(tree);
    let mut problems = Vec::new();
    // src/api holds the API's addresses, which are another matter.
    for file in tree.below("src/", "rs").filter(|file| file.path != HOME && !file.path.starts_with("src/api")) {
        for (line, text) in file.code().strings.iter().filter(|(_, text)| is_address(text, &segments)) {
            problems.push(file.problem(*line, format!("the address \"{text}\" is written out: use Route::href()")));
        }
    }
    problems
}

/// The first segments that the router's patterns name.
fn segments(tree: &Tree) -> Vec<String> {
    let Some(routes) = tree.files.iter().find(|file| file.path == HOME) else { return Vec::new() };
    let is_pattern =
        |line: usize| routes.text.lines().nth(line - 1).is_some_and(|text| text.contains("StaticSegment(\""));
    let strings = routes.code().strings.iter().filter(|(line, text)| !text.is_empty() && is_pattern(*line));
    strings.map(|(_, text)| text.clone()).collect()
}

fn is_address(text: &str, segments: &[String]) -> bool {
    let Some(path) = text.strip_prefix('/') else { return false };
    let first = path.split(['/', '?', '#', '{']).next().unwrap_or_default();
    segments.iter().any(|segment| segment == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_out_addresses_are_found_outside_the_routes() {
        let tree = Tree::of(&[
            (HOME, "const A: StaticSegment<&str> = StaticSegment(\"articoli\");\nfn b() { \"/articoli\" }"),
            (
                "src/pages/home.rs",
                "fn a() { view! { <a href=\"/articoli/x\"/> };\nformat!(\"/articoli?{q}\");\n// \"/articoli\"\n\"/icons/a.svg\" }",
            ),
            ("src/api/articles.rs", "fn a() { get(\"/articoli\") }"),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        assert_eq!(found, [("src/pages/home.rs".to_owned(), 1), ("src/pages/home.rs".to_owned(), 2)]);
    }
}
