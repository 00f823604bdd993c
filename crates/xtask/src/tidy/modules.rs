//! Which file of a crate needs which other: every path that is written out is followed to the file that has the item it
//! names, through modules, `use` and `pub use`. A `mod` line is no need: it only says where a file hangs.

use std::collections::{BTreeMap, BTreeSet};

use super::rust_code::{Path, Use};
use super::tree::{File, Tree};

/// No chain of `use` in a tree that compiles is as long.
const DEEPEST: usize = 24;

/// The files of a crate and, for each of them, those it needs with the line that says so.
pub struct Needs {
    pub files: Vec<String>,
    pub needs: Vec<BTreeMap<usize, usize>>,
}

/// A module: a file, or a part of one in braces.
#[derive(Default)]
struct Module<'a> {
    file: usize,
    children: BTreeMap<String, usize>,
    parent: Option<usize>,
    items: BTreeSet<&'a str>,
    uses: Vec<&'a Use>,
}

struct Crate<'a> {
    modules: Vec<Module<'a>>,
}

enum Target {
    Module(usize),
    /// An item in this file.
    Item(usize),
    /// What another crate has, under a name given to it here.
    Elsewhere,
}

/// The folders of the crates, the site's `src/` first.
pub fn sources(tree: &Tree) -> BTreeSet<String> {
    let folder = |file: &File| {
        let mut parts = file.path.split('/');
        match (parts.next()?, parts.next()?, parts.next()?) {
            ("src", ..) => Some("src/".to_owned()),
            ("crates", name, "src") => Some(format!("crates/{name}/src/")),
            _ => None,
        }
    };
    tree.shipped_rust().filter_map(folder).chain(tree.has("src/main.rs").then(|| "src/".to_owned())).collect()
}

/// What the files below a source folder need of each other.
pub fn needs(tree: &Tree, source: &str) -> Needs {
    let files: Vec<&File> = tree.shipped_rust().filter(|file| file.path.starts_with(source)).collect();
    let mut found = Crate { modules: Vec::new() };
    // A library and a program are two roots; the files of both hang below whichever declares them.
    let inside = |file: &File| file.path.trim_start_matches(source).trim_end_matches(".rs").to_owned();
    let (mut roots, mut placed) = (BTreeMap::new(), BTreeMap::new());
    for (number, file) in files.iter().enumerate() {
        if matches!(inside(file).as_str(), "lib" | "main") {
            roots.insert(inside(file), found.add(number, None));
        }
    }
    let root_of = |name: &str| {
        let declares = |root: &str| {
            let file = files.iter().find(|file| inside(file) == root);
            file.is_some_and(|file| file.code().modules.iter().any(|module| module == name))
        };
        roots.iter().find(|(root, _)| declares(root)).or(roots.first_key_value()).map(|(_, module)| *module)
    };
    for (number, file) in files.iter().enumerate() {
        let path = inside(file);
        let module = match roots.get(&path) {
            Some(root) => *root,
            None => {
                let names: Vec<&str> = path.split('/').collect();
                let Some(mut module) = names.first().and_then(|name| root_of(name)) else { continue };
                for name in names {
                    module = found.child(module, name, number);
                }
                found.own(module, number);
                module
            }
        };
        placed.insert(number, module);
        found.fill(module, file);
    }
    let mut needs = vec![BTreeMap::new(); files.len()];
    for (number, module) in &placed {
        let (Some(file), Some(own)) = (files.get(*number), needs.get_mut(*number)) else { continue };
        for (path, is_use) in file
            .code()
            .uses
            .iter()
            .map(|one| (&one.path, true))
            .chain(file.code().paths.iter().map(|path| (path, false)))
        {
            let from = found.below(*module, &path.scope);
            let target = match found.resolve(from, &path.names, DEEPEST) {
                Some(Target::Item(file)) => file,
                // `use` of a module alone needs nothing of it yet; a path into one names what a macro made there.
                Some(Target::Module(module)) if !is_use || found.is_glob(file, path) => found.file(module),
                _ => continue,
            };
            if target != *number {
                own.entry(target).or_insert(path.line);
            }
        }
    }
    Needs { files: files.iter().map(|file| file.path.clone()).collect(), needs }
}

