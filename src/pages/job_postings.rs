use contract::job_search::MAX_RADIUS_KM;
use contract::{FieldError, JobPostingPage, JobPostingSummary, JobSearch, JobSort, Place, SearchArea};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::api::job_postings::list_job_postings;
use crate::api::places::find_place;
use crate::api::{ApiError, both};
use crate::components::empty_state::{Drawing, EmptyState};
use crate::components::job_posting_card::{HeadingLevel, JobPostingCard};
use crate::components::skeleton::JobPostingsSkeleton;
use crate::features::failure::Failure;
use crate::features::job_search_form::JobSearchForm;
use crate::features::loaded::{Loaded, fetch};
use crate::features::page_ready::page_is_ready;
use crate::i18n::labels;
use crate::route::Route;
use crate::state::api::use_api;
use crate::state::navigation::HEADING_ID;
use crate::ui::icon::{Icon, IconView};

/// The page’s heading, and its title until more is known.
const TITLE: &str = "Offerte di lavoro";

/// What a search brings: the comune it is about, and its first page.
type Found = (Option<Place>, JobPostingPage);

/// `/offerte`: open offers by role and place. The address is the whole state.
#[component]
pub fn JobPostingsPage() -> impl IntoView {
    let location = use_location();
    let search = Memo::new(move |_| location.search.with(|query| JobSearch::from_query(query)));
    view! {
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {TITLE}
            </h1>
        </div>
        {move || match search.get() {
            Ok(search) => Either::Left(view! { <Search search=search /> }),
            Err(errors) => Either::Right(view! { <NoSuchSearch text=faults(errors) /> }),
        }}
    }
}

/// What is wrong with an address, in the words of its query.
fn faults(errors: Vec<FieldError>) -> String {
    let names: Vec<String> = errors.into_iter().map(|error| error.pointer).collect();
    format!("C’è qualcosa che non va in: {}.", names.join(", "))
}

/// The address asks for something that can't be: says what, and keeps the way on open.
#[component]
fn NoSuchSearch(#[prop(into)] text: String) -> impl IntoView {
    page_is_ready(TITLE);
    view! {
        <EmptyState drawing=Drawing::Error title="Questo indirizzo non è una ricerca" text=text>
            <a class="button button--primary" href=Route::JobPostings(JobSearch::default()).href()>
                "Tutte le offerte"
            </a>
        </EmptyState>
    }
}

#[component]
fn Search(search: JobSearch) -> impl IntoView {
    let asked = search.clone();
    let found = fetch(move || {
        let place = match &asked.area {
            Some(SearchArea::Place { place, .. }) => Some(find_place(place)),
            _ => None,
        };
        both(place, list_job_postings(&asked))
    });
    let skeleton = || view! { <JobPostingsSkeleton count=3 class="card-list" /> };
    // The API knows no such place, role or page of the list.
    let refused = || view! { <NoSuchSearch text="Il luogo, il ruolo o la pagina che indica non esistono." /> };
    let render = move |found: Found| view! { <Results search=search.clone() found=found /> };
    view! { <Loaded fetched=found what="le offerte" page_title=TITLE refused=refused skeleton=skeleton render=render /> }
}

/// "entro 30 km da Milano"; `None` without a place.
fn area_words(search: &JobSearch, place: Option<&Place>) -> Option<String> {
    let area = search.area.as_ref()?;
    let around = place.map_or("dalla tua posizione".to_owned(), |place| format!("da {}", place.name));
    Some(format!("entro {} km {around}", area.radius_km()))
}

/// Label of the role searched for, from an offer that has it; else its slug in words.
fn occupation_words(search: &JobSearch, items: &[JobPostingSummary]) -> Option<String> {
    let slug = search.occupation.as_ref()?;
    let label = items.iter().filter_map(|item| item.occupation.as_ref()).find(|occupation| occupation.slug == *slug);
    Some(label.map_or_else(|| slug.replace('-', " "), |occupation| occupation.preferred_label.clone()))
}

#[component]
fn Results(search: JobSearch, found: Found) -> impl IntoView {
    let (place, page) = found;
    let area = area_words(&search, place.as_ref());
    let occupation = occupation_words(&search, &page.items);
    let what = occupation.clone().unwrap_or_else(|| TITLE.to_owned());
    page_is_ready(area.as_ref().map_or(what.clone(), |area| format!("{what} {area}")));
    let count = match &area {
        Some(area) => format!("{} {area}", labels::job_postings(page.total)),
        None => labels::job_postings(page.total),
    };
    let chips = removable(&search, occupation, area);
    let body = if page.items.is_empty() {
        Either::Left(view! { <Nothing search=search.clone() place=place.clone() /> })
    } else {
        Either::Right(view! { <Cards search=search.clone() page=page /> })
    };
    view! {
        <JobSearchForm search=search.clone() place=place />
        <div class="results-bar">
            <p class="results-bar__count" role="status">
                {count}
            </p>
            <SortField search=search />
            {(!chips.is_empty())
                .then(|| {
                    view! {
                        <ul class="results-bar__filters chip-list" role="list" aria-label="Filtri attivi">
                            {chips.into_iter().map(|(text, rest)| view! { <RemovableChip text=text rest=rest /> }).collect_view()}
                        </ul>
                    }
                })}
        </div>
        {body}
    }
}

/// What narrows the search, each with the search that is left without it.
fn removable(search: &JobSearch, occupation: Option<String>, area: Option<String>) -> Vec<(String, JobSearch)> {
    let mut chips = Vec::new();
    if let Some(label) = occupation {
        chips.push((label, JobSearch { occupation: None, ..search.clone() }));
    }
    for industry in &search.industry {
        let rest = search.industry.iter().filter(|slug| *slug != industry).cloned().collect();
        chips.push((industry.replace('-', " "), JobSearch { industry: rest, ..search.clone() }));
    }
    if let Some(label) = area {
        let sort = search.sort.clone().filter(|sort| *sort != JobSort::Distance);
        chips.push((label, JobSearch { area: None, sort, ..search.clone() }));
    }
    chips
}

