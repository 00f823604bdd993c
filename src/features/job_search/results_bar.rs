use contract::{ContractTermKind, EmploymentType, JobPostingPage, JobSearch, JobSort, SearchArea, Shift};
use leptos::prelude::*;

use crate::i18n::{labels, pay};
use crate::route::Route;
use crate::ui::icon::{Icon, IconView};

/// "entro 30 km da Milano"; `None` without a place.
pub fn area_words(search: &JobSearch, page: Option<&JobPostingPage>) -> Option<String> {
    let area = search.area.as_ref()?;
    let around = match area {
        SearchArea::Point { .. } => "dalla tua posizione".to_owned(),
        SearchArea::Place { place, .. } => {
            let known = page.and_then(|page| page.place.as_ref()).filter(|known| known.slug == *place);
            known.map_or_else(|| format!("da {}", place.replace('-', " ")), |known| format!("da {}", known.name))
        }
    };
    Some(format!("entro {} km {around}", area.radius_km()))
}

/// What a search looks for, for a title: the role, the text, or "Offerte di lavoro".
pub fn subject(search: &JobSearch, page: Option<&JobPostingPage>) -> String {
    let role = search.occupation.as_ref().map(|slug| occupation_label(slug, page));
    let text = search.q.as_ref().map(|text| format!("“{text}”"));
    role.or(text).unwrap_or_else(|| "Offerte di lavoro".to_owned())
}

fn occupation_label(slug: &str, page: Option<&JobPostingPage>) -> String {
    let facet = page.and_then(|page| page.facets.occupation.iter().find(|facet| facet.value == slug));
    facet.and_then(|facet| facet.label.clone()).unwrap_or_else(|| slug.replace('-', " "))
}

fn industry_label(slug: &str, page: Option<&JobPostingPage>) -> String {
    let facet = page.and_then(|page| page.facets.industry.iter().find(|facet| facet.value == slug));
    facet.and_then(|facet| facet.label.clone()).unwrap_or_else(|| slug.replace('-', " "))
}

/// One filter that is on, and the search without it.
#[derive(Debug, Clone, PartialEq)]
struct ActiveFilter {
    label: String,
    rest: JobSearch,
}

/// What narrows the search, each with what is left when it goes. Parameters that belong to another's chip have none.
fn active_filters(search: &JobSearch, page: Option<&JobPostingPage>) -> Vec<ActiveFilter> {
    let mut filters = Vec::new();
    for (name, value) in search.to_pairs() {
        let label = match name {
            "q" => format!("“{value}”"),
            "occupation" => occupation_label(&value, page),
            "industry" => industry_label(&value, page),
            "place" | "lat" => area_words(search, page).unwrap_or_default(),
            "employment_type" => labels::employment_type(&EmploymentType::from(value.as_str())),
            "contract_term" => labels::contract_term_kind(&ContractTermKind::from(value.as_str())),
            "shift" => labels::shift(&Shift::from(value.as_str())),
            "remote" => "Da remoto".to_owned(),
            "salary_min" => match &search.salary_min {
                Some(floor) => pay::floor(floor),
                None => continue,
            },
            "posted_within_days" => labels::posted_within(&value),
            "closing_within_days" => labels::closing_within(&value),
            "agency" => labels::agency(&value),
            _ => continue,
        };
        let rest = match name {
            "industry" | "employment_type" | "contract_term" | "shift" => search.toggled(name, &value),
            "lat" => search.without("place"),
            _ => search.without(name),
        };
        filters.push(ActiveFilter { label, rest });
    }
    filters
}

/// Everything that narrows a search, in words.
pub fn filter_words(search: &JobSearch, page: Option<&JobPostingPage>) -> Vec<String> {
    active_filters(search, page).into_iter().map(|filter| filter.label).collect()
}

/// How many, in what order, and what narrows them.
#[component]
pub fn ResultsBar(
    /// The search that the page answers.
    #[prop(into)]
    search: Signal<JobSearch>,
    #[prop(into)] page: Signal<Option<std::sync::Arc<JobPostingPage>>>,
    #[prop(into)] on_change: Callback<JobSearch>,
) -> impl IntoView {
    let count = move || {
        let page = page.get()?;
        let found = labels::job_postings(page.total);
        Some(match search.with(|search| area_words(search, Some(&page))) {
            Some(area) => format!("{found} {area}"),
            None => found,
        })
    };
    let filters = Memo::new(move |_| page.with(|page| search.with(|search| active_filters(search, page.as_deref()))));
    view! {
        <div class="results-bar">
            <p class="results-bar__count" role="status">
                {count}
            </p>
            <SortField search=search on_change=on_change />
            <ul
                class="results-bar__filters chip-list"
                role="list"
                aria-label="Filtri attivi"
                hidden=move || filters.with(Vec::is_empty)
            >
                <For each=move || filters.get() key=|filter| (filter.label.clone(), filter.rest.to_query()) let:filter>
                    <li>
                        <a class="chip chip--removable" href=Route::JobPostings(filter.rest).href()>
                            <span class="visually-hidden">"Togli il filtro "</span>
                            {filter.label}
                            <IconView icon=Icon::Close />
                        </a>
                    </li>
                </For>
            </ul>
        </div>
    }
}

#[component]
fn SortField(search: Signal<JobSearch>, on_change: Callback<JobSearch>) -> impl IntoView {
    let sorts = Memo::new(move |_| {
        search.with(|search| JobSort::KNOWN.iter().filter(|sort| search.can_sort(sort)).cloned().collect::<Vec<_>>())
    });
    let chosen = Memo::new(move |_| search.with(JobSearch::effective_sort));
    let options = move || {
        let option = |sort: JobSort| {
            let label = labels::job_sort(&sort);
            view! {
                <option value=sort.as_str().to_owned() selected=move || chosen.get() == sort>
                    {label}
                </option>
            }
        };
        sorts.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="results-bar__sort">
            <div class="results-bar__field text-field">
                <label class="text-field__label" for="ordine">
                    "Ordina per"
                </label>
                <select
                    class="text-field__input"
                    id="ordine"
                    on:change=move |event| {
                        on_change.run(search.with_untracked(|search| search.with("sort", &event_target_value(&event))));
                    }
                >
                    {options}
                </select>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_can_be_taken_away_alone() {
        let query = "q=muletto&industry=commercio&industry=informatica&place=roma-rm&radius_km=50&shift=night\
                     &salary_min=1500&salary_period=year&agency=true&sort=distance";
        let search = JobSearch::from_query(query).unwrap();
        let rests: Vec<String> =
            active_filters(&search, None).into_iter().map(|filter| filter.rest.to_query()).collect();
        assert_eq!(rests.len(), 7);
        assert!(rests.iter().all(|rest| rest.len() < search.to_query().len()));
        // Without a place there is no radius, and no distance to sort by.
        let without_place = rests.iter().find(|rest| !rest.contains("roma-rm")).unwrap();
        assert!(!without_place.contains("radius_km") && !without_place.contains("distance"), "{without_place}");
        let without_pay = rests.iter().find(|rest| !rest.contains("salary_min")).unwrap();
        assert!(!without_pay.contains("salary_period"), "{without_pay}");
    }

    #[test]
    fn filters_have_words() {
        let search = JobSearch::from_query("shift=night&salary_min=1500&posted_within_days=7&agency=false").unwrap();
        let labels: Vec<String> =
            active_filters(&search, None).into_iter().map(|filter| filter.label.replace('\u{a0}', " ")).collect();
        assert_eq!(labels, ["Notte", "Almeno 1.500 € al mese", "Negli ultimi 7 giorni", "Aziende che assumono"]);
    }
}