impl<'a> Crate<'a> {
    fn add(&mut self, file: usize, parent: Option<usize>) -> usize {
        self.modules.push(Module { file, parent, ..Module::default() });
        self.modules.len() - 1
    }

    fn child(&mut self, module: usize, name: &str, file: usize) -> usize {
        if let Some(known) = self.modules.get(module).and_then(|module| module.children.get(name)) {
            return *known;
        }
        let new = self.add(file, Some(module));
        if let Some(module) = self.modules.get_mut(module) {
            module.children.insert(name.to_owned(), new);
        }
        new
    }

    fn own(&mut self, module: usize, file: usize) {
        if let Some(module) = self.modules.get_mut(module) {
            module.file = file;
        }
    }

    /// Notes what a file has, for the modules in braces too.
    fn fill(&mut self, top: usize, file: &'a File) {
        let number = self.file(top);
        for (scope, item) in &file.code().items {
            let module = scope.iter().fold(top, |module, name| self.child(module, name, number));
            if let Some(module) = self.modules.get_mut(module) {
                module.items.insert(item);
            }
        }
        for one in &file.code().uses {
            let module = one.path.scope.iter().fold(top, |module, name| self.child(module, name, number));
            if let Some(module) = self.modules.get_mut(module) {
                module.uses.push(one);
            }
        }
    }

    fn below(&self, module: usize, scope: &[String]) -> usize {
        let child = |module: usize, name: &String| {
            self.modules.get(module).and_then(|module| module.children.get(name)).copied().unwrap_or(module)
        };
        scope.iter().fold(module, child)
    }

    fn file(&self, module: usize) -> usize {
        self.modules.get(module).map_or(usize::MAX, |module| module.file)
    }

    fn root(&self, module: usize) -> usize {
        let parent = |module: &usize| self.modules.get(*module).and_then(|module| module.parent);
        std::iter::successors(Some(module), parent).last().unwrap_or(module)
    }

    fn is_glob(&self, file: &File, path: &Path) -> bool {
        file.code().uses.iter().any(|one| one.name.is_none() && std::ptr::eq(&one.path, path))
    }

    /// What a path means in a module; `None` for what other crates have.
    fn resolve(&self, module: usize, names: &[String], depth: usize) -> Option<Target> {
        let (first, mut rest) = names.split_first()?;
        let mut target = match first.as_str() {
            "crate" => Target::Module(self.root(module)),
            "self" => Target::Module(module),
            "super" => Target::Module(self.modules.get(module)?.parent?),
            name => self.lookup(module, name, depth)?,
        };
        while let (Target::Module(module), Some((name, after))) = (&target, rest.split_first()) {
            rest = after;
            target = match name.as_str() {
                "super" => Target::Module(self.modules.get(*module)?.parent?),
                // What is not found was made by a macro there.
                name => self.lookup(*module, name, depth).unwrap_or(Target::Item(self.file(*module))),
            };
        }
        Some(target)
    }

    fn lookup(&self, number: usize, name: &str, depth: usize) -> Option<Target> {
        let depth = depth.checked_sub(1)?;
        let module = self.modules.get(number)?;
        if let Some(child) = module.children.get(name) {
            return Some(Target::Module(*child));
        }
        if module.items.contains(name) {
            return Some(Target::Item(module.file));
        }
        if let Some(one) = module.uses.iter().find(|one| one.name.as_deref() == Some(name)) {
            // A path that begins with its own name, as in `use a::a`, begins in another crate.
            let is_of_others = one.path.names.first().is_some_and(|first| first == name);
            let target = if is_of_others { None } else { self.resolve(number, &one.path.names, depth) };
            return Some(target.unwrap_or(Target::Elsewhere));
        }
        let globs = module.uses.iter().filter(|one| one.name.is_none());
        globs.into_iter().find_map(|one| match self.resolve(number, &one.path.names, depth)? {
            Target::Module(other) if other != number => self.lookup(other, name, depth),
            _ => None,
        })
    }
}
