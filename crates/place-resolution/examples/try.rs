use std::io::BufRead;
use std::sync::Arc;
fn main() {
    let places = taxonomy::place_index::PlaceIndex::new(taxonomy::embedded_places().unwrap());
    let t0 = std::time::Instant::now();
    let r = place_resolution::PlaceResolver::new(Arc::new(taxonomy::Taxonomy { places, ..Default::default() }));
    eprintln!("made in {:?}", t0.elapsed());
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let f: Vec<&str> = line.split('\t').collect();
        let g = |i: usize| f.get(i).copied().unwrap_or("");
        let x = r.resolve(place_resolution::Hints { locality: g(0), region: g(1), postal_code: g(2), country: g(3) });
        let got = match &x.outcome {
            place_resolution::Outcome::Comuni(s) => s.join("+"),
            place_resolution::Outcome::Wider(w) => w.to_string(),
            place_resolution::Outcome::Remote => "remote".into(),
            place_resolution::Outcome::Abroad(c) => format!("abroad:{}", c.clone().unwrap_or_default()),
            place_resolution::Outcome::Ambiguous(_) => "ambiguous".into(),
            place_resolution::Outcome::Unknown => "unknown".into(),
        };
        let want = g(4);
        let ok = if want.is_empty() {
            ""
        } else if got == want || f.get(5..).is_some_and(|a| a.iter().any(|a| *a == got)) {
            "ok"
        } else {
            "BAD"
        };
        println!(
            "{ok}\t{}\t=> {got}\t(want {want})\t[{}]",
            [g(0), g(1), g(2), g(3)].join("|"),
            x.note.unwrap_or_default()
        );
    }
}
