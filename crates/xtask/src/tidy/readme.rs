//! The commands that the documents name exist, with the flags they name.

use super::problem::Problem;
use super::tree::{File, Tree};

pub fn check(tree: &Tree, known: &clap::Command) -> Vec<Problem> {
    let is_current = |file: &&File| {
        let is_at_root = matches!(file.path.as_str(), "README.md" | "ARCHITECTURE.md" | "CONTRIBUTING.md");
        is_at_root || file.path.starts_with("docs/")
    };
    let mut problems = Vec::new();
    for file in tree.files.iter().filter(|file| file.extension() == "md").filter(is_current) {
        for (index, line) in file.text.lines().enumerate() {
            for command in commands(line) {
                if let Some(error) = refused(&command, known) {
                    problems.push(file.problem(index + 1, format!("`{}` does not work: {error}", command.join(" "))));
                }
            }
        }
    }
    problems
}

/// What follows `cargo xtask`, up to the end of the code or to a placeholder.
fn commands(line: &str) -> Vec<Vec<&str>> {
    let after = line.split("cargo xtask ").skip(1);
    let code = after.map(|rest| rest.split(['`', '#', '[', '<', '|', '&', ',', ';', ')']).next().unwrap_or_default());
    code.map(|code| code.split_whitespace().collect::<Vec<_>>()).filter(|words| !words.is_empty()).collect()
}

/// Why the command line refuses these words; the first line of its answer.
fn refused(words: &[&str], known: &clap::Command) -> Option<String> {
    use clap::error::ErrorKind::{DisplayHelp, DisplayHelpOnMissingArgumentOrSubcommand};
    let error = known.clone().try_get_matches_from(std::iter::once(&"xtask").chain(words)).err()?;
    let is_only_help = matches!(error.kind(), DisplayHelp | DisplayHelpOnMissingArgumentOrSubcommand);
    (!is_only_help).then(|| error.to_string().lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_flags_are_tried_on_the_real_command_line() {
        let readme = "Type `cargo xtask run --port 9000`, then `cargo xtask fly`.\n    cargo xtask run --hot # why\n\
            cargo xtask test [--only unit]\n`cargo xtask <command>`\n";
        let known = <crate::Cli as clap::CommandFactory>::command();
        let found: Vec<_> =
            check(&Tree::of(&[("README.md", readme)]), &known).into_iter().map(|problem| problem.line).collect();
        assert_eq!(found, [1, 2]);
    }
}
