use std::sync::Arc;

use leptos::prelude::*;

use super::live::LiveSearch;
use super::zero_results::ZeroResults;
use crate::api::ApiError;
use crate::components::job_postings::job_posting_card::{HeadingLevel, JobPostingCard, ListPosition};
use crate::components::skeleton::JobPostingsSkeleton;
use crate::features::job_postings::save_button::save_button;
use crate::features::loading::failure::Failure;
use crate::i18n::{grouped, labels};
use crate::state::api::use_api;
use crate::ui::windowed_list::WindowedList;

/// Id of the list of results.
const LIST: &str = "risultati";

/// The results of a live search: a skeleton, an error card, a message that there are none, or the list.
#[component]
pub fn Results(
    live: LiveSearch,
    level: HeadingLevel,
    /// Shown if the API knows no such place, role or page of the list.
    #[prop(into)]
    refused: ViewFn,
) -> impl IntoView {
    #[derive(Clone, PartialEq)]
    enum Stand {
        Loading,
        Failed(ApiError),
        Refused,
        Nothing,
        Listed,
    }
    let stand = Memo::new(move |_| match (live.failure.get(), live.page.get()) {
        (Some(error), _) if error.is_refusal() => Stand::Refused,
        (Some(error), _) => Stand::Failed(error),
        (None, None) => Stand::Loading,
        (None, Some(page)) if page.total == 0 => Stand::Nothing,
        (None, Some(_)) => Stand::Listed,
    });
    move || match stand.get() {
        Stand::Loading => view! { <JobPostingsSkeleton count=3 class="card-list" /> }.into_any(),
        Stand::Refused => refused.run(),
        Stand::Failed(error) => {
            view! { <Failure error=error what="le offerte" on_retry=move |()| live.retry() /> }.into_any()
        }
        Stand::Nothing => (move || {
            let page = live.page.get()?;
            Some(view! { <ZeroResults search=live.answered.get() page=page /> })
        })
        .into_any(),
        Stand::Listed => view! { <List live=live level=level /> }.into_any(),
    }
}

#[component]
fn List(live: LiveSearch, level: HeadingLevel) -> impl IntoView {
    let api = use_api();
    let total = move || live.page.with(|page| page.as_ref().map_or(0, |page| page.total));
    let key = move |index: usize| {
        let id = live.items.with(|items| items.get(index).map(|item| item.id.clone()));
        format!("{index}:{}", id.unwrap_or_default())
    };
    let item = move |index: usize| {
        let Some(item) = live.items.with_untracked(|items| items.get(index).cloned()) else {
            return ().into_any();
        };
        let is_open = live.open.with_untracked(|open| open.contains(&item.id));
        let id = item.id.clone();
        let on_toggle = move |is_open: bool| {
            live.open.update(|open| {
                if is_open {
                    open.insert(id.clone())
                } else {
                    open.remove(&id)
                };
            });
        };
        let position = ListPosition { number: index + 1, of: untrack(total) };
        view! {
            <JobPostingCard
                job_posting=Arc::unwrap_or_clone(item)
                level=level
                action=save_button
                position=position
                has_open_details=is_open
                on_toggle_details=on_toggle
            />
        }
        .into_any()
    };
    let load = Callback::new(move |()| live.load_more(api.clone()));
    let shown = move || format!("{} su {}", labels::job_postings(live.items.with(Vec::len) as u64), grouped(total()));
    let is_stale = move || live.is_busy.get();
    view! {
        <div
            class="results"
            class:results--stale=is_stale
            role="feed"
            aria-label="Offerte trovate"
            aria-busy=move || if is_stale() { "true" } else { "false" }
        >
            <WindowedList
                id=LIST
                class="card-list"
                count=Signal::derive(move || live.items.with(Vec::len))
                heights=live.heights
                key=Arc::new(key)
                item=Arc::new(item)
            />
        </div>
        {move || {
            live.more_failure.get().map(|error| view! { <Failure error=error what="le altre offerte" on_retry=load /> })
        }}
        <div class="results-bar__more">
            <p role="status">{shown}</p>
            <Show when=move || live.has_more()>
                <button
                    class="button"
                    type="button"
                    aria-busy=move || live.is_more_busy.get().then_some("true")
                    on:click=move |_| load.run(())
                >
                    {move || if live.is_more_busy.get() { "Carico…" } else { "Mostra altre" }}
                </button>
            </Show>
        </div>
    }
}
