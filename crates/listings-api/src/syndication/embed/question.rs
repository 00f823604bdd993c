//! What a widget asks for, once the words its partner wrote have been looked up.

use contract::{Industry, JobSearch, Occupation, Place, Widget};

use crate::state::AppState;
use taxonomy::fold::fold;

pub struct Question {
    pub search: JobSearch,
    pub occupation: Option<Occupation>,
    pub place: Option<Place>,
    pub industry: Vec<Industry>,
    /// What the partner should know: the name of its place is that of others, too.
    pub ambiguity: Option<Ambiguity>,
}

/// A name that several comuni have, and the one that was taken for it.
pub struct Ambiguity {
    pub name: String,
    pub taken: String,
}

/// A role, place or sector that we do not have: the attribute and what it says.
pub struct Unknown {
    pub attribute: &'static str,
    pub value: String,
}

/// Partners write "Milano" as well as `milano-mi`, "Magazziniere" as well as `magazziniere`. Something unknown is told
/// rather than left out: a list of other offers than the ones asked for would be wrong without anybody noticing.
pub fn ask(state: &AppState, widget: &Widget) -> Result<Question, Unknown> {
    let taxonomy = &state.taxonomy;
    let unknown = |attribute: &'static str, value: &str| Unknown { attribute, value: value.to_owned() };
    let occupation = match &widget.occupation {
        None => None,
        Some(text) => {
            let of = |occupation: &&Occupation| is_called(text, &occupation.slug, &occupation.preferred_label);
            Some(taxonomy.occupations.iter().find(of).cloned().ok_or_else(|| unknown("ruolo", text))?)
        }
    };
    let mut ambiguity = None;
    let place = match &widget.place {
        None => None,
        Some(text) => {
            let by_slug = taxonomy.places.find(text);
            let named = by_slug.map_or_else(|| taxonomy.places.named(text), |place| vec![place]);
            let place = (*named.first().ok_or_else(|| unknown("luogo", text))?).clone();
            // Several comuni may share a CAP: any of them is the right area.
            let is_name = !text.bytes().any(|byte| byte.is_ascii_digit());
            if named.len() > 1 && is_name {
                ambiguity = Some(Ambiguity { name: text.clone(), taken: place.label() });
            }
            Some(place)
        }
    };
    let mut industry = Vec::new();
    for text in &widget.industry {
        let of = |industry: &&Industry| is_called(text, &industry.slug, &industry.label);
        let found = taxonomy.industries.iter().find(of).cloned().ok_or_else(|| unknown("settore", text))?;
        if !industry.contains(&found) {
            industry.push(found);
        }
    }
    let mut slugs: Vec<_> = industry.iter().map(|industry| industry.slug.clone()).collect();
    slugs.sort();
    let slug_of_place = place.as_ref().map(|place| place.slug.clone());
    let slug_of_occupation = occupation.as_ref().map(|occupation| occupation.slug.clone());
    Ok(Question {
        search: widget.search(slug_of_occupation, slug_of_place, slugs),
        occupation,
        place,
        industry,
        ambiguity,
    })
}

fn is_called(text: &str, slug: &str, label: &str) -> bool {
    text == slug || fold(text) == fold(label)
}
