//! "Avvisami delle nuove": the search on the page becomes an alert.

use contract::{AlertFrequency, JobSearch, NewAlert};
use leptos::either::Either;
use leptos::prelude::*;

use crate::api::me::create_alert;
use crate::browser::page::document;
use crate::components::notice::{Notice, NoticeKind};
use crate::features::account::sign_in_form::SignInForm;
use crate::features::forms::form::{Form, Submission};
use crate::i18n::labels;
use crate::route::Route;
use crate::state::session::use_session;
use crate::ui::icon::{Icon, IconView};
use crate::ui::select_field::SelectField;

/// Element in which src/scripts/device/push.js asks about notifications. As text: an element that Leptos does not know
/// would add code.
const PUSH_QUESTION: &str = "<bacheca-notifiche domanda></bacheca-notifiche>";
/// Id of what replaces the form when the alert is created.
const DONE: &str = "avviso-fatto";

/// Opens in place. Visitors who are not signed in get the sign-in form first.
#[component]
pub fn AlertForm(#[prop(into)] search: Signal<JobSearch>) -> impl IntoView {
    let is_signed_in = use_session().is_signed_in();
    let done = RwSignal::new(None::<JobSearch>);
    // Another search is another alert.
    let is_done =
        Memo::new(move |_| done.with(|done| done.as_ref().is_some_and(|done| search.with(|search| search == done))));
    view! {
        <details class="alert-form disclosure">
            <summary class="disclosure__summary">
                "Avvisami delle nuove"
                <IconView icon=Icon::Chevron />
            </summary>
            <div class="alert-form__body" id=DONE tabindex="-1">
                {move || {
                    if is_done.get() {
                        Either::Left(
                            view! {
                                <Notice
                                    kind=NoticeKind::Done
                                    title="Avviso attivo"
                                    text="Ti scriviamo alle sette del mattino, solo quando ci sono offerte nuove."
                                >
                                    <a class="notice__action" href=Route::Alerts.href()>
                                        "I tuoi avvisi"
                                    </a>
                                </Notice>
                                <div inner_html=PUSH_QUESTION></div>
                            },
                        )
                    } else if is_signed_in.get() {
                        let on_done = move |search: JobSearch| {
                            done.set(Some(search));
                            document::focus_later(DONE, false);
                        };
                        Either::Right(Either::Left(view! { <Frequency search=search on_done=on_done /> }))
                    } else {
                        Either::Right(
                            Either::Right(
                                view! {
                                    <p class="alert-form__text">
                                        "Le offerte nuove di questa ricerca ti arrivano per email. Serve un account: accedi o "
                                        <a href=Route::SignUp.href()>"creane uno"</a> "."
                                    </p>
                                    <SignInForm id="avviso-accesso" />
                                },
                            ),
                        )
                    }
                }}
            </div>
        </details>
    }
}

#[component]
fn Frequency(search: Signal<JobSearch>, #[prop(into)] on_done: Callback<JobSearch>) -> impl IntoView {
    let frequency = RwSignal::new(AlertFrequency::Daily.as_str().to_owned());
    let (submission, [frequency_field]) = Submission::with_fields("avviso", &["frequency"]);
    let on_submit = move |()| {
        let search = search.get_untracked();
        let frequency = frequency.with_untracked(|text| AlertFrequency::from(text.as_str()));
        let alert = NewAlert { query: search.to_query(), frequency };
        submission.send(alert.check(), || create_alert(&alert), move |_| on_done.run(search));
    };
    let options =
        AlertFrequency::KNOWN.iter().map(|it| (it.as_str().to_owned(), labels::alert_frequency(it))).collect();
    view! {
        <Form
            submission=submission
            button=("Attiva l’avviso", "Attivo…")
            failure_title="L’avviso non è attivo"
            on_submit=on_submit
        >
            <SelectField
                field=frequency_field
                label="Quanto spesso"
                options=options
                value=frequency
            />
        </Form>
    }
}
