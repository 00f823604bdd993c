use contract::JobPostingSummary;
use leptos::prelude::*;

use super::job_posting_card::{CardAction, HeadingLevel, JobPostingCard};
use crate::i18n::labels;
use crate::route::Route;

/// Offers pinned in the text, where they are needed.
#[component]
pub fn Pinboard(
    /// Id of the heading; unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: String,
    job_postings: Vec<JobPostingSummary>,
    action: CardAction,
    /// How many there are in all.
    total: u64,
    /// Where all of them are.
    all: Route,
) -> impl IntoView {
    let heading_id = id.clone();
    let has_more = total > job_postings.len() as u64;
    view! {
        <aside class="pinboard" aria-labelledby=id>
            <div class="pinboard__head">
                <h3 class="pinboard__title" id=heading_id>
                    {title}
                </h3>
            </div>
            {job_postings
                .into_iter()
                .map(|job_posting| {
                    view! {
                        <JobPostingCard job_posting=job_posting level=HeadingLevel::H4 action=action id_prefix="testo-" />
                    }
                })
                .collect_view()}
            {has_more
                .then(|| {
                    view! {
                        <a class="pinboard__more" href=all.href()>
                            {format!("Vedi tutte ({})", labels::job_postings(total))}
                        </a>
                    }
                })}
        </aside>
    }
}
