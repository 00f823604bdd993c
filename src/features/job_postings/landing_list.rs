use contract::{FacetCount, JobPostingPage, JobSearch};
use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Query;
use crate::api::job_postings::list_job_postings;
use crate::components::job_postings::job_posting_card::{HeadingLevel, JobPostingCard};
use crate::components::skeleton::JobPostingsSkeleton;
use crate::features::job_postings::job_search::zero_results::ZeroResults;
use crate::features::job_postings::save_button::save_button;
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::i18n::job_search::area_words;
use crate::i18n::labels;
use crate::route::Route;
use crate::state::api::use_api;

/// Offers shown above the link to the whole search.
const LIMIT: u16 = 10;

/// The first offers of a page's search, their total, and a link to all of them.
#[component]
pub fn LandingList(
    search: JobSearch,
    /// Title of the page when the list fails.
    #[prop(into)]
    page_title: String,
    /// Called with the name of the comune searched around, once it is known; `None` for a search without one.
    #[prop(into)]
    on_place: Callback<Option<String>>,
    /// Called if there is no such comune: then the page does not exist.
    #[prop(into)]
    on_unknown: Callback<()>,
    /// Shown above the list.
    #[prop(optional, into)]
    intro: Option<Callback<JobPostingPage, AnyView>>,
) -> impl IntoView {
    let asked = search.clone();
    let found = fetch(move || request(&asked));
    let refused = move || {
        // Not while rendering: it removes this view.
        spawn_local(async move {
            on_unknown.try_run(());
        });
    };
    let skeleton = || view! { <JobPostingsSkeleton count=3 class="card-list" /> };
    let render = move |page: JobPostingPage| {
        on_place.run(page.place.as_ref().map(|place| place.name.clone()));
        let above = intro.map(|intro| intro.run(page.clone()));
        let count = match area_words(&search, Some(&page)) {
            Some(area) => format!("{} {area}", labels::job_postings(page.total)),
            None => labels::job_postings(page.total),
        };
        if page.total == 0 {
            let page = std::sync::Arc::new(page);
            return Either::Left(view! {
                {above}
                <ZeroResults search=search.clone() page=page />
            });
        }
        let has_more = page.total > page.items.len() as u64;
        let href = Route::JobPostings(search.clone()).href();
        let all = if has_more { format!("Tutte le {count}") } else { "Filtra e ordina queste offerte".to_owned() };
        let cards = page.items.into_iter().map(|job_posting| {
            view! { <JobPostingCard job_posting=job_posting level=HeadingLevel::H3 action=save_button /> }
        });
        Either::Right(view! {
            {above}
            <h2 class="landing__count">{count}</h2>
            <div class="card-list">{cards.collect_view()}</div>
            <a class="button button--primary landing__all" href=href>
                {all}
            </a>
        })
    };
    view! { <AsyncContent fetched=found what="le offerte" page_title=page_title refused=refused skeleton=skeleton render=render /> }
}

fn request(search: &JobSearch) -> Query<JobPostingPage> {
    list_job_postings(&JobSearch { limit: Some(LIMIT), ..search.clone() })
}

/// The list if it came with the page: then the page around it can be rendered complete at once.
pub fn served_list(search: &JobSearch) -> Option<JobPostingPage> {
    use_api().embedded(&request(search))
}

/// "commercio (12), logistica e trasporti (8) e informatica (3)".
pub fn top_words(facets: &[FacetCount], most: usize) -> String {
    let words: Vec<String> = facets
        .iter()
        .take(most)
        .map(|facet| format!("{} ({})", facet.label.as_deref().unwrap_or(&facet.value).to_lowercase(), facet.count))
        .collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} e {last}", rest.join(", ")),
        Some((only, _)) => only.clone(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_in_words() {
        let facet = |label: &str, count| FacetCount { value: "x".into(), label: Some(label.into()), count };
        let facets = [facet("Commercio", 12), facet("Logistica", 8), facet("Informatica", 3)];
        assert_eq!(top_words(&facets, 3), "commercio (12), logistica (8) e informatica (3)");
        assert_eq!(top_words(&facets, 1), "commercio (12)");
        assert_eq!(top_words(&[], 3), "");
    }
}
