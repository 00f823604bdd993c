//! Titles of many trades, written down with their groups of ISCO-08 before the recogniser existed. Right is any group
//! listed; "-" means that no occupation is named.

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
    let (right, wrong, all, missed) = score(include_str!("titles.tsv"));
    let report = format!("{right}/{all} right, {wrong} wrong\n{}", missed.join("\n"));
    println!("{report}");
    assert!(right * 100 >= all * 90 && wrong * 100 <= all * 3, "{report}");
}
