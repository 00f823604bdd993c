use contract::JobPostingSummary;
use leptos::prelude::*;

use super::deadline::{DeadlineLine, is_open};
use super::job_posting_facts::JobPostingFacts;
use crate::browser::page::{document, media};
use crate::i18n::job_posting::{chips, organization, place};
use crate::i18n::{labels, pay};
use crate::route::Route;
use crate::ui::icon::{Icon, IconView};

/// Level of a card's heading: one below the heading above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadingLevel {
    H2,
    H3,
    H4,
}

/// A card's position in a long list of which only a part is in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListPosition {
    /// From 1.
    pub number: usize,
    pub of: u64,
}

/// An action on a card beside the link. Made by the feature that shows the card, as it may need state.
pub type CardAction = fn(&JobPostingSummary) -> AnyView;

/// An offer in short, with details that open in place without a request.
#[component]
pub fn JobPostingCard(
    job_posting: JobPostingSummary,
    level: HeadingLevel,
    action: CardAction,
    /// Makes ids unique if an offer is twice on a page.
    #[prop(default = "")]
    id_prefix: &'static str,
    #[prop(optional)] position: Option<ListPosition>,
    /// Are the details open from the start?
    #[prop(default = false)]
    has_open_details: bool,
    /// The details were opened or closed.
    #[prop(optional, into)]
    on_toggle_details: Option<Callback<bool>>,
) -> impl IntoView {
    let heading_id = format!("offerta-{id_prefix}{}", job_posting.id);
    let href = Route::JobPosting(job_posting.id.clone()).href();
    let is_open = is_open(&job_posting);
    let link = {
        let (title, href) = (job_posting.title.clone(), href.clone());
        view! { <a class="job-posting-card__link" href=href>{title}</a> }
    };
    let heading = match level {
        HeadingLevel::H2 => view! { <h2 class="job-posting-card__title" id=heading_id.clone()>{link}</h2> }.into_any(),
        HeadingLevel::H3 => view! { <h3 class="job-posting-card__title" id=heading_id.clone()>{link}</h3> }.into_any(),
        HeadingLevel::H4 => view! { <h4 class="job-posting-card__title" id=heading_id.clone()>{link}</h4> }.into_any(),
    };
    let class = if is_open { "job-posting-card" } else { "job-posting-card job-posting-card--closed" };
    let look = if is_open { "Visualizza l’offerta" } else { "Vedi offerte simili" };
    // Half of a card is its details, which few people open: the app renders them when they are opened. A prerendered page
    // contains them, as it can't render anything later.
    let has_details = RwSignal::new(has_open_details || !media::is_known());
    let details = {
        let job_posting = job_posting.clone();
        move || has_details.get().then(|| details(job_posting.clone()))
    };
    view! {
        <article
            class=class
            aria-labelledby=heading_id
            aria-posinset=position.map(|position| position.number.to_string())
            aria-setsize=position.map(|position| position.of.to_string())
        >
            <div class="job-posting-card__sheet">
                <div class="job-posting-card__main">
                    {heading} <p class="job-posting-card__organization">{organization(&job_posting)}</p>
                    <JobPostingPlace job_posting=job_posting.clone() /> <JobPostingPay job_posting=job_posting.clone() />
                    <ul class="chip-list" role="list">
                        {chips(&job_posting).into_iter().map(|chip| view! { <li class="chip">{chip}</li> }).collect_view()}
                    </ul>
                </div>
                <div class="job-posting-card__side">
                    <DeadlineLine job_posting=job_posting.clone() />
                    <div class="job-posting-card__actions">
                        <a class=if is_open { "button button--primary" } else { "button" } href=href>
                            {look}
                            <span class="visually-hidden">{format!(": {}", job_posting.title)}</span>
                        </a>
                        {action(&job_posting)}
                    </div>
                </div>
                <details
                    class="job-posting-card__details disclosure"
                    open=has_open_details
                    on:toggle=move |event| {
                        has_details.set(true);
                        if let Some(on_toggle) = on_toggle_details {
                            on_toggle.run(document::is_open(&event));
                        }
                    }
                >
                    // Before the details are shown; `toggle` fires after that, but however they are opened.
                    <summary class="disclosure__summary" on:click=move |_| has_details.set(true)>
                        <span class="disclosure__when-closed">"Mostra dettagli"</span>
                        <span class="disclosure__when-open">"Nascondi dettagli"</span>
                        <IconView icon=Icon::Chevron />
                        <span class="visually-hidden">{format!(": {}", job_posting.title)}</span>
                    </summary>
                    {details}
                </details>
            </div>
        </article>
    }
}

fn details(job_posting: JobPostingSummary) -> AnyView {
    view! {
        <div class="job-posting-card__more">
            <p class="job-posting-card__excerpt">{job_posting.excerpt.clone()}</p>
            <JobPostingFacts job_posting=job_posting />
        </div>
    }
    .into_any()
}

/// Comune, CAP and distance.
#[component]
pub fn JobPostingPlace(job_posting: JobPostingSummary) -> impl IntoView {
    let place = place(&job_posting);
    let distance = job_posting.distance_km.map(labels::distance);
    view! {
        <p class="job-posting-card__place">
            <IconView icon=Icon::Place />
            <span>
                {place}
                {distance
                    .map(|distance| view! { "\u{a0}· " <span class="job-posting-card__distance">{distance}</span> })}
            </span>
        </p>
    }
}

/// Gross pay, or a text that none is given.
#[component]
pub fn JobPostingPay(job_posting: JobPostingSummary) -> impl IntoView {
    match job_posting.base_salary.as_ref().and_then(pay::base_salary) {
        Some(text) => view! { <p class="job-posting-card__pay">{text}</p> },
        None => {
            view! { <p class="job-posting-card__pay job-posting-card__pay--unstated">{"Retribuzione non indicata".to_owned()}</p> }
        }
    }
}
