//! Every text file: finished, closed with a line's end, short enough to find one's way in.

use regex_lite::Regex;

use super::problem::Problem;
use super::tree::Tree;

const LONGEST: usize = 400;

pub fn check(tree: &Tree) -> Vec<Problem> {
    // Put together, so that this file is not its own finding.
    let Ok(unfinished) =
        Regex::new(&format!(r"\b({}|{}|{})\b", concat!("TO", "DO"), concat!("FIX", "ME"), "X".repeat(3)))
    else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    for file in &tree.files {
        if !file.text.is_empty() && !file.text.ends_with('\n') {
            problems.push(file.problem(file.text.lines().count(), "no line end at the end of the file"));
        }
        for (index, line) in file.text.lines().enumerate() {
            if let Some(found) = unfinished.find(line) {
                problems.push(file.problem(index + 1, format!("{}: do it, or make it an issue", found.as_str())));
            }
        }
    }
    for file in tree.shipped_rust() {
        let length = file.text.lines().count();
        if length > LONGEST {
            problems.push(
                file.problem(LONGEST + 1, format!("{length} lines, more than {LONGEST}: split it where it has a seam")),
            );
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_unclosed_and_long_files_are_found() {
        let unfinished = format!("fn a() {{}}\n// {}: later\n", concat!("TO", "DO"));
        let tree = Tree::of(&[
            ("src/a.rs", &unfinished),
            ("style/b.css", "a {}"),
            ("src/c.rs", &"//\n".repeat(LONGEST)),
            ("src/d.rs", &"//\n".repeat(LONGEST + 1)),
            ("docs/e.md", "Metodologia, mastodonti.\n"),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.path, problem.line)).collect();
        assert_eq!(found, [("src/a.rs".into(), 2), ("style/b.css".into(), 1), ("src/d.rs".into(), LONGEST + 1)]);
    }
}
