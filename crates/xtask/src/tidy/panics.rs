//! A panic kills the page in the browser and the request in the API.

use super::problem::Problem;
use super::tree::Tree;

const PANICS: [&str; 2] = ["unwrap", "expect"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in tree.shipped_rust() {
        for (line, call) in file.code().calls.iter().filter(|(_, call)| PANICS.contains(&call.as_str())) {
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
        let tree =
            Tree::of(&[("src/a.rs", source), ("crates/x/src/store/tests.rs", source), ("crates/x/tests/a.rs", source)]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        assert_eq!(found, [("src/a.rs".to_owned(), 1), ("src/a.rs".to_owned(), 3)]);
    }
}
