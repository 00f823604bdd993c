//! A style sheet is named after the block it dresses, which the code must have, and reached from index.css.

use super::problem::Problem;
use super::tree::Tree;

pub fn check(tree: &Tree) -> Vec<Problem> {
    let index = tree.files.iter().find(|file| file.path == "style/index.css").map_or("", |file| &file.text);
    let code: Vec<&str> = tree.below("src/", "rs").map(|file| file.text.as_str()).collect();
    let mut problems = Vec::new();
    for file in tree.below("style/", "css").filter(|file| file.path != "style/index.css") {
        let import = file.path.replacen("style/", "\"./", 1) + "\"";
        if !index.contains(&import) {
            problems.push(file.problem(1, "style/index.css does not import it"));
        }
        if !(file.path.starts_with("style/components/") || file.path.starts_with("style/ui/")) {
            continue;
        }
        let block = file.stem();
        if !code.iter().any(|text| names_block(text, block)) {
            problems
                .push(file.problem(1, format!("nothing in src/ has the class {block}: name it after what it dresses")));
        }
    }
    problems
}

/// Does a class of the block, or of one of its parts, stand in this text?
fn names_block(text: &str, block: &str) -> bool {
    text.match_indices(block).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + block.len()..).unwrap_or_default();
        matches!(before, Some('"' | ' '))
            && (after.starts_with(['"', ' ']) || after.starts_with("__") || after.starts_with("--"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_sheets_without_code_or_import_are_found() {
        let tree = Tree::of(&[
            (
                "style/index.css",
                "@import \"./components/article-card.css\" layer(components);\n@import \"./ui/old.css\";",
            ),
            ("style/components/article-card.css", ""),
            ("style/components/article-toc.css", ""),
            ("style/ui/old.css", ""),
            ("src/components/article_card.rs", "<article class=\"article-card\">"),
            ("src/pages/article_toc.rs", "class=\"prose article-toc__list\""),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.path, problem.message)).collect();
        assert_eq!(
            found,
            [
                ("style/components/article-toc.css".to_owned(), "style/index.css does not import it".to_owned()),
                (
                    "style/ui/old.css".to_owned(),
                    "nothing in src/ has the class old: name it after what it dresses".to_owned()
                ),
            ]
        );
    }
}
