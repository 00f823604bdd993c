use contract::{Cv, JobApplication, JobApplicationStatus};
use leptos::prelude::*;

use crate::api::job_applications::withdraw_application;
use crate::browser::page::document;
use crate::components::job_postings::deadline::{ended_words, is_open};
use crate::features::forms::form::{Form, Submission};
use crate::i18n::job_posting::{organization, title_and_place};
use crate::i18n::{dates, labels};
use crate::route::Route;
use crate::state::api::use_api;
use crate::ui::icon::{Icon, IconView};

/// An application: for which offer, when, what was sent, and how to withdraw it.
#[component]
pub fn ApplicationCard(application: JobApplication, on_withdrawn: Callback<String>) -> impl IntoView {
    let JobApplication { id, job_posting, status, created_at, withdrawn_at, cv, message, phone } = application;
    let is_withdrawn = status == JobApplicationStatus::Withdrawn;
    let on = |at| dates::long(dates::in_rome(at));
    let sent = match withdrawn_at {
        Some(at) => format!("Inviata il {}, ritirata il {}", on(created_at), on(at)),
        None => format!("Inviata il {}", on(created_at)),
    };
    let ended = ended_words(&job_posting).map(|(title, _)| view! { <p class="panel__text">{format!("{title}.")}</p> });
    let again = is_withdrawn && is_open(&job_posting);
    let apply = Route::Apply(job_posting.id.clone()).href();
    let what = title_and_place(&job_posting);
    view! {
        <div class="application-card">
            <p class=if is_withdrawn { "application-card__status application-card__status--withdrawn" } else { "application-card__status" }>
                <IconView icon=if is_withdrawn { Icon::Close } else { Icon::Check } />
                {labels::job_application_status(&status)}
            </p>
            <h2 class="panel__title">
                <a href=Route::JobPosting(job_posting.id.clone()).href()>{what.clone()}</a>
            </h2>
            <p>{organization(&job_posting)}</p>
            <p class="panel__text">{sent}</p>
            {ended}
        </div>
        {cv.map(|cv| view! { <CvLink application=id.clone() cv=cv /> })}
        {(!phone.is_empty()).then(|| view! { <p class="panel__text">{format!("Telefono: {phone}")}</p> })}
        {(!message.is_empty())
            .then(|| {
                view! {
                    <details class="disclosure">
                        <summary class="disclosure__summary">
                            "Il tuo messaggio" <IconView icon=Icon::Chevron />
                        </summary>
                        <p class="application-card__message">{message}</p>
                    </details>
                }
            })}
        {again
            .then(|| {
                view! {
                    <a class="button" href=apply>
                        "Candidati di nuovo"
                    </a>
                }
            })}
        {(!is_withdrawn).then(|| view! { <Withdrawal id=id what=what on_withdrawn=on_withdrawn /> })}
    }
}

#[component]
fn CvLink(application: String, cv: Cv) -> impl IntoView {
    let href = use_api().cv_href(&application);
    let name = cv.file_name.clone();
    view! {
        <p class="application-card__cv">
            <IconView icon=Icon::Document />
            // `external`: the router must not handle it.
            <a class="application-card__download" href=href rel="external" download=name>
                <span class="visually-hidden">"Scarica il curriculum "</span>
                {cv.file_name}
            </a>
            <span class="application-card__size">{labels::file_size(cv.size)}</span>
        </p>
    }
}

/// Asks for confirmation in place: withdrawing deletes what was sent.
#[component]
fn Withdrawal(id: String, what: String, on_withdrawn: Callback<String>) -> impl IntoView {
    let is_asking = RwSignal::new(false);
    let submission = Submission::new("ritiro");
    let (button_id, question_id) = (format!("ritira-{id}"), format!("ritiro-{id}"));
    let ask = {
        let question_id = question_id.clone();
        move |_| {
            is_asking.set(true);
            document::focus_later(&question_id, false);
        }
    };
    let leave = {
        let button_id = button_id.clone();
        move || {
            is_asking.set(false);
            document::focus_later(&button_id, false);
        }
    };
    let on_submit = Callback::new(move |()| {
        let withdrawn = id.clone();
        submission.send(Ok::<_, Vec<_>>(()), || withdraw_application(&id), move |_| on_withdrawn.run(withdrawn));
    });
    move || {
        if is_asking.get() {
            let leave = leave.clone();
            view! {
                <div class="application-card__question" id=question_id.clone() tabindex="-1" role="group" aria-labelledby=format!("{question_id}-testo")>
                    <p id=format!("{question_id}-testo")>
                        <strong>"Ritirare la candidatura?"</strong>
                        " Cancelliamo subito curriculum, telefono e messaggio."
                    </p>
                    <div class="panel__actions">
                        <Form
                            submission=submission
                            button=("Sì, ritira", "Ritiro…")
                            button_class="button button--critical"
                            failure_title="La candidatura c’è ancora"
                            on_submit=on_submit
                        />
                        <button class="button" type="button" on:click=move |_| leave()>
                            "No"
                        </button>
                    </div>
                </div>
            }
            .into_any()
        } else {
            view! {
                <button class="button" type="button" id=button_id.clone() on:click=ask.clone()>
                    "Ritira la candidatura"
                    <span class="visually-hidden">{format!(": {what}")}</span>
                </button>
            }
            .into_any()
        }
    }
}
