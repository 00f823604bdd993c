use contract::job_search::{DEFAULT_RADIUS_KM, MAX_RADIUS_KM, MAX_TEXT_CHARACTERS};
use contract::{FieldError, JobSearch, OccupationCount, Place, SearchArea};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::taxonomy::list_occupations;
use crate::features::forms::place_field::{PlaceChoice, PlaceField};
use crate::features::loading::async_content::fetch;
use crate::i18n::failures;
use crate::route::Route;
use crate::ui::form_field::FormField;
use crate::ui::icon::{Icon, IconView};

/// Radiuses to choose from, in kilometres.
pub const RADIUSES_KM: [u16; 6] = [5, 10, 20, DEFAULT_RADIUS_KM, 50, MAX_RADIUS_KM];

/// What, where and how far. Leads to the list of offers, whose address is the search. Active filters stay active.
#[component]
pub fn JobSearchForm(
    /// The search shown in the form, which follows its changes.
    #[prop(into)]
    search: Signal<JobSearch>,
    /// The comune of `search`, when it is known.
    #[prop(into)]
    place: Signal<Option<Place>>,
    /// Without the radius, for a first search.
    #[prop(default = false)]
    is_short: bool,
) -> impl IntoView {
    let occupations = fetch(list_occupations);
    let text = RwSignal::new(String::new());
    let radius_km = RwSignal::new(DEFAULT_RADIUS_KM);
    let choice = PlaceChoice::new(String::new(), None);
    let error = RwSignal::new(None::<String>);
    let place_field = FormField::new("cerca", "place", error.into());
    let known = Memo::new(move |_| occupations.get().unwrap_or_default());
    follow(search, place, known, text, radius_km, choice);
    let navigate = use_navigate();
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if choice.is_unconfirmed() {
            return error.set(Some(failures::field(&FieldError::new("/place", "unconfirmed", ""))));
        }
        error.set(None);
        let before = search.get_untracked();
        let area = match choice.place.get_untracked() {
            Some(place) => Some(SearchArea::Place { place: place.slug, radius_km: radius_km.get_untracked() }),
            // A position has no name for the field, so it is kept.
            None => before.area.clone().filter(|area| matches!(area, SearchArea::Point { .. })),
        };
        let (q, occupation) = known.with_untracked(|known| what(&text.get_untracked(), known));
        let mut wanted = JobSearch { q, occupation, area, cursor: None, limit: None, ..before };
        wanted.sort = wanted.sort.take().filter(|sort| wanted.can_sort(sort));
        navigate(&Route::JobPostings(wanted).href(), NavigateOptions::default());
    };
    let suggestions = move || {
        let labels = known.get().into_iter().filter(|entry| entry.open_job_postings > 0);
        labels.map(|entry| view! { <option value=entry.occupation.preferred_label></option> }).collect_view()
    };
    let fields = if is_short { "search-bar__fields search-bar__fields--short" } else { "search-bar__fields" };
    view! {
        // Without the app the browser sends it: only the text, as the place has to be looked up first.
        <form
            class="search-bar"
            role="search"
            aria-label="Cerca un’offerta"
            method="get"
            action=Route::JobPostings(JobSearch::default()).href()
            on:submit=on_submit
        >
            <div class=fields>
                <div class="text-field">
                    <label class="text-field__label" for="cerca-testo">
                        "Che lavoro"
                    </label>
                    <div class="text-field__control">
                        <IconView icon=Icon::Search class="icon text-field__icon" />
                        <input
                            class="text-field__input"
                            id="cerca-testo"
                            name="q"
                            type="search"
                            list="cerca-ruoli"
                            maxlength=MAX_TEXT_CHARACTERS
                            autocomplete="off"
                            enterkeyhint="search"
                            placeholder="Mestiere, azienda o parola"
                            prop:value=text
                            on:input=move |event| text.set(event_target_value(&event))
                        />
                        // A suspense of its own, so that the page does not wait for the list of roles.
                        <datalist id="cerca-ruoli">
                            <Suspense>{suggestions}</Suspense>
                        </datalist>
                    </div>
                </div>
                <div class="search-bar__place">
                    <PlaceField field=place_field label="Dove" choice=choice />
                </div>
                {(!is_short).then(|| view! { <RadiusField radius_km=radius_km /> })}
                <button class="search-bar__submit button button--primary" type="submit">
                    "Cerca"
                </button>
            </div>
        </form>
    }
}

