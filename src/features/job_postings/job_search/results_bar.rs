use contract::{JobPostingPage, JobSearch, JobSort};
use leptos::prelude::*;

use crate::i18n::job_search::{self, area_words};
use crate::i18n::labels;
use crate::route::Route;
use crate::ui::icon::{Icon, IconView};

/// An active filter, and the search without it.
#[derive(Debug, Clone, PartialEq)]
struct ActiveFilter {
    label: String,
    rest: JobSearch,
}

/// The active filters, each with the search without it.
fn active_filters(search: &JobSearch, page: Option<&JobPostingPage>) -> Vec<ActiveFilter> {
    let filters = job_search::filters(search, page).into_iter().map(|filter| {
        let (name, value) = (filter.parameter, filter.value.as_str());
        let rest = match name {
            "industry" | "employment_type" | "contract_term" | "shift" => search.toggled(name, value),
            "lat" => search.without("place"),
            _ => search.without(name),
        };
        ActiveFilter { label: filter.label, rest }
    });
    filters.collect()
}

/// Number of results, their order, and the active filters.
#[component]
pub fn ResultsBar(
    /// The search that the page belongs to.
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
}
