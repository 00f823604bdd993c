//! Names that say nothing, and the one module layout.

use super::problem::Problem;
use super::tree::Tree;

/// A file of this name becomes the drawer for everything.
const EMPTY_NAMES: [&str; 10] =
    ["utils", "util", "common", "helpers", "helper", "types", "manager", "managers", "misc", "shared"];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for file in &tree.files {
        if file.name() == "mod.rs" {
            problems.push(file.problem(1, "mod.rs: use the parent file beside the folder"));
        }
        let folders = file.path.split('/').rev().skip(1);
        for name in folders.chain([file.stem()]).filter(|name| EMPTY_NAMES.contains(name)) {
            problems.push(file.problem(1, format!("the name {name} says nothing: name it after what it does")));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_names_and_mod_rs_are_found() {
        let tree = Tree::of(&[
            ("src/ui/mod.rs", ""),
            ("src/utils.rs", ""),
            ("tests/helpers/server.mjs", ""),
            ("crates/listings-api/data/common_passwords.txt", ""),
        ]);
        let paths: Vec<_> = check(&tree).into_iter().map(|problem| problem.path).collect();
        assert_eq!(paths, ["src/ui/mod.rs", "src/utils.rs", "tests/helpers/server.mjs"]);
    }
}
