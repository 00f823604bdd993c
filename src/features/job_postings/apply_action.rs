use contract::JobPosting;
use leptos::prelude::*;

use crate::components::job_postings::apply_link::{ApplyLink, host};
use crate::i18n::dates;
use crate::i18n::job_posting::publisher;
use crate::route::Route;
use crate::state::applications::applied::use_applied;
use crate::state::applications::outbox::use_outbox;
use crate::ui::icon::{Icon, IconView};

/// How to apply for an open offer: here, on its publisher's site, or not any more.
#[component]
pub fn ApplyAction(
    job_posting: JobPosting,
    /// Class of the link.
    class: &'static str,
) -> impl IntoView {
    let publisher = publisher(&job_posting.summary).map(str::to_owned);
    match job_posting.apply_url {
        Some(url) => view! { <Outside url=url publisher=publisher class=class /> }.into_any(),
        None => view! { <Here id=job_posting.summary.id class=class /> }.into_any(),
    }
}

#[component]
fn Outside(url: String, publisher: Option<String>, class: &'static str) -> impl IntoView {
    let site = host(&url).to_owned();
    view! {
        <div class="apply-action">
            <ApplyLink url=url publisher=publisher class=class />
            <p class="apply-action__note">{format!("Si apre {site} in un’altra scheda.")}</p>
        </div>
    }
}

#[component]
fn Here(id: String, class: &'static str) -> impl IntoView {
    let applied = use_applied();
    let outbox = use_outbox();
    Effect::new(move || applied.ask());
    let href = Route::Apply(id.clone()).href();
    move || {
        let when = applied.when(&id);
        let draft = outbox.draft(&id);
        match (when, draft) {
            (Some(at), _) => view! {
                <div class="apply-action">
                    <p class="apply-action__done">
                        <IconView icon=Icon::Check />
                        {format!("Candidatura inviata il {}", dates::long(dates::in_rome(at)))}
                    </p>
                    <a class="button" href=Route::Applications.href()>
                        "Le tue candidature"
                    </a>
                </div>
            }
            .into_any(),
            (None, Some(draft)) => view! {
                <a class=class href=href.clone()>
                    {if draft.is_queued { "Candidatura da inviare" } else { "Riprendi la candidatura" }}
                </a>
            }
            .into_any(),
            (None, None) => view! {
                <a class=class href=href.clone()>
                    "Candidati"
                </a>
            }
            .into_any(),
        }
    }
}
