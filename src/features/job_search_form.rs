use contract::job_search::{DEFAULT_RADIUS_KM, MAX_RADIUS_KM};
use contract::{JobSearch, OccupationCount, Place, SearchArea};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::loaded::fetch;
use super::place_field::{PlaceChoice, PlaceField};
use crate::api::taxonomy::list_occupations;
use crate::i18n::failures;
use crate::route::Route;
use contract::FieldError;

/// Radiuses to choose from, in kilometres.
const RADIUSES_KM: [u16; 6] = [5, 10, 20, DEFAULT_RADIUS_KM, 50, MAX_RADIUS_KM];

/// What, where and how far. Sends to the list of offers, whose address is the search.
#[component]
pub fn JobSearchForm(
    /// What the form starts from.
    search: JobSearch,
    /// The comune of `search`, when it is known.
    #[prop(optional_no_strip)]
    place: Option<Place>,
    /// Without the radius: for a first search.
    #[prop(default = false)]
    is_short: bool,
) -> impl IntoView {
    let occupations = fetch(list_occupations);
    let occupation = RwSignal::new(search.occupation.clone().unwrap_or_default());
    let radius_km = RwSignal::new(search.area.as_ref().map_or(DEFAULT_RADIUS_KM, SearchArea::radius_km));
    let choice = PlaceChoice::new(place.as_ref().map(Place::label).unwrap_or_default(), place);
    let error = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if choice.is_unconfirmed() {
            return error.set(Some(failures::field(&FieldError::new("/place", "unconfirmed", ""))));
        }
        error.set(None);
        let area = choice
            .place
            .get_untracked()
            .map(|place| SearchArea::Place { place: place.slug, radius_km: radius_km.get_untracked() });
        let wanted = Some(occupation.get_untracked()).filter(|slug| !slug.is_empty());
        let search = JobSearch { occupation: wanted, area, ..JobSearch::default() };
        navigate(&Route::JobPostings(search).href(), NavigateOptions::default());
    };
    let options = move || {
        // The chosen role is offered at once, before the list of roles is there.
        let chosen = occupation.get_untracked();
        let all = occupations.get().unwrap_or_default();
        occupation_options(all, &chosen)
    };
    let fields = if is_short { "search-bar__fields search-bar__fields--short" } else { "search-bar__fields" };
    view! {
        <form class="search-bar" role="search" aria-label="Cerca un’offerta" on:submit=on_submit>
            <div class=fields>
                <div class="text-field">
                    <label class="text-field__label" for="cerca-ruolo">
                        "Che lavoro"
                    </label>
                    <div class="text-field__control">
                        <select
                            class="text-field__input"
                            id="cerca-ruolo"
                            name="occupation"
                            on:change=move |event| occupation.set(event_target_value(&event))
                        >
                            <option value="">"Tutti i lavori"</option>
                            // A suspense of its own: else the list of roles would hold up the page around the form.
                            <Suspense>
                            {move || {
                                options()
                                    .into_iter()
                                    .map(|(slug, label)| {
                                        let is_chosen = slug == occupation.get_untracked();
                                        view! {
                                            <option value=slug selected=is_chosen>
                                                {label}
                                            </option>
                                        }
                                    })
                                    .collect_view()
                            }}
                            </Suspense>
                        </select>
                    </div>
                </div>
                <div class="search-bar__place">
                    <PlaceField id="cerca-luogo" label="Dove" choice=choice error=error />
                </div>
                {(!is_short)
                    .then(|| {
                        view! {
                            <div class="text-field">
                                <label class="text-field__label" for="cerca-raggio">
                                    "Entro"
                                </label>
                                <div class="text-field__control">
                                    <select
                                        class="text-field__input"
                                        id="cerca-raggio"
                                        name="radius_km"
                                        on:change=move |event| {
                                            if let Ok(km) = event_target_value(&event).parse() {
                                                radius_km.set(km);
                                            }
                                        }
                                    >
                                        {RADIUSES_KM
                                            .map(|km| {
                                                view! {
                                                    <option value=km.to_string() selected=km == radius_km.get_untracked()>
                                                        {format!("{km} km")}
                                                    </option>
                                                }
                                            })
                                            .into_iter()
                                            .collect_view()}
                                    </select>
                                </div>
                            </div>
                        }
                    })}
                <button class="search-bar__submit button button--primary" type="submit">
                    "Cerca"
                </button>
            </div>
        </form>
    }
}

/// Roles that have open offers, by name, with how many; and the chosen one whatever it has.
fn occupation_options(all: Vec<OccupationCount>, chosen: &str) -> Vec<(String, String)> {
    let is_known = all.iter().any(|entry| entry.occupation.slug == chosen);
    let mut options: Vec<(String, String)> = all
        .into_iter()
        .filter(|entry| entry.open_job_postings > 0 || entry.occupation.slug == chosen)
        .map(|entry| {
            let label = format!("{} ({})", entry.occupation.preferred_label, entry.open_job_postings);
            (entry.occupation.slug, label)
        })
        .collect();
    options.sort_by(|left, right| left.1.cmp(&right.1));
    if !chosen.is_empty() && !is_known {
        options.push((chosen.to_owned(), chosen.replace('-', " ")));
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Occupation;

    fn entry(slug: &str, label: &str, open_job_postings: u64) -> OccupationCount {
        let occupation = Occupation { slug: slug.into(), preferred_label: label.into(), esco_uri: None };
        OccupationCount { occupation, open_job_postings }
    }

    #[test]
    fn roles_without_offers_are_left_out_unless_chosen() {
        let all = vec![
            entry("saldatore", "Saldatore", 2),
            entry("cassiere", "Cassiere", 0),
            entry("contabile", "Contabile", 1),
        ];
        let labels =
            |chosen| occupation_options(all.clone(), chosen).into_iter().map(|(_, label)| label).collect::<Vec<_>>();
        assert_eq!(labels(""), ["Contabile (1)", "Saldatore (2)"]);
        assert_eq!(labels("cassiere"), ["Cassiere (0)", "Contabile (1)", "Saldatore (2)"]);
        assert_eq!(labels("aiuto-cuoco"), ["Contabile (1)", "Saldatore (2)", "aiuto cuoco"]);
    }
}
