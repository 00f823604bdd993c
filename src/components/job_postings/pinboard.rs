use contract::JobPostingSummary;
use leptos::prelude::*;

use super::job_posting_card::{CardAction, HeadingLevel, JobPostingCard};
use crate::i18n::labels;
use crate::route::Route;

/// Offers inside a text.
#[component]
pub fn Pinboard(
    /// Id of the heading; unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: String,
    job_postings: Vec<JobPostingSummary>,
    action: CardAction,
    /// Total number of offers.
    total: u64,
    /// The page with all of them.
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
