use contract::report::NOTE_MAX_CHARACTERS;
use contract::{FieldError, NewReport, ReportReason};
use leptos::prelude::*;

use crate::api::job_postings::report_job_posting;
use crate::browser::page::document;
use crate::components::notice::{Notice, NoticeKind};
use crate::features::forms::form::{Form, Submission};
use crate::i18n::labels;
use crate::ui::form_field::FormField;
use crate::ui::text_area::TextArea;
use crate::ui::text_field::error_id;

/// Id of what replaces the form when the report is sent.
const DONE: &str = "segnalazione-inviata";

/// "Segnala questa offerta": a short, anonymous report.
#[component]
pub fn ReportForm(job_posting_id: String) -> impl IntoView {
    let reason = RwSignal::new(None::<ReportReason>);
    let note = RwSignal::new(String::new());
    let is_sent = RwSignal::new(false);
    let (submission, [reason_field, note_field]) = Submission::with_fields("segnalazione", &["reason", "note"]);
    let on_submit = move |()| {
        let Some(reason) = reason.get_untracked() else {
            return submission.refuse(vec![FieldError::new("/reason", "missing", "")]);
        };
        let report = NewReport { reason, note: note.get_untracked().trim().to_owned() };
        submission.send(
            report.check(),
            || report_job_posting(&job_posting_id, &report),
            move |_| {
                is_sent.set(true);
                document::focus_later(DONE, true);
            },
        );
    };
    let FormField { id: reason_id, name, error } = reason_field;
    let described_by = error_id(&reason_id);
    let reasons = ReportReason::KNOWN.iter().enumerate().map(|(index, known)| {
        // The link of the error summary leads to the first one.
        let id = if index == 0 { reason_id.clone() } else { format!("{reason_id}-{}", known.as_str()) };
        view! {
            <div class="filter-group__option">
                <input
                    class="checkbox__input"
                    id=id.clone()
                    type="radio"
                    name=name
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
            <div class="report-form__form" hidden=move || is_sent.get()>
                <Form
                    submission=submission
                    button=("Invia la segnalazione", "Invio…")
                    button_class="button"
                    failure_title="La segnalazione non è partita"
                    on_submit=on_submit
                >
                    <fieldset class="filter-group" aria-describedby=described_by.clone()>
                        <legend class="filter-group__legend">"Che cosa non va"</legend>
                        {reasons}
                    </fieldset>
                    <p class="text-field__error" id=described_by>
                        {move || error.get()}
                    </p>
                    <TextArea
                        field=note_field
                        label="Vuoi aggiungere qualcosa? (facoltativo, se non hai scelto “Altro”)"
                        max_characters=NOTE_MAX_CHARACTERS
                        value=note
                    />
                </Form>
            </div>
        </details>
    }
}