#[component]
fn RemovableChip(text: String, rest: JobSearch) -> impl IntoView {
    view! {
        <li>
            <a class="chip chip--removable" href=Route::JobPostings(rest).href()>
                <span class="visually-hidden">"Togli il filtro "</span>
                {text}
                <IconView icon=Icon::Close />
            </a>
        </li>
    }
}

#[component]
fn SortField(search: JobSearch) -> impl IntoView {
    let navigate = use_navigate();
    let chosen = search.effective_sort();
    let options = JobSort::KNOWN.iter().filter(|sort| search.can_sort(sort)).map(|sort| {
        view! {
            <option value=sort.as_str().to_owned() selected=*sort == chosen>
                {labels::job_sort(sort)}
            </option>
        }
    });
    let options = options.collect_view();
    let on_change = move |event| {
        let sort = JobSort::parse_known(&event_target_value(&event));
        let search = JobSearch { sort, ..search.clone() };
        navigate(&Route::JobPostings(search).href(), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    view! {
        <div class="results-bar__sort">
            <div class="results-bar__field text-field">
                <label class="text-field__label" for="ordine">
                    "Ordina per"
                </label>
                <select class="text-field__input" id="ordine" on:change=on_change>
                    {options}
                </select>
            </div>
        </div>
    }
}

/// The first page and what "Mostra altre" brings after it.
#[component]
fn Cards(search: JobSearch, page: JobPostingPage) -> impl IntoView {
    let api = use_api();
    // A request made by "Riprova" belongs to the list, not to the card with the button, which goes away at once.
    let owner = Owner::current();
    let total = page.total;
    let items = RwSignal::new(page.items);
    let next_cursor = RwSignal::new(page.next_cursor);
    let failure = RwSignal::new(None::<ApiError>);
    let more = Action::new_unsync(move |(): &()| {
        failure.set(None);
        let page = JobSearch { cursor: next_cursor.get_untracked(), ..search.clone() };
        let send = || api.send(list_job_postings(&page));
        let page = owner.as_ref().map_or_else(send, |owner| owner.with(send));
        async move {
            match page.await {
                Ok(page) => {
                    items.update(|items| items.extend(page.items));
                    next_cursor.set(page.next_cursor);
                }
                Err(error) => failure.set(Some(error)),
            }
        }
    });
    let load = move || {
        if !more.pending().get_untracked() {
            more.dispatch(());
        }
    };
    let is_busy = move || more.pending().get();
    view! {
        <div class="card-list">
            <For each=move || items.get() key=|item| item.id.clone() let:item>
                <JobPostingCard job_posting=item level=HeadingLevel::H2 />
            </For>
        </div>
        {move || failure.get().map(|error| view! { <Failure error=error what="le altre offerte" on_retry=move |()| load() /> })}
        <div class="results-bar__more">
            <p role="status">{move || format!("{} su {}", labels::job_postings(items.with(Vec::len) as u64), total)}</p>
            <Show when=move || next_cursor.with(Option::is_some)>
                <button class="button" type="button" aria-busy=move || is_busy().then_some("true") on:click=move |_| load()>
                    {move || if is_busy() { "Carico…" } else { "Mostra altre" }}
                </button>
            </Show>
        </div>
    }
}

/// Nothing fits: the ways on that widen the search.
#[component]
fn Nothing(search: JobSearch, place: Option<Place>) -> impl IntoView {
    let wider = search
        .area
        .as_ref()
        .filter(|area| area.radius_km() < MAX_RADIUS_KM)
        .map(|area| JobSearch { area: Some(area.clone().with_radius_km(MAX_RADIUS_KM)), ..search.clone() });
    let everywhere = JobSearch { area: None, sort: None, ..search.clone() };
    let has_area = search.area.is_some();
    let title = match area_words(&search, place.as_ref()) {
        Some(area) => format!("Nessuna offerta {area}"),
        None => "Nessuna offerta aperta adesso".to_owned(),
    };
    view! {
        <EmptyState drawing=Drawing::Empty title=title text="Le offerte cambiano ogni giorno. Intanto puoi allargare la ricerca.">
            {wider
                .map(|wider| {
                    view! {
                        <a class="button button--primary" href=Route::JobPostings(wider).href()>
                            {format!("Cerca entro {MAX_RADIUS_KM} km")}
                        </a>
                    }
                })}
            {has_area
                .then(|| {
                    view! {
                        <a class="button" href=Route::JobPostings(everywhere).href()>
                            "Cerca in tutta Italia"
                        </a>
                    }
                })}
            {(!has_area)
                .then(|| {
                    view! {
                        <a class="button button--primary" href=Route::JobPostings(JobSearch::default()).href()>
                            "Tutte le offerte"
                        </a>
                    }
                })}
        </EmptyState>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_can_be_taken_away_alone() {
        let search =
            JobSearch::from_query("occupation=saldatore&industry=commercio&place=roma-rm&sort=distance").unwrap();
        let chips = removable(&search, Some("Saldatore".into()), Some("entro 30 km da Roma".into()));
        let rests: Vec<String> = chips.into_iter().map(|(_, rest)| rest.to_query()).collect();
        assert_eq!(
            rests,
            [
                "industry=commercio&place=roma-rm&sort=distance", "occupation=saldatore&place=roma-rm&sort=distance",
                // Without a place there is no distance to sort by.
                "occupation=saldatore&industry=commercio",
            ]
        );
    }
}
