//! Places as people write them: rows of examples, and rules that must hold of every comune.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

use std::sync::{Arc, LazyLock};

use place_resolution::{Hints, Outcome, PlaceResolver};
use taxonomy::Taxonomy;
use taxonomy::place_index::{PlaceIndex, PlaceRecord};

static RESOLVER: LazyLock<(PlaceResolver, Vec<PlaceRecord>)> = LazyLock::new(|| {
    let records = taxonomy::embedded_places().unwrap();
    let places = PlaceIndex::new(records.clone());
    (PlaceResolver::new(Arc::new(Taxonomy { places, ..Taxonomy::default() })), records)
});

fn shown(hints: Hints<'_>) -> String {
    match RESOLVER.0.resolve(hints).outcome {
        Outcome::Comuni(slugs) => slugs.join("+"),
        Outcome::Wider(place) => place.to_string(),
        Outcome::Remote => "remote".to_owned(),
        Outcome::Abroad(country) => format!("abroad:{}", country.unwrap_or_default()),
        Outcome::Ambiguous(_) => "ambiguous".to_owned(),
        Outcome::Unknown => "unknown".to_owned(),
    }
}

/// Columns of `places.tsv`: the four hints, the right answer.
fn rows() -> Vec<[&'static str; 5]> {
    let text = include_str!("places.tsv");
    let row = |line: &'static str| <[&str; 5]>::try_from(line.split('\t').collect::<Vec<_>>()).unwrap();
    text.lines().skip(1).map(row).collect()
}

fn hints_of<'a>(row: &[&'a str; 5]) -> Hints<'a> {
    let [locality, region, postal_code, country, _] = *row;
    Hints { locality, region, postal_code, country }
}

#[test]
fn places_are_found_as_people_write_them() {
    let rows = rows();
    assert!(rows.len() >= 150, "{}", rows.len());
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|row| {
            let got = shown(hints_of(row));
            (got != row[4]).then(|| format!("{row:?}: {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_comune_is_found_with_its_province_its_region_and_its_code() {
    let mut wrong = Vec::new();
    for PlaceRecord { place, province_name, .. } in &RESOLVER.1 {
        let (name, sigla) = (place.name.as_str(), place.province.as_str());
        // The region is meant.
        if place.name == "Molise" {
            continue;
        }
        let code = place.postal_codes.first().map(String::as_str).unwrap_or_default();
        let region = place.region.as_str();
        let texts = [
            format!("{name} ({sigla})"),
            format!("{} {sigla}", name.to_uppercase()),
            format!("{name}, {sigla}, {region}"),
            format!("{name}, {province_name}"),
            format!("Via Garibaldi 7, {code} {name} ({sigla})"),
            format!("{name} - {region} - Italia"),
        ];
        for text in &texts {
            let got = shown(Hints { locality: text, ..Hints::default() });
            // Two comuni of a name may lie in one region; none do in one province.
            if got != place.slug && !(got == "ambiguous" && text.contains("Italia")) {
                wrong.push(format!("{text}: {got}"));
            }
        }
        let alone = shown(Hints { locality: name, ..Hints::default() });
        if alone != place.slug && alone != "ambiguous" && !(name.len() == 2 && alone.starts_with("province:")) {
            wrong.push(format!("{name} alone: {alone}"));
        }
        let fields = shown(Hints { locality: name, region: sigla, postal_code: code, country: "IT" });
        if fields != place.slug {
            wrong.push(format!("{name} | {sigla} | {code}: {fields}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_guess_is_noted_and_a_plain_answer_is_not() {
    let note = |locality, postal_code| RESOLVER.0.resolve(Hints { locality, postal_code, ..Hints::default() }).note;
    assert_eq!(note("Milano (MI)", "20121"), None);
    assert!(note("", "00100").unwrap().contains("general postal code"));
    assert!(note("", "184").unwrap().contains("00184"));
    assert!(note("", "24040").unwrap().contains("share this postal code"));
    assert!(note("Mestre", "").unwrap().contains("part of the comune"));
    assert!(note("San Teodoro", "").unwrap().contains("more than one"));
    assert!(note("Milano", "24040").unwrap().contains("another comune's"));
    assert!(note("Atlantide", "").unwrap().contains("no such comune"));
}

#[test]
fn odd_text_harms_nothing() {
    let long = "Milano e ".repeat(5_000);
    let slashes = "/".repeat(5_000);
    let odd = [
        "\u{0}", "\u{202E}", "🙂", "'; DROP TABLE places; --", "....", "½ ﬁ Ⅷ", "((((((", "a.b.c.d/e/f", &long,
        &slashes,
    ];
    for text in odd {
        shown(Hints { locality: text, region: text, postal_code: text, country: text });
    }
}

#[test]
#[ignore = "prints a number; run by hand: cargo test -p place-resolution --release -- --ignored --nocapture"]
#[allow(clippy::print_stdout, reason = "printing is what it is for")]
fn resolutions_per_second() {
    let rows = rows();
    LazyLock::force(&RESOLVER);
    let started = std::time::Instant::now();
    let rounds = 400;
    for _ in 0..rounds {
        for row in &rows {
            std::hint::black_box(RESOLVER.0.resolve(hints_of(row)));
        }
    }
    let count = rounds * rows.len();
    println!("{count} resolutions: {:.0} a second", count as f64 / started.elapsed().as_secs_f64());
}
