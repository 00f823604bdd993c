//! `/offerte/{id}/candidati`: applying for an offer, on one page.

mod application_form;
mod sent;

use chrono::{DateTime, FixedOffset};
use contract::{JobPosting, JobSearch, Occupation};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use self::application_form::ApplicationForm;
use self::sent::SentApplication;
use crate::api::job_postings::find_job_posting;
use crate::browser::page::document;
use crate::components::breadcrumb::Breadcrumb;
use crate::components::job_postings::apply_link::{ApplyLink, host};
use crate::components::job_postings::deadline::ended_words;
use crate::components::notice::{Notice, NoticeKind};
use crate::components::skeleton::TextSkeleton;
use crate::features::account::sign_in_form::SignInForm;
use crate::features::job_postings::queued_application::QueuedApplication;
use crate::features::loading::async_content::{LoadedPage, fetch};
use crate::features::loading::in_next_task::in_next_task;
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::dates;
use crate::i18n::job_posting::{publisher, title_and_place};
use crate::route::{ID, Route};
use crate::state::applications::applied::use_applied;
use crate::state::applications::draft::ApplicationDraft;
use crate::state::applications::outbox::{Outbox, use_outbox};
use crate::state::navigation::HEADING_ID;
use crate::state::session::use_session;

#[component]
pub fn ApplyPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get(ID).unwrap_or_default()));
    let outbox = use_outbox();
    move || view! { <Stages id=id.get() outbox=outbox /> }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    JobPosting,
    /// Waits for the network. Shown without fetching the offer, which would fail.
    Queued,
    Sent,
}

#[component]
fn Stages(id: String, outbox: Outbox) -> impl IntoView {
    let id = StoredValue::new(id);
    // An application that arrived before this page was opened is not news any more.
    let before = outbox.sent().get_untracked();
    let sent = move || {
        let application = outbox.sent().get()?;
        let is_new = before.as_ref() != Some(&application) && id.with_value(|id| application.job_posting.id == *id);
        is_new.then_some(application)
    };
    let stage = in_next_task({
        let sent = sent.clone();
        move || {
            if sent().is_some() {
                Stage::Sent
            } else if id.with_value(|id| outbox.is_queued(id)) {
                Stage::Queued
            } else {
                Stage::JobPosting
            }
        }
    });
    Effect::watch(move || stage.get(), |_, _, _| document::focus_later(HEADING_ID, true), false);
    // After sending was cancelled, the form has to be loaded before it can get the focus.
    let was_queued = StoredValue::new(false);
    move || match stage.get() {
        Stage::Sent => {
            untrack(&sent).map(|application| view! { <SentApplication application=application /> }).into_any()
        }
        Stage::Queued => {
            was_queued.set_value(true);
            let draft = untrack(|| id.with_value(|id| outbox.draft(id)));
            draft.map(|draft| view! { <Queued draft=draft outbox=outbox /> }).into_any()
        }
        Stage::JobPosting => {
            view! { <FetchedJobPosting id=id.get_value() outbox=outbox takes_focus=was_queued.get_value() /> }
                .into_any()
        }
    }
}

/// The page's heading. `title` names the offer.
#[component]
fn Head(id: String, heading: &'static str, #[prop(into)] title: String) -> impl IntoView {
    page_is_ready(format!("{heading}: {title}"));
    let trail =
        vec![(Route::JobPostings(JobSearch::default()), "Offerte".to_owned()), (Route::JobPosting(id), title.clone())];
    view! {
        <Breadcrumb trail=trail />
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {heading}
            </h1>
            <p class="page__lead">{title}</p>
        </div>
    }
}

#[component]
fn Queued(draft: ApplicationDraft, outbox: Outbox) -> impl IntoView {
    view! {
        <div class="page__column">
            <Head id=draft.job_posting.clone() heading="Candidatura da inviare" title=draft.title.clone() />
            <div class="panel">
                <QueuedApplication outbox=outbox draft=draft on_cancel=|()| {} />
                <p class="panel__foot">
                    <a href=Route::Applications.href()>"Le tue candidature"</a>
                </p>
            </div>
        </div>
    }
}

