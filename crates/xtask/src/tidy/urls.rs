//! Only src/route.rs knows what the site's addresses look like.

use super::Problem;
use super::rust_code;
use super::tree::Tree;

const HOME: &str = "src/route.rs";

pub fn check(tree: &Tree) -> Vec<Problem> {
    let segments = segments(tree);
    let mut problems = Vec::new();
    // src/api holds the API's addresses, which are another matter.
    for file in tree.below("src/", "rs").filter(|file| file.path != HOME && !file.path.starts_with("src/api")) {
        for line in rust_code::lines(&file.text) {
            for text in line.strings.iter().filter(|text| is_address(text, &segments)) {
                problems.push(
                    file.problem(line.number, format!("the address \"{text}\" is written out: use Route::href()")),
                );
            }
        }
    }
    problems
}

/// The first segments that the router's patterns name.
fn segments(tree: &Tree) -> Vec<String> {
    let routes = tree.files.iter().find(|file| file.path == HOME);
    let lines = routes.map(|file| rust_code::lines(&file.text)).unwrap_or_default();
    let patterns = lines.into_iter().filter(|line| line.code.contains("StaticSegment(\"\")"));
    patterns.flat_map(|line| line.strings).filter(|segment| !segment.is_empty()).collect()
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
                "view! { <a href=\"/articoli/x\"/> }\nformat!(\"/articoli?{q}\");\n// \"/articoli\"\n\"/icons/a.svg\"",
            ),
            ("src/api/articles.rs", "get(\"/articoli\")"),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        assert_eq!(found, [("src/pages/home.rs".to_owned(), 1), ("src/pages/home.rs".to_owned(), 2)]);
    }
}