#[component]
fn RadiusField(radius_km: RwSignal<u16>) -> impl IntoView {
    // An address may name a radius that is not on the list.
    let radiuses = Memo::new(move |_| {
        let mut radiuses = RADIUSES_KM.to_vec();
        radiuses.push(radius_km.get());
        radiuses.sort_unstable();
        radiuses.dedup();
        radiuses
    });
    let options = move || {
        let option = |km: u16| {
            view! {
                <option value=km.to_string() selected=move || km == radius_km.get()>
                    {format!("{km} km")}
                </option>
            }
        };
        radiuses.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="text-field">
            <label class="text-field__label" for="cerca-raggio">
                "Entro"
            </label>
            <div class="text-field__control">
                <select
                    class="text-field__input"
                    id="cerca-raggio"
                    on:change=move |event| {
                        if let Ok(km) = event_target_value(&event).parse() {
                            radius_km.set(km);
                        }
                    }
                >
                    {options}
                </select>
            </div>
        </div>
    }
}

/// Fills in the fields from the search, at first and whenever it changes.
fn follow(
    search: Signal<JobSearch>,
    place: Signal<Option<Place>>,
    known: Memo<Vec<OccupationCount>>,
    text: RwSignal<String>,
    radius_km: RwSignal<u16>,
    choice: PlaceChoice,
) {
    let wanted_text = Memo::new(move |_| search.with(|search| known.with(|known| words(search, known))));
    Effect::new(move || text.set(wanted_text.get()));
    Effect::new(move || {
        radius_km.set(search.with(|search| search.area.as_ref().map_or(DEFAULT_RADIUS_KM, SearchArea::radius_km)));
    });
    let wanted_place = Memo::new(move |_| {
        let slug = search.with(|search| match &search.area {
            Some(SearchArea::Place { place, .. }) => Some(place.clone()),
            _ => None,
        });
        // Until the comune of the search is known, the field does not change.
        slug.map_or(Some(None), |slug| place.get().filter(|place| place.slug == slug).map(Some))
    });
    Effect::new(move || {
        if let Some(wanted) = wanted_place.get() {
            match wanted {
                Some(place) => choice.choose(place),
                None => choice.clear(),
            }
        }
    });
}

/// The text of the first field for a search.
fn words(search: &JobSearch, known: &[OccupationCount]) -> String {
    let role = search.occupation.as_ref().map(|slug| {
        let entry = known.iter().find(|entry| entry.occupation.slug == *slug);
        entry.map_or_else(|| slug.replace('-', " "), |entry| entry.occupation.preferred_label.clone())
    });
    role.or_else(|| search.q.clone()).unwrap_or_default()
}

/// The text, or the role if it is the role's full name.
fn what(typed: &str, known: &[OccupationCount]) -> (Option<String>, Option<String>) {
    let typed = typed.trim();
    let lower = typed.to_lowercase();
    let named = known.iter().find(|entry| {
        entry.occupation.preferred_label.to_lowercase() == lower || entry.occupation.slug.replace('-', " ") == lower
    });
    match named {
        Some(entry) => (None, Some(entry.occupation.slug.clone())),
        None => (Some(typed.to_owned()).filter(|text| !text.is_empty()), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Occupation;

    fn known() -> Vec<OccupationCount> {
        let occupation = Occupation {
            slug: "addetto-vendite".into(),
            preferred_label: "Addetto alle vendite".into(),
            esco_uri: None,
        };
        vec![OccupationCount { occupation, open_job_postings: 3 }]
    }

    #[test]
    fn a_role_typed_out_is_a_role() {
        assert_eq!(what(" addetto alle vendite ", &known()), (None, Some("addetto-vendite".into())));
        assert_eq!(what("vendite", &known()), (Some("vendite".into()), None));
        assert_eq!(what("  ", &known()), (None, None));
    }

    #[test]
    fn the_field_shows_what_the_address_says() {
        let search = JobSearch::for_occupation("addetto-vendite");
        assert_eq!(words(&search, &known()), "Addetto alle vendite");
        assert_eq!(words(&search, &[]), "addetto vendite");
        // What is shown leads back to the same search, whether the list of roles has come or not.
        assert_eq!(what("addetto vendite", &known()).1, Some("addetto-vendite".into()));
        assert_eq!(words(&JobSearch { q: Some("muletto".into()), ..JobSearch::default() }, &known()), "muletto");
    }
}
