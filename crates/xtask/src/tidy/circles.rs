//! No two files need each other, straight or through others: what needs nothing of the rest can be read, tested and moved
//! alone.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::modules::{self, Needs};
use super::problem::Problem;
use super::tree::Tree;

const HOME: &str = "crates/xtask/src/tidy/circles.rs";

/// How many files of a crate were still in circles when this rule came (issue 12). Only ever less: with fewer the rule asks
/// for the new number, with none for the line to go.
const KNOWN: [(&str, usize); 0] = [];

pub fn check(tree: &Tree) -> Vec<Problem> {
    check_against(tree, &KNOWN)
}

fn check_against(tree: &Tree, known: &[(&str, usize)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sources = modules::sources(tree);
    for source in sources.iter().map(String::as_str).chain(known.iter().map(|(name, _)| *name)).collect::<BTreeSet<_>>()
    {
        let needs = modules::needs(tree, source);
        let circles = circles(&needs);
        let files: usize = circles.iter().map(BTreeSet::len).sum();
        let most = known.iter().find(|(name, _)| *name == source).map(|(_, most)| *most);
        if files > most.unwrap_or(0) {
            problems.extend(circles.iter().filter_map(|circle| describe(&needs, circle)));
        } else if most.is_some_and(|most| most == 0 || files < most) {
            let message =
                format!("{source} has {files} files in circles by now: say so in KNOWN, or take it out at none");
            problems.push(Problem { path: HOME.to_owned(), line: 1, message });
        }
    }
    problems
}

/// The files that can be reached from themselves, those that reach each other together.
fn circles(needs: &Needs) -> Vec<BTreeSet<usize>> {
    let reached: Vec<BTreeSet<usize>> = (0..needs.files.len()).map(|file| reached(needs, file)).collect();
    let reaches = |from: usize, to: usize| reached.get(from).is_some_and(|files| files.contains(&to));
    let mut circles: Vec<BTreeSet<usize>> = Vec::new();
    for file in (0..needs.files.len()).filter(|file| reaches(*file, *file)) {
        if !circles.iter().any(|circle| circle.contains(&file)) {
            circles
                .push((0..needs.files.len()).filter(|other| reaches(file, *other) && reaches(*other, file)).collect());
        }
    }
    circles
}

fn reached(needs: &Needs, from: usize) -> BTreeSet<usize> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(file) = next.pop() {
        let all = needs.needs.get(file).into_iter().flat_map(BTreeMap::keys);
        next.extend(all.filter(|file| seen.insert(**file)));
    }
    seen
}

/// The shortest way round from the first file of a circle, with the line of each step.
fn describe(needs: &Needs, circle: &BTreeSet<usize>) -> Option<Problem> {
    let start = *circle.first()?;
    let (mut before, mut next) = (BTreeMap::new(), VecDeque::from([start]));
    while let Some(file) = next.pop_front() {
        for (other, line) in needs.needs.get(file)? {
            if circle.contains(other) && !before.contains_key(other) {
                before.insert(*other, (file, *line));
                next.push_back(*other);
            }
        }
    }
    let mut steps = vec![needs.files.get(start)?.clone()];
    let (mut at, mut line) = *before.get(&start)?;
    loop {
        steps.push(format!("{}:{line}", needs.files.get(at)?));
        if at == start {
            break;
        }
        (at, line) = *before.get(&at)?;
    }
    steps.reverse();
    let others = circle.len() + 1 - steps.len();
    let more = if others == 0 { String::new() } else { format!(" ({others} more files hang on it)") };
    let message = format!("these files need each other: {}{more}; move what they share below both", steps.join(" → "));
    Some(Problem { path: needs.files.get(start)?.clone(), line, message })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)], known: &[(&str, usize)]) -> Vec<String> {
        let problems = check_against(&Tree::of(files), known).into_iter();
        problems.map(|problem| format!("{}:{} {}", problem.path, problem.line, problem.message)).collect()
    }

    const CIRCLE: [(&str, &str); 4] = [
        ("crates/x/src/main.rs", "mod a;\nmod b;\nmod c;\nfn main() { a::run() }"),
        ("crates/x/src/a.rs", "use crate::b;\npub fn run() { b::run() }\npub struct A;"),
        ("crates/x/src/b.rs", "use crate::{\n  c::C,\n};\npub fn run() { C }"),
        ("crates/x/src/c.rs", "pub struct C;\nimpl C { fn a() -> super::a::A {} }"),
    ];

    #[test]
    fn a_circle_is_found_and_every_step_named() {
        assert_eq!(
            found(&CIRCLE, &[]),
            ["crates/x/src/a.rs:2 these files need each other: crates/x/src/a.rs:2 → crates/x/src/b.rs:2 → \
              crates/x/src/c.rs:2 → crates/x/src/a.rs; move what they share below both"]
        );
    }

    #[test]
    fn what_is_known_is_let_pass_until_it_is_less() {
        assert!(found(&CIRCLE, &[("crates/x/src/", 3)]).is_empty());
        let less = found(&CIRCLE, &[("crates/x/src/", 4)]);
        assert!(less[0].contains("crates/x/src/ has 3 files in circles by now"), "{less:?}");
        assert_eq!(found(&CIRCLE, &[("crates/x/src/", 2)]).len(), 1);
        let gone = found(&[], &[("crates/y/src/", 1)]);
        assert!(gone[0].contains("crates/y/src/ has 0 files in circles by now"), "{gone:?}");
    }

    #[test]
    fn a_name_is_followed_to_the_file_that_has_it() {
        let files = |b: &'static str| {
            [
                ("src/lib.rs", "mod a;\nmod b;\nuse std::mem as memory;\npub use a::A;\npub use b::g;"),
                ("src/a.rs", "mod inner;\npub use inner::*;\npub fn f() { crate::b::g() }"),
                ("src/a/inner.rs", "pub struct A;"),
                ("src/b.rs", b),
            ]
        };
        // `A` stands in src/a/inner.rs, whoever gives it on.
        for harmless in [
            "pub fn g() { crate::memory::swap() }", "use crate::A;\npub fn g() {}", "pub fn g() -> crate::a::A {}",
            "use crate::a;\npub fn g() -> a::A {}",
        ] {
            assert!(found(&files(harmless), &[]).is_empty(), "{harmless}");
        }
        for circle in [
            "pub fn g() { crate::a::f() }", "use super::a::f;\npub fn g() { f() }",
            "use crate::a;\npub fn g() { view! { {a::f()} } }",
        ] {
            assert_eq!(found(&files(circle), &[]).len(), 1, "{circle}");
        }
    }

    #[test]
    fn what_only_tests_need_is_no_circle() {
        let test = "#[cfg(test)]\nmod tests { use super::super::a::f; }\npub fn g() {}";
        let files =
            [("src/main.rs", "mod a;\nmod b;"), ("src/a.rs", "pub fn f() { crate::b::g() }"), ("src/b.rs", test)];
        assert!(found(&files, &[]).is_empty());
    }
}
