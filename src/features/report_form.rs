use contract::report::NOTE_MAX_CHARACTERS;
use contract::{FieldError, NewReport, ReportReason};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::failure::explain;
use crate::api::ApiError;
use crate::browser::document;
use crate::components::notice::{Notice, NoticeKind};
use crate::i18n::{failures, labels};
use crate::state::api::use_api;
use crate::state::connectivity::use_connectivity;

/// Id of what stands in the form's place once the report is sent.
const DONE: &str = "segnalazione-inviata";
const NOTE: &str = "segnalazione-nota";

/// "Segnala questa offerta": what is wrong, in two touches. Nobody is asked who they are.
#[component]
pub fn ReportForm(job_posting_id: String) -> impl IntoView {
    let api = use_api();
    let online = use_connectivity();
    let reason = RwSignal::new(None::<ReportReason>);
    let note = RwSignal::new(String::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let failure = RwSignal::new(None::<ApiError>);
    let is_sent = RwSignal::new(false);
    let send = Action::new_unsync(move |report: &NewReport| {
        let call = api.report_job_posting(&job_posting_id, report);
        async move {
            match call.await {
                Ok(()) => {
                    is_sent.set(true);
                    document::focus_later(DONE, true);
                }
                Err(ApiError::Refused(problem)) if !problem.errors.is_empty() => errors.set(problem.errors),
                Err(error) => failure.set(Some(error)),
            }
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if send.pending().get_untracked() {
            return;
        }
        failure.set(None);
        let Some(reason) = reason.get_untracked() else {
            return errors.set(vec![FieldError::new("/reason", "missing", "")]);
        };
        let report = NewReport { reason, note: note.get_untracked().trim().to_owned() };
        let found = report.check().err().unwrap_or_default();
        if found.is_empty() {
            send.dispatch(report);
        } else if found.iter().any(|error| error.pointer == "/note") {
            document::focus_later(NOTE, true);
        }
        errors.set(found);
    };
    let error = move |pointer: &'static str| {
        move || errors.with(|all| all.iter().find(|error| error.pointer == pointer).map(failures::field))
    };
    let reasons = ReportReason::KNOWN.iter().map(|known| {
        let id = format!("segnalazione-{}", known.as_str());
        view! {
            <div class="filter-group__option">
                <input
                    class="checkbox__input"
                    id=id.clone()
                    type="radio"
                    name="reason"
                    value=known.as_str().to_owned()
                    on:change=move |_| reason.set(Some(known.clone()))
                />
                <label class="filter-group__label" for=id>
                    {labels::report_reason(known)}
                </label>
            </div>
        }
    });
    let reasons: Vec<_> = reasons.collect();
    view! {
        <details class="report-form disclosure">
            <summary class="disclosure__summary">"Segnala questa offerta"</summary>
            <div class="report-form__done" id=DONE tabindex="-1">
                <Show when=move || is_sent.get()>
                    <Notice
                        kind=NoticeKind::Done
                        title="Segnalazione ricevuta"
                        text="Grazie: la leggiamo e, se serve, togliamo l’offerta."
                    />
                </Show>
            </div>
            <form class="report-form__form" method="post" novalidate on:submit=on_submit hidden=move || is_sent.get()>
                <fieldset class="filter-group" aria-describedby="segnalazione-errore">
                    <legend class="filter-group__legend">"Che cosa non va"</legend>
                    {reasons}
                </fieldset>
                <p class="text-field__error" id="segnalazione-errore" role="alert">
                    {error("/reason")}
                </p>
                <div class="text-field">
                    <label class="text-field__label" for=NOTE>
                        "Vuoi aggiungere qualcosa? (facoltativo, se non hai scelto “Altro”)"
                    </label>
                    <textarea
                        class="text-field__input"
                        id=NOTE
                        name="note"
                        rows="3"
                        maxlength=NOTE_MAX_CHARACTERS
                        aria-describedby="segnalazione-nota-errore"
                        prop:value=note
                        on:input=move |event| note.set(event_target_value(&event))
                    ></textarea>
                    <p class="text-field__error" id="segnalazione-nota-errore" role="alert">
                        {error("/note")}
                    </p>
                </div>
                {move || {
                    failure
                        .get()
                        .map(|error| {
                            view! {
                                <Notice
                                    kind=NoticeKind::Critical
                                    title="La segnalazione non è partita"
                                    text=explain(&error, online.get_untracked())
                                    is_alert=true
                                />
                            }
                        })
                }}
                <button class="button" type="submit" aria-busy=move || send.pending().get().then_some("true")>
                    {move || if send.pending().get() { "Invio…" } else { "Invia la segnalazione" }}
                </button>
            </form>
        </details>
    }
}
