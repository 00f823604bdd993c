use contract::job_application::{CV_EXTENSIONS, MESSAGE_MAX_CHARACTERS, check_cv_file};
use contract::{FieldError, JobPosting, NewJobApplication};
use leptos::prelude::*;

use crate::api::ApiError;
use crate::browser::device::file::LocalFile;
use crate::features::forms::form::{Form, Submission};
use crate::features::job_postings::application_sending::{SendingFailure, SendingProgress};
use crate::i18n::job_posting::{publisher, title_and_place};
use crate::i18n::{failures, labels};
use crate::route::Route;
use crate::state::applications::draft::ApplicationDraft;
use crate::state::applications::outbox::Outbox;
use crate::state::session::use_session;
use crate::ui::file_field::{ChosenFile, FileField};
use crate::ui::text_area::TextArea;
use crate::ui::text_field::TextField;

/// CV, telephone and message. Every change is stored on the device at once.
#[component]
pub fn ApplicationForm(job_posting: JobPosting, outbox: Outbox) -> impl IntoView {
    let title = title_and_place(&job_posting.summary);
    let named = StoredValue::new((job_posting.summary.id.clone(), title));
    let draft = Memo::new(move |_| named.with_value(|(id, _)| outbox.draft(id)));
    let begun = draft.get_untracked().unwrap_or_default();
    let message = RwSignal::new(begun.message);
    let phone = RwSignal::new(begun.phone);
    let is_sending = Memo::new(move |_| named.with_value(|(id, _)| outbox.is_sending(id)));
    let failure = Memo::new(move |_| named.with_value(|(id, _)| outbox.failure(id)));
    let refused_file = RwSignal::new(None::<FieldError>);
    let (submission, [mut cv_field, phone_field, message_field]) =
        Submission::with_fields("candidatura", &["cv", "phone", "message"]);
    Effect::new(move || submission.set_busy(is_sending.get()));
    Effect::new(move || {
        if let Some(ApiError::Refused(problem)) = failure.get() {
            let errors =
                if problem.status == 413 { vec![FieldError::new("/cv", "too_large", "")] } else { problem.errors };
            if !errors.is_empty() {
                submission.refuse(errors);
            }
        }
    });
    Effect::watch(
        move || (message.get(), phone.get()),
        move |(message, phone), _, _| {
            named.with_value(|(id, title)| outbox.keep_texts(id, title, message.clone(), phone.clone()));
        },
        false,
    );
    let on_choose = Callback::new(move |file: LocalFile| {
        let refused = check_cv_file(&file.name, file.size()).err();
        if refused.is_none() {
            named.with_value(|(id, title)| outbox.keep_cv(id, title, file));
        }
        submission.dismiss(cv_field.name);
        refused_file.set(refused);
    });
    let on_remove = move |()| {
        refused_file.set(None);
        named.with_value(|(id, _)| outbox.drop_cv(id));
    };
    let on_submit = move |()| {
        let mut errors: Vec<FieldError> = refused_file.get_untracked().into_iter().collect();
        if errors.is_empty() && draft.with_untracked(|draft| draft.as_ref().is_none_or(|draft| draft.cv.is_none())) {
            errors.push(FieldError::new("/cv", "missing", ""));
        }
        let texts = NewJobApplication { message: message.get_untracked(), phone: phone.get_untracked() };
        errors.extend(texts.check().err().into_iter().flatten());
        if submission.accept(errors) {
            named.with_value(|(id, _)| outbox.send(id));
        }
    };
    cv_field.error = Signal::derive({
        let said = cv_field.error;
        move || refused_file.with(|refused| refused.as_ref().map(failures::field)).or_else(|| said.get())
    });
    let accept = CV_EXTENSIONS.map(|extension| format!(".{extension}")).join(",");
    let id = job_posting.summary.id.clone();
    view! {
        <div class="panel">
            <Form
                submission=submission
                button=("Invia la candidatura", "Invio…")
                button_class="button button--primary button--large button--block"
                failure_title="La candidatura non è partita"
                on_submit=on_submit
            >
                // No changes while sending.
                <fieldset class="application-form" disabled=move || is_sending.get()>
                    <legend class="visually-hidden">"La tua candidatura"</legend>
                    <Applicant />
                    <FileField
                        field=cv_field
                        label="Curriculum"
                        hint="PDF, DOCX, ODT, RTF o TXT, al massimo 5 MB."
                        accept=accept
                        chosen=Signal::derive(move || draft.with(|draft| draft.as_ref().and_then(chosen)))
                        on_choose=on_choose
                        on_remove=on_remove
                    />
                    <Show when=move || draft.with(|draft| draft.as_ref().is_some_and(loses_file))>
                        <p class="application-form__note" role="status">
                            "Questo browser non conserva file: se ricarichi la pagina dovrai scegliere di nuovo il curriculum."
                        </p>
                    </Show>
                    <TextField
                        field=phone_field
                        label="Telefono (facoltativo)"
                        kind="tel"
                        autocomplete="tel"
                        value=phone
                    />
                    <TextArea
                        field=message_field
                        label="Messaggio (facoltativo)"
                        hint="Due righe su perché questo posto fa per te."
                        rows=5
                        max_characters=MESSAGE_MAX_CHARACTERS
                        has_count=true
                        value=message
                    />
                </fieldset>
                <Recipient job_posting=job_posting />
                {move || failure.get().filter(|error| !has_fields(error)).map(|error| view! { <SendingFailure error=error /> })}
                <SendingProgress outbox=outbox job_posting=id />
            </Form>
        </div>
    }
}

