//! A panic kills the page in the browser. In the server a broken invariant may stop the request, which is then answered with
//! 500: `expect` is allowed there, and says why the other case can't be.

use super::problem::Problem;
use super::tree::Tree;

/// Crates that run in the server alone.
const SERVER: [&str; 5] =
    ["crates/disk/", "crates/listings-api/", "crates/search/", "crates/site-server/", "crates/store/"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.shipped_rust() {
        let is_server = SERVER.iter().any(|server| file.path.starts_with(server));
        let panics = |call: &str| call == "unwrap" || (call == "expect" && !is_server);
        for (line, call) in file.code().calls.iter().filter(|(_, call)| panics(call)) {
            problems.push(file.problem(*line, format!(".{call}() can panic: handle the other case")));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panics_are_found_where_they_ship() {
        let source = "fn f() { a.unwrap();\nb.unwrap_or(1);\nc.expect(\"x\"); }\n#[cfg(test)]\nmod tests { fn t() { d.unwrap(); } }";
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
