//! A panic kills the page in the browser. In the server a broken invariant may stop the request, which is then answered with
//! 500: `expect` is allowed there, and says why the other case can't be.

use super::Problem;
use super::rust_code;
use super::tree::Tree;

const UNWRAP: &str = ".unwrap()";
const EXPECT: &str = ".expect(";
/// Crates that run in the server alone.
const SERVER: [&str; 4] = ["crates/listings-api/", "crates/search/", "crates/site-server/", "crates/store/"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.shipped_rust() {
        let is_server = SERVER.iter().any(|server| file.path.starts_with(server));
        let calls = if is_server { &[UNWRAP][..] } else { &[UNWRAP, EXPECT] };
        for line in rust_code::lines(&file.text) {
            for call in calls.iter().filter(|call| line.code.contains(**call)) {
                problems.push(file.problem(line.number, format!("{call} can panic: handle the other case")));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_are_found_where_they_ship() {
        let source =
            "a.unwrap();\nb.unwrap_or(1);\nc.expect(\"x\");\n#[cfg(test)]\nmod tests { fn t() { d.unwrap(); } }";
        let tree = Tree::of(&[
            ("src/a.rs", source),
            ("crates/store/src/a.rs", source),
            ("crates/x/src/store/tests.rs", source),
            ("crates/x/tests/a.rs", source),
        ]);
        let found = check(&tree);
        let found: Vec<_> = found.iter().map(|problem| (problem.path.as_str(), problem.line)).collect();
        assert_eq!(found, [("src/a.rs", 1), ("src/a.rs", 3), ("crates/store/src/a.rs", 1)]);
    }
}
