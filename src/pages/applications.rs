//! `/candidature`: the applications of an account, and those not sent yet.

mod application_card;
mod unsent;

use std::sync::Arc;

use chrono::Utc;
use contract::{JobApplication, JobApplicationStatus, JobSearch};
use leptos::prelude::*;

use self::application_card::ApplicationCard;
use self::unsent::UnsentApplications;
use crate::api::job_applications::list_applications;
use crate::browser::page::document;
use crate::components::empty_state::{Drawing, EmptyState};
use crate::components::notice::{Notice, NoticeKind};
use crate::components::skeleton::TextSkeleton;
use crate::features::account::account_page::AccountPage;
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::route::Route;
use crate::state::applications::applied::use_applied;
use crate::state::applications::outbox::{Outbox, use_outbox};

/// Id of the status message.
const STATUS: &str = "candidature-stato";

#[component]
pub fn ApplicationsPage() -> impl IntoView {
    view! {
        <AccountPage
            title="Candidature"
            lead="Quello che hai mandato e a chi. Puoi ritirare una candidatura quando vuoi."
            why="Per le candidature"
        >
            <Applications />
        </AccountPage>
    }
}

#[component]
fn Applications() -> impl IntoView {
    let outbox = use_outbox();
    let applications = fetch(list_applications);
    let skeleton = || view! { <TextSkeleton label="Sto caricando le candidature" /> };
    let render =
        move |applications: Vec<JobApplication>| view! { <ApplicationList applications=applications outbox=outbox /> };
    view! {
        <UnsentApplications outbox=outbox />
        <AsyncContent fetched=applications what="le candidature" skeleton=skeleton render=render />
    }
}

#[component]
fn ApplicationList(applications: Vec<JobApplication>, outbox: Outbox) -> impl IntoView {
    let applied = use_applied();
    applied.replace(&applications);
    let applications = RwSignal::new(applications);
    let said = RwSignal::new(None::<(&'static str, &'static str)>);
    // An application that arrives while the list is shown.
    Effect::watch(
        move || outbox.sent().get(),
        move |sent: &Option<Arc<JobApplication>>, _, _| {
            let Some(sent) = sent else { return };
            let is_new = applications.with_untracked(|all| all.iter().all(|it| it.id != sent.id));
            if is_new {
                applications.update(|all| all.insert(0, JobApplication::clone(sent)));
                said.set(Some(("Candidatura inviata", "Se chi pubblica l’offerta vuole conoscerti, ti contatta.")));
            }
        },
        true,
    );
    let on_withdrawn = Callback::new(move |id: String| {
        applications.update(|all| {
            for application in all.iter_mut().filter(|application| application.id == id) {
                application.status = JobApplicationStatus::Withdrawn;
                application.withdrawn_at = Some(Utc::now().fixed_offset());
                application.cv = None;
                application.message.clear();
                application.phone.clear();
                applied.remove(&application.job_posting.id);
            }
        });
        said.set(Some(("Candidatura ritirata", "Curriculum, telefono e messaggio sono cancellati.")));
        document::focus_later(STATUS, true);
    });
    let is_empty = move || applications.with(Vec::is_empty) && outbox.drafts().is_empty();
    view! {
        <div class="applications__status" id=STATUS tabindex="-1" role="status">
            {move || said.get().map(|(title, text)| view! { <Notice kind=NoticeKind::Done title=title text=text /> })}
        </div>
        <Show when=is_empty>
            <NoApplications />
        </Show>
        <ul class="applications panel-list" role="list">
            // The key has the status: a withdrawn application is another card.
            <For each=move || applications.get() key=|it| (it.id.clone(), it.status.as_str().to_owned()) let:application>
                <li class="panel">
                    <ApplicationCard application=application on_withdrawn=on_withdrawn />
                </li>
            </For>
        </ul>
    }
}

#[component]
fn NoApplications() -> impl IntoView {
    view! {
        <EmptyState
            drawing=Drawing::Empty
            title="Nessuna candidatura, per ora"
            text="Quando trovi l’offerta giusta premi «Candidati»: quello che mandi lo ritrovi qui."
        >
            <a class="button button--primary" href=Route::JobPostings(JobSearch::default()).href()>
                "Cerca tra le offerte"
            </a>
        </EmptyState>
    }
}