#[component]
fn FetchedJobPosting(id: String, outbox: Outbox, takes_focus: bool) -> impl IntoView {
    let job_posting = fetch(move || find_job_posting(&id));
    let skeleton = || view! { <TextSkeleton label="Sto caricando l’offerta" /> };
    let render =
        move |job_posting| view! { <ApplyContent job_posting=job_posting outbox=outbox takes_focus=takes_focus /> };
    view! { <LoadedPage fetched=job_posting what="l’offerta" skeleton=skeleton render=render /> }
}

#[component]
fn ApplyContent(job_posting: JobPosting, outbox: Outbox, takes_focus: bool) -> impl IntoView {
    if takes_focus {
        document::focus_later(HEADING_ID, true);
    }
    let summary = job_posting.summary.clone();
    let body = if let Some((title, text)) = ended_words(&summary) {
        view! { <Ended title=title text=text occupation=job_posting.summary.occupation /> }.into_any()
    } else if let Some(url) = job_posting.apply_url {
        view! { <Outside url=url publisher=publisher(&summary).map(str::to_owned) /> }.into_any()
    } else {
        view! { <Here job_posting=job_posting outbox=outbox /> }.into_any()
    };
    view! {
        <div class="page__column">
            <Head id=summary.id.clone() heading="Candidati" title=title_and_place(&summary) />
            {body}
        </div>
    }
}

#[component]
fn Ended(title: String, text: &'static str, occupation: Option<Occupation>) -> impl IntoView {
    let similar = occupation.map(|it| JobSearch::for_occupation(it.slug)).unwrap_or_default();
    view! {
        <Notice kind=NoticeKind::Soon title=title text=text>
            <a class="notice__action button" href=Route::JobPostings(similar).href()>
                "Guarda le offerte simili"
            </a>
        </Notice>
    }
}

#[component]
fn Outside(url: String, publisher: Option<String>) -> impl IntoView {
    let text = format!(
        "La candidatura si fa su {}, con le regole di quel sito: Bacheca non manda e non riceve niente.",
        host(&url)
    );
    view! {
        <div class="panel">
            <p>{text}</p>
            <ApplyLink url=url publisher=publisher class="button button--primary button--large" />
        </div>
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    SignedOut,
    /// At this time.
    Applied(DateTime<FixedOffset>),
    /// There is a draft, but its owner is not known yet.
    Unclaimed,
    Free,
}

/// The form, for people who are signed in and have not applied yet.
#[component]
fn Here(job_posting: JobPosting, outbox: Outbox) -> impl IntoView {
    let session = use_session();
    let applied = use_applied();
    let id = StoredValue::new(job_posting.summary.id.clone());
    let standing = in_next_task(move || {
        if !session.is_signed_in().get() {
            Standing::SignedOut
        } else if let Some(at) = id.with_value(|id| applied.when(id)) {
            Standing::Applied(at)
        } else if id.with_value(|id| outbox.is_unclaimed(id)) {
            Standing::Unclaimed
        } else {
            Standing::Free
        }
    });
    Effect::new(move || applied.ask());
    // The form that had the focus has gone.
    Effect::watch(move || standing.get(), |_, _, _| document::focus_later(HEADING_ID, true), false);
    move || match standing.get() {
        Standing::SignedOut => view! { <SignInFirst /> }.into_any(),
        Standing::Applied(at) => {
            let day = dates::long(dates::in_rome(at));
            let text = format!("L’hai inviata il {day}. Per mandarne un’altra, prima ritira quella.");
            view! {
                <Notice kind=NoticeKind::Done title="La tua candidatura c’è già" text=text>
                    <a class="notice__action button" href=Route::Applications.href()>
                        "Le tue candidature"
                    </a>
                </Notice>
            }
            .into_any()
        }
        Standing::Unclaimed => view! { <TextSkeleton label="Sto caricando il tuo account" /> }.into_any(),
        Standing::Free => view! { <ApplicationForm job_posting=job_posting.clone() outbox=outbox /> }.into_any(),
    }
}

#[component]
fn SignInFirst() -> impl IntoView {
    view! {
        <div class="panel">
            <p class="panel__text">
                "Per candidarti serve un account: così ritrovi quello che hai mandato e puoi ritirarlo quando vuoi. Nome ed email li prendiamo da lì."
            </p>
            <SignInForm id="accedi" />
            <p class="panel__foot">"Non ne hai uno? " <a href=Route::SignUp.href()>"Crea l’account"</a> ", poi torna a questa offerta."</p>
        </div>
    }
}
