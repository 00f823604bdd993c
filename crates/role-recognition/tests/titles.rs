//! Titles of many trades with their groups of ISCO-08. Right is any group listed; "-" means that no occupation is named.
//! `titles.tsv` was written down before the recogniser existed, `traps.tsv` and `more.tsv` each before it was tuned on them (ADR 54 has both scores).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test that reports")]

use std::collections::HashMap;

use role_recognition::Recogniser;

fn score(table: &str) -> (usize, usize, usize, Vec<String>) {
    let recogniser = Recogniser::embedded().unwrap();
    let records = taxonomy::embedded_occupation_records().unwrap();
    let groups: HashMap<&str, &str> =
        records.iter().map(|record| (record.slug.as_str(), record.isco_code.as_str())).collect();
    let (mut right, mut wrong, mut all, mut missed) = (0, 0, 0, Vec::new());
    for line in table.lines().filter(|line| !line.is_empty()) {
        let (title, expected) = line.split_once('\t').unwrap();
        let found = recogniser.classify(title, "");
        let group = found.map_or("-", |slug| groups[slug]);
        all += 1;
        if expected.split(';').any(|one| one == group) {
            right += 1;
        } else {
            wrong += usize::from(found.is_some());
            missed.push(format!("{title}: {}, not {expected}", found.unwrap_or("-")));
        }
    }
    (right, wrong, all, missed)
}

#[test]
fn most_titles_are_recognised_and_hardly_any_wrongly() {
    for table in [include_str!("titles.tsv"), include_str!("traps.tsv"), include_str!("more.tsv")] {
        let (right, wrong, all, missed) = score(table);
        let report = format!("{right}/{all} right, {wrong} wrong\n{}", missed.join("\n"));
        println!("{report}");
        assert!(right * 100 >= all * 95 && wrong * 100 <= all * 2, "{report}");
    }
}

/// Another table of the same two columns, for trying out: `TITLES=file cargo test -p role-recognition -- --nocapture`.
#[test]
fn a_table_of_ones_own() {
    let Some(file) = std::env::var_os("TITLES") else { return };
    let (right, wrong, all, missed) = score(&std::fs::read_to_string(file).unwrap());
    println!("{right}/{all} right, {wrong} wrong\n{}", missed.join("\n"));
}

/// Prints how many titles a second one core reads: `cargo test --release -p role-recognition -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, for a release build"]
fn speed() {
    let recogniser = Recogniser::embedded().unwrap();
    let titles: Vec<&str> = include_str!("titles.tsv").lines().filter_map(|line| line.split('\t').next()).collect();
    let begin = std::time::Instant::now();
    let mut count = 0_u32;
    while begin.elapsed().as_secs() < 3 {
        for title in &titles {
            std::hint::black_box(recogniser.classify(title, ""));
            count += 1;
        }
    }
    println!("classified {:.0} titles/s", f64::from(count) / begin.elapsed().as_secs_f64());
    let begin = std::time::Instant::now();
    let mut count = 0_u32;
    while begin.elapsed().as_secs() < 3 {
        for title in &titles {
            std::hint::black_box(role_recognition::read_facts(title));
            std::hint::black_box(role_recognition::clean(title, role_recognition::Place::default()));
            count += 1;
        }
    }
    println!("cleaned and read facts of {:.0} titles/s", f64::from(count) / begin.elapsed().as_secs_f64());
}
