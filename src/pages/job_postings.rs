use contract::{FieldError, JobSearch};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::components::empty_state::{Drawing, EmptyState};
use crate::components::job_postings::job_posting_card::HeadingLevel;
use crate::features::account::alert_form::AlertForm;
use crate::features::job_postings::job_search::filters::Filters;
use crate::features::job_postings::job_search::form::JobSearchForm;
use crate::features::job_postings::job_search::live::LiveSearch;
use crate::features::job_postings::job_search::results::Results;
use crate::features::job_postings::job_search::results_bar::ResultsBar;
use crate::features::loading::page_ready::page_is_ready;
use crate::features::loading::view_in_own_task::view_in_own_task;
use crate::i18n::page_title;
use crate::route::Route;
use crate::state::navigation::{HEADING_ID, use_navigation};

/// `/offerte`: open offers by text, place and filters. The address is all the state.
#[component]
pub fn JobPostingsPage() -> impl IntoView {
    let location = use_location();
    let asked = Memo::new(move |_| location.search.with(|query| JobSearch::from_query(query)));
    let is_search = Memo::new(move |_| asked.with(Result::is_ok));
    // The limit of a page is not part of the search.
    let search = Signal::derive(move || {
        asked.with(|asked| asked.clone().map(|search| JobSearch { limit: None, ..search }).unwrap_or_default())
    });
    let errors = move || asked.get().err().unwrap_or_default();
    view! {
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {page_title::JOB_POSTINGS}
            </h1>
        </div>
        <Show when=move || is_search.get() fallback=move || view! { <NoSuchSearch text=faults(errors()) /> }>
            <Search search=search />
        </Show>
    }
}

/// Names the invalid parameters of an address.
fn faults(errors: Vec<FieldError>) -> String {
    let names: Vec<String> = errors.into_iter().map(|error| error.pointer).collect();
    format!("C’è qualcosa che non va in: {}.", names.join(", "))
}

/// Shown for an invalid address: says what is invalid, with a link to all offers.
#[component]
fn NoSuchSearch(#[prop(into)] text: String) -> impl IntoView {
    page_is_ready(page_title::JOB_POSTINGS);
    view! {
        <EmptyState drawing=Drawing::Error title="Questo indirizzo non è una ricerca" text=text>
            <a class="button button--primary" href=Route::JobPostings(JobSearch::default()).href()>
                "Tutte le offerte"
            </a>
        </EmptyState>
    }
}

#[component]
fn Search(search: Signal<JobSearch>) -> impl IntoView {
    let live = LiveSearch::start(search);
    let navigation = use_navigation();
    Effect::new(move || {
        let page = live.page.get();
        let has_failed = live.failure.with(Option::is_some);
        // Tracks the items, so that it runs after the list has been rendered.
        live.items.track();
        if has_failed {
            navigation.page_is_ready(page_title::JOB_POSTINGS);
        } else if let Some(page) = page {
            navigation.page_is_ready(&live.answered.with_untracked(|search| page_title::job_postings(search, &page)));
        }
    });
    let navigate = use_navigate();
    let on_change = Callback::new(move |search: JobSearch| {
        navigate(&Route::JobPostings(search).href(), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    });
    let place = Signal::derive(move || live.page.with(|page| page.as_ref().and_then(|page| page.place.clone())));
    let facets = Signal::derive(move || {
        live.page.with(|page| page.as_ref().map(|page| page.facets.clone()).unwrap_or_default())
    });
    let total = Signal::derive(move || live.page.with(|page| page.as_ref().map(|page| page.total)));
    // The API knows no such place, role or page of the list.
    let refused = || view! { <NoSuchSearch text="Il luogo, il ruolo o la pagina che indica non esistono." /> };
    view! {
        <JobSearchForm search=search place=place />
        <div class="search-page">
            <Filters search=search facets=facets total=total on_change=on_change />
            <div class="search-page__results">
                <ResultsBar search=live.answered page=live.page on_change=on_change />
                <AlertForm search=live.answered />
                {view_in_own_task(move || view! { <Results live=live level=HeadingLevel::H2 refused=refused /> })}
            </div>
        </div>
    }
}
