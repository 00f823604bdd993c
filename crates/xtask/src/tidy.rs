//! `cargo xtask tidy`: the rules of the tree that the compiler doesn't know.

mod circles;
mod colours;
mod imports;
mod modules;
mod names;
mod panics;
mod problem;
mod readme;
mod rust_code;
mod style_files;
mod text;
mod tree;
mod urls;

use anyhow::{Result, bail};

use crate::machine::workspace;
use problem::Problem;
use tree::Tree;

type Rule = fn(&Tree) -> Vec<Problem>;

const RULES: [Rule; 8] = [
    imports::check,
    circles::check,
    names::check,
    urls::check,
    panics::check,
    colours::check,
    style_files::check,
    text::check,
];

/// `commands` is the whole command line, which the documents are compared with.
pub fn run(commands: &clap::Command) -> Result<()> {
    let tree = Tree::read(workspace::root())?;
    let mut problems: Vec<Problem> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    problems.extend(readme::check(&tree, commands));
    problems.sort();
    problems.dedup();
    for Problem { path, line, message } in &problems {
        println!("{path}:{line}: {message}");
    }
    if !problems.is_empty() {
        bail!("{} broken rules in {} files", problems.len(), tree.files.len());
    }
    println!("{} files, all tidy", tree.files.len());
    Ok(())
}
