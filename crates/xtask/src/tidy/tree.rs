//! The files that people write, read once for all rules.

use std::path::Path;
use std::sync::OnceLock;

use anyhow::{Context, Result};

use super::problem::Problem;
use super::rust_code::Code;

/// Made by programs, or fetched.
const LEFT_OUT: [&str; 9] =
    ["target", "dist", "data", "node_modules", "test-results", "playwright-report", ".git", ".tools", "Cargo.lock"];

const TEXT: [&str; 18] = [
    "rs", "css", "js", "mjs", "html", "md", "toml", "json", "jsonld", "csv", "sql", "svg", "txt", "yml", "yaml", "sh",
    "xml", "webmanifest",
];

pub struct Tree {
    pub files: Vec<File>,
}

pub struct File {
    /// From the root, with `/` on every system.
    pub path: String,
    pub text: String,
    code: OnceLock<Code>,
}

impl Tree {
    pub fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        collect(root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self { files })
    }

    /// The files below a folder with an extension.
    pub fn below<'a>(&'a self, folder: &'a str, extension: &'a str) -> impl Iterator<Item = &'a File> {
        self.files.iter().filter(move |file| file.path.starts_with(folder) && file.extension() == extension)
    }

    pub fn has(&self, path: &str) -> bool {
        self.files.iter().any(|file| file.path == path)
    }

    /// The source of the app and of the crates, without what only tests use.
    pub fn shipped_rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| {
            let is_source =
                file.path.starts_with("src/") || file.path.starts_with("crates/") && file.path.contains("/src/");
            is_source && file.extension() == "rs" && !file.path.contains("/tests/") && file.name() != "tests.rs"
        })
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| File::new((*path).to_owned(), (*text).to_owned());
        Self { files: files.iter().map(file).collect() }
    }
}

impl File {
    fn new(path: String, text: String) -> Self {
        Self { path, text, code: OnceLock::new() }
    }

    /// The file as Rust, read once for all rules.
    pub fn code(&self) -> &Code {
        self.code.get_or_init(|| Code::read(&self.text))
    }

    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The name without its extension.
    pub fn stem(&self) -> &str {
        self.name().split('.').next().unwrap_or_default()
    }

    pub fn extension(&self) -> &str {
        self.name().rsplit_once('.').map_or("", |(_, extension)| extension)
    }

    pub fn problem(&self, line: usize, message: impl Into<String>) -> Problem {
        Problem { path: self.path.clone(), line, message: message.into() }
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<File>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        // Only the top folder's `data` is the database; crates have data of their own.
        let is_left_out = LEFT_OUT.contains(&name.as_str()) && (name != "data" || prefix.is_empty());
        if is_left_out {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if is_text(&path) {
            let text = std::fs::read_to_string(entry.path()).with_context(|| format!("{path} is not UTF-8 text"))?;
            files.push(File::new(path, text));
        }
    }
    Ok(())
}

fn is_text(path: &str) -> bool {
    path == ".ci/run" || path.rsplit_once('.').is_some_and(|(_, extension)| TEXT.contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_people_wrote_is_read() {
        let folder = tempfile::tempdir().unwrap();
        for path in [
            "src/app.rs", "target/debug/x.rs", "data/x.md", "crates/a/data/y.csv", "tests/node_modules/z.js",
            "icon.png",
        ] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let paths: Vec<_> = Tree::read(folder.path()).unwrap().files.into_iter().map(|file| file.path).collect();
        assert_eq!(paths, ["crates/a/data/y.csv", "src/app.rs"]);
    }

    #[test]
    fn names_are_taken_apart() {
        let tree = Tree::of(&[("tests/pages/home.spec.mjs", "")]);
        let file = tree.files.first().unwrap();
        assert_eq!((file.name(), file.stem(), file.extension()), ("home.spec.mjs", "home", "mjs"));
    }
}
