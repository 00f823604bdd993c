//! Where one works: on site, from home, or both, in free words.

use taxonomy::fold::fold;

use super::source::SourcePosting;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Workplace {
    OnSite,
    Hybrid,
    Remote,
}

impl Workplace {
    pub fn name(self) -> &'static str {
        match self {
            Self::OnSite => "on_site",
            Self::Hybrid => "hybrid",
            Self::Remote => "remote",
        }
    }

    /// A source's own fields first, then its words, then what stands where the place should.
    pub fn of(source: &SourcePosting) -> Self {
        if source.is_hybrid {
            return Self::Hybrid;
        }
        if source.is_remote {
            return Self::Remote;
        }
        let said = source.workplace_words.iter().find_map(|words| read(words));
        let in_place = || source.places.iter().filter_map(|place| place.locality.as_deref()).find_map(read_in_place);
        said.or_else(in_place).unwrap_or(Self::OnSite)
    }
}

/// Words that answer "from where?".
fn read(words: &str) -> Option<Workplace> {
    let folded = format!(" {} ", fold(words));
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(&format!(" {word}")));
    if has(&["ibrid", "hybrid", "misto", "mista", "parzialmente", "alternat", "giorni", "giorno", "flexible"]) {
        return Some(Workplace::Hybrid);
    }
    if has(&["in sede", "in presenza", "on site", "onsite", "on premise", "no ", "office"]) {
        return Some(Workplace::OnSite);
    }
    let is_remote = has(&[
        "remot", "da casa", "smart working", "smartworking", "telelavoro", "lavoro agile", "full remote", "telecommut",
        "home",
    ]);
    (is_remote || matches!(folded.trim(), "si" | "yes" | "true" | "100")).then_some(Workplace::Remote)
}

/// A place may say it too: "Italia - da remoto", "Verona e da remoto".
fn read_in_place(words: &str) -> Option<Workplace> {
    let folded = format!(" {} ", fold(words));
    let is_remote = ["da remoto", "remoto", "remote", "smart working", "telelavoro", "da casa"]
        .iter()
        .any(|word| folded.contains(&format!(" {word} ")));
    if !is_remote {
        return folded.contains(" ibrido ").then_some(Workplace::Hybrid);
    }
    // Beside a town it is some of the days; beside a country or nothing it is all of them.
    let bare = [
        "da remoto", "full remote", "remoto", "remote", "smart working", "telelavoro", "da casa", "lavoro", "100",
        "full", "italia", "italy", "it",
    ];
    let rest = bare.iter().fold(folded.clone(), |rest, word| rest.replace(&format!(" {word} "), "  "));
    let joins = folded.contains(" e ") || folded.contains(" o ") || folded.contains(" and ") || folded.contains(" or ");
    Some(if joins && !rest.trim().is_empty() { Workplace::Hybrid } else { Workplace::Remote })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::postings::source::SourcePlace;

    #[test]
    fn words_and_places_say_where_one_works() {
        let said = |words: &str, place: &str| {
            Workplace::of(&SourcePosting {
                workplace_words: Some(words.to_owned()).filter(|words| !words.is_empty()).into_iter().collect(),
                places: vec![SourcePlace::words(place)],
                ..SourcePosting::default()
            })
        };
        for (words, place, workplace) in [
            ("", "Roma", Workplace::OnSite),
            ("in sede", "Roma", Workplace::OnSite),
            ("ibrido", "Verona e da remoto", Workplace::Hybrid),
            ("2 giorni in smart working", "Roma", Workplace::Hybrid),
            ("Remote", "Roma", Workplace::Remote),
            ("on-site", "Roma", Workplace::OnSite),
            ("Hybrid remote", "", Workplace::Hybrid),
            ("", "Italia - da remoto", Workplace::Remote),
            ("", "Remote", Workplace::Remote),
            ("", "Verona e da remoto", Workplace::Hybrid),
            ("no", "Roma", Workplace::OnSite),
        ] {
            assert_eq!(said(words, place), workplace, "{words} {place}");
        }
    }
}