fn chosen(draft: &ApplicationDraft) -> Option<ChosenFile> {
    let cv = draft.cv.as_ref()?;
    Some(ChosenFile { name: cv.name.clone(), size: labels::file_size(cv.size) })
}

fn loses_file(draft: &ApplicationDraft) -> bool {
    draft.cv.as_ref().is_some_and(|cv| !cv.is_kept)
}

/// Is the error already shown at fields?
fn has_fields(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused(problem) if problem.status == 413 || !problem.errors.is_empty())
}

/// Name and email of the applicant, from the account.
#[component]
fn Applicant() -> impl IntoView {
    let session = use_session();
    move || {
        session.profile().get().map(|profile| {
            view! {
                <dl class="applicant">
                    <div class="applicant__item">
                        <dt>"Nome"</dt>
                        <dd>{profile.name.clone()}</dd>
                        <dd>
                            <a href=Route::Profile.href()>"Cambia" <span class="visually-hidden">" il nome"</span></a>
                        </dd>
                    </div>
                    <div class="applicant__item">
                        <dt>"Email"</dt>
                        <dd>{profile.email.clone()}</dd>
                        <dd>
                            <a href=Route::Settings.href()>"Cambia" <span class="visually-hidden">" l’email"</span></a>
                        </dd>
                    </div>
                </dl>
            }
        })
    }
}

/// Who receives the application.
#[component]
fn Recipient(job_posting: JobPosting) -> impl IntoView {
    let summary = &job_posting.summary;
    let whom = publisher(summary).unwrap_or("chi pubblica l’offerta").to_owned();
    let notice = summary.posting_agency.as_ref().and_then(|agency| agency.privacy_url.clone());
    view! {
        <p class="form__note">
            {format!("Nome, email, telefono, messaggio e curriculum vanno a {whom}, e a nessun altro. ")}
            "Se ritiri la candidatura li cancelliamo subito."
        </p>
        <p class="form__note">
            <a href=Route::Privacy.href()>"Come trattiamo i tuoi dati"</a>
            {notice
                .map(|url| {
                    view! {
                        " · "
                        <a href=url target="_blank" rel="noopener noreferrer nofollow">
                            {format!("Informativa di {whom}")}
                            <span class="visually-hidden">" (si apre in un’altra scheda)"</span>
                        </a>
                    }
                })}
        </p>
    }
}
