//! A style sheet is named after the component it dresses, and reached from index.css.

use super::Problem;
use super::tree::Tree;

/// Where the code for a folder of style sheets may be.
const HOMES: [(&str, &[&str]); 2] =
    [("style/components/", &["components", "features", "pages"]), ("style/ui/", &["ui"])];

pub fn check(tree: &Tree) -> Vec<Problem> {
    let index = tree.files.iter().find(|file| file.path == "style/index.css").map_or("", |file| &file.text);
    let mut problems = Vec::new();
    for file in tree.below("style/", "css").filter(|file| file.path != "style/index.css") {
        let import = file.path.replacen("style/", "\"./", 1) + "\"";
        if !index.contains(&import) {
            problems.push(file.problem(1, "style/index.css does not import it"));
        }
        let Some((_, homes)) = HOMES.iter().find(|(folder, _)| file.path.starts_with(folder)) else { continue };
        let name = file.stem().replace('-', "_");
        if !homes.iter().any(|home| tree.has(&format!("src/{home}/{name}.rs"))) {
            problems.push(
                file.problem(1, format!("no {name}.rs in src/{}: name it after what it dresses", homes.join(", src/"))),
            );
        }
    }
    problems
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
            ("src/components/article_card.rs", ""),
            ("src/pages/article_toc.rs", ""),
        ]);
        let found: Vec<_> = check(&tree).into_iter().map(|problem| (problem.path, problem.message)).collect();
        assert_eq!(
            found,
            [
                ("style/components/article-toc.css".to_owned(), "style/index.css does not import it".to_owned()),
                ("style/ui/old.css".to_owned(), "no old.rs in src/ui: name it after what it dresses".to_owned()),
            ]
        );
    }
}
