//! Where the work is: the comune that the source's words mean, or the words themselves.

use place_resolution::{Hints, Outcome, PlaceResolver};

use super::source::{SourcePlace, SourcePosting};
use super::wording::{short_text, shorten};

/// What an offer keeps of its place.
pub struct Placed {
    /// Of the comune. An offer has one place; of several the first is kept and the others are noted.
    pub slug: Option<String>,
    /// Shown when no comune was found.
    pub label: Option<String>,
    /// The place says that the work is done from home.
    pub is_remote: bool,
}

/// The first place of an offer; the others are noted.
pub fn resolve(places: &PlaceResolver, source: &SourcePosting, notes: &mut Vec<String>) -> Placed {
    let mut given = source.places.iter();
    let Some(first) = given.next() else { return Placed { slug: None, label: None, is_remote: false } };
    for other in given {
        let words =
            [&other.locality, &other.region].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
        notes.push(format!("another place, \"{}\", is not shown", shorten(&words, 60)));
    }
    one(places, first, source.is_remote, notes)
}

fn one(places: &PlaceResolver, source: &SourcePlace, is_remote: bool, notes: &mut Vec<String>) -> Placed {
    let given = |text: &Option<String>| text.as_deref().and_then(short_text);
    let (locality, region) = (given(&source.locality), given(&source.region));
    let (code, country) = (given(&source.postal_code), given(&source.country));
    let hints = Hints {
        locality: locality.as_deref().unwrap_or_default(),
        region: region.as_deref().unwrap_or_default(),
        postal_code: code.as_deref().unwrap_or_default(),
        country: country.as_deref().unwrap_or_default(),
    };
    let beside = region.as_deref().filter(|region| !hints.locality.contains(region));
    let mut label = match (locality.as_deref(), beside) {
        (Some(locality), Some(region)) => Some(format!("{locality} ({region})")),
        (Some(text), None) | (None, Some(text)) => Some(text.to_owned()),
        (None, None) => None,
    };
    if [&locality, &region, &code].iter().all(|text| text.is_none()) {
        // A country alone is no place of work.
        return Placed { slug: None, label, is_remote: false };
    }
    let said: Vec<&str> =
        [&locality, &region, &code, &country].into_iter().filter_map(|text| text.as_deref()).collect();
    let said = said.join(", ");
    let said = shorten(&said, 60);
    let resolution = places.resolve(hints);
    let mut note = |what: &str| {
        let why = resolution.note.as_deref().unwrap_or_default();
        let parts: Vec<&str> = [what, why].into_iter().filter(|part| !part.is_empty()).collect();
        if !parts.is_empty() {
            notes.push(format!(
                "place \"{said}\"{} {}",
                if what.starts_with("kept") { "" } else { ":" },
                parts.join(": ")
            ));
        }
    };
    let mut placed = Placed { slug: None, label: None, is_remote: false };
    match &resolution.outcome {
        Outcome::Comuni(slugs) => {
            let others = slugs.get(1..).unwrap_or_default();
            note(&if others.is_empty() {
                String::new()
            } else {
                format!("the first of several, left out: {}", others.join(", "))
            });
            placed.slug = slugs.first().cloned();
        }
        Outcome::Wider(place) => {
            note(&format!("kept as text, {place}"));
            if locality.is_none() {
                label = Some(places.label(place));
            }
        }
        Outcome::Remote => {
            placed.is_remote = true;
            if !is_remote {
                note("taken as remote work");
            }
        }
        Outcome::Abroad(code) => {
            note("kept as text, abroad");
            let country = code.as_deref().and_then(|code| places.country_name(code));
            if let (Some(text), Some(country)) = (&label, country)
                && !text.contains(country)
            {
                label = Some(format!("{text}, {country}"));
            }
        }
        Outcome::Ambiguous(_) => note("kept as text"),
        Outcome::Unknown if resolution.note.is_none() => note("kept as text: no place"),
        Outcome::Unknown => note("kept as text"),
    }
    Placed { label, ..placed }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use taxonomy::Taxonomy;
    use taxonomy::place_index::PlaceIndex;

    fn placed(locality: &str, region: &str, country: &str) -> (Placed, Vec<String>) {
        let index = PlaceIndex::new(taxonomy::embedded_places().unwrap());
        let places = PlaceResolver::new(Arc::new(Taxonomy { places: index, ..Taxonomy::default() }));
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let place = SourcePlace {
            locality: text(locality),
            region: text(region),
            country: text(country),
            ..SourcePlace::default()
        };
        let source = SourcePosting { places: vec![place], ..SourcePosting::default() };
        let mut notes = Vec::new();
        (resolve(&places, &source, &mut notes), notes)
    }

    fn label(placed: &Placed) -> &str {
        placed.label.as_deref().unwrap_or_default()
    }

    #[test]
    fn a_comune_is_taken_without_a_note_and_the_others_are_noted() {
        let (rho, notes) = placed("Rho", "MI", "IT");
        assert_eq!((rho.slug.as_deref(), notes), (Some("rho-mi"), vec![]));
        let (milano, notes) = placed("Milano / Roma", "", "");
        assert_eq!((milano.slug.as_deref(), label(&milano)), (Some("milano-mi"), "Milano / Roma"));
        assert_eq!(notes, ["place \"Milano / Roma\": the first of several, left out: roma-rm"]);
    }

    #[test]
    fn what_is_no_comune_stays_text_and_says_why() {
        let (bergamo, notes) = placed("Bergamo e provincia", "", "");
        assert_eq!((bergamo.slug.as_deref(), label(&bergamo)), (None, "Bergamo e provincia"));
        assert_eq!(notes, ["place \"Bergamo e provincia\" kept as text, province:BG"]);
        assert_eq!(label(&placed("", "AQ", "").0), "Provincia dell'Aquila");
        assert_eq!(label(&placed("Roma", "TX", "US").0), "Roma (TX), Stati Uniti");
        assert_eq!(label(&placed("Lugano", "", "Svizzera").0), "Lugano, Svizzera");
        let (castro, notes) = placed("San Teodoro", "", "IT");
        assert!(castro.slug.is_none() && notes.len() == 1, "{notes:?}");
    }

    #[test]
    fn remote_words_make_the_offer_remote() {
        let (home, notes) = placed("Da remoto (Italia)", "", "");
        assert!(home.is_remote && home.slug.is_none());
        assert_eq!(notes, ["place \"Da remoto (Italia)\": taken as remote work"]);
        assert!(!placed("Milano", "", "").0.is_remote);
    }

    #[test]
    fn no_words_are_no_place_and_no_note() {
        let (nowhere, notes) = placed("", "", "IT");
        assert!(nowhere.slug.is_none() && nowhere.label.is_none() && notes.is_empty());
    }
}
