use contract::{JobPostingPage, JobSearch};
use leptos::either::Either;
use leptos::prelude::*;

use crate::api::job_postings::list_job_postings;
use crate::components::job_postings::job_posting_card::{HeadingLevel, JobPostingCard};
use crate::components::skeleton::JobPostingsSkeleton;
use crate::features::job_postings::save_button::save_button;
use crate::features::loading::async_content::{AsyncContent, fetch};

/// The first offers that match a search, in a grid.
#[component]
pub fn JobPostingList(
    search: JobSearch,
    /// Most cards to show.
    limit: u16,
    level: HeadingLevel,
    #[prop(default = "card-grid")] class: &'static str,
    /// Makes ids unique if an offer is twice on a page.
    #[prop(default = "")]
    id_prefix: &'static str,
    /// Called with the total number.
    #[prop(optional, into)]
    on_total: Option<Callback<u64>>,
    /// Shown if nothing matches.
    #[prop(into)]
    empty: ViewFn,
) -> impl IntoView {
    let search = JobSearch { limit: Some(limit), ..search };
    let postings = fetch(move || list_job_postings(&search));
    let render = move |page: JobPostingPage| {
        if let Some(on_total) = on_total {
            on_total.run(page.total);
        }
        if page.items.is_empty() {
            return Either::Left(empty.run());
        }
        let cards = page.items.into_iter().map(|job_posting| {
            view! { <JobPostingCard job_posting=job_posting level=level action=save_button id_prefix=id_prefix /> }
        });
        Either::Right(view! { <div class=class>{cards.collect_view()}</div> })
    };
    let skeleton = move || view! { <JobPostingsSkeleton count=usize::from(limit.min(3)) class=class /> };
    view! { <AsyncContent fetched=postings what="le offerte" skeleton=skeleton render=render /> }
}
