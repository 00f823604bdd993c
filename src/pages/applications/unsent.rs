use leptos::prelude::*;

use crate::browser::page::document;
use crate::features::job_postings::queued_application::QueuedApplication;
use crate::features::loading::in_next_task::in_next_task;
use crate::route::Route;
use crate::state::applications::draft::ApplicationDraft;
use crate::state::applications::outbox::Outbox;
use crate::state::navigation::HEADING_ID;

/// Applications that are only on this device: those waiting for the network, and drafts.
#[component]
pub fn UnsentApplications(outbox: Outbox) -> impl IntoView {
    // Only offer and state, so that progress and typing do not render the list again.
    let drafts = in_next_task(move || {
        let drafts = outbox.drafts();
        drafts.into_iter().map(|draft| (draft.job_posting, draft.is_queued)).collect::<Vec<_>>()
    });
    let card =
        move |id: String| untrack(|| outbox.draft(&id)).map(|draft| view! { <Unsent outbox=outbox draft=draft /> });
    view! {
        <Show when=move || !drafts.with(Vec::is_empty)>
            <section class="applications__unsent" aria-labelledby="da-inviare">
                <h2 class="applications__subtitle" id="da-inviare">
                    "Da inviare"
                </h2>
                <ul class="panel-list" role="list">
                    <For each=move || drafts.get() key=Clone::clone let:entry>
                        <li class="panel">{card(entry.0)}</li>
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn Unsent(outbox: Outbox, draft: ApplicationDraft) -> impl IntoView {
    let href = Route::Apply(draft.job_posting.clone()).href();
    // The button disappears with the draft.
    let to_heading = |()| document::focus_later(HEADING_ID, false);
    let rest = if draft.is_queued {
        view! { <QueuedApplication outbox=outbox draft=draft.clone() on_cancel=to_heading /> }.into_any()
    } else {
        let id = draft.job_posting;
        view! {
            <p class="panel__text">"Iniziata e non inviata. È solo su questo dispositivo, per 30 giorni."</p>
            <div class="panel__actions">
                <a class="button button--primary" href=href.clone()>
                    "Riprendi la candidatura"
                </a>
                <button
                    class="button"
                    type="button"
                    on:click=move |_| {
                        outbox.forget(&id);
                        to_heading(());
                    }
                >
                    "Butta la bozza"
                </button>
            </div>
        }
        .into_any()
    };
    view! {
        <h3 class="panel__title">
            <a href=href>{draft.title}</a>
        </h3>
        {rest}
    }
}
