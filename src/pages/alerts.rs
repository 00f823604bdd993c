//! `/avvisi`: the alerts of an account.

use contract::{Alert, AlertFrequency, JobPostingPage, JobSearch, NewAlert};
use leptos::prelude::*;

use crate::api::job_postings::list_job_postings;
use crate::api::me::{create_alert, delete_alert, list_alerts};
use crate::browser::page::document;
use crate::components::empty_state::{Drawing, EmptyState};
use crate::components::notice::{Notice, NoticeKind};
use crate::components::skeleton::TextSkeleton;
use crate::features::account::account_page::AccountPage;
use crate::features::forms::form::{Form, Submission};
use crate::features::loading::async_content::{AsyncContent, fetch};
use crate::i18n::job_search::{filter_words, subject};
use crate::i18n::{dates, labels};
use crate::route::Route;
use crate::ui::form_field::FormField;
use crate::ui::select_field::SelectField;

/// Element in which src/scripts/device/push.js switches notifications on and off. As text: an element that Leptos does not
/// know would add code.
const PUSH_SWITCH: &str = "<bacheca-notifiche></bacheca-notifiche>";
/// Id of the status message.
const STATUS: &str = "avvisi-stato";

#[component]
pub fn AlertsPage() -> impl IntoView {
    view! {
        <AccountPage
            title="Avvisi"
            lead="Le ricerche che seguiamo per te: ti scriviamo solo quando c’è qualcosa di nuovo, e ogni offerta una volta sola."
            why="Per gli avvisi"
        >
            <div inner_html=PUSH_SWITCH></div>
            <Alerts />
        </AccountPage>
    }
}

#[component]
fn Alerts() -> impl IntoView {
    let alerts = fetch(list_alerts);
    let skeleton = || view! { <TextSkeleton label="Sto caricando gli avvisi" /> };
    let render = |alerts: Vec<Alert>| view! { <AlertList alerts=alerts /> };
    view! { <AsyncContent fetched=alerts what="gli avvisi" skeleton=skeleton render=render /> }
}

#[component]
fn AlertList(alerts: Vec<Alert>) -> impl IntoView {
    let alerts = RwSignal::new(alerts);
    let said = RwSignal::new(None::<&'static str>);
    let on_deleted = Callback::new(move |id: String| {
        alerts.update(|alerts| alerts.retain(|alert| alert.id != id));
        said.set(Some("Avviso cancellato"));
        document::focus_later(STATUS, false);
    });
    view! {
        <div id=STATUS tabindex="-1" role="status">
            {move || said.get().map(|title| view! { <Notice kind=NoticeKind::Done title=title text="Non ti scriveremo più per questa ricerca." /> })}
        </div>
        <Show when=move || !alerts.with(Vec::is_empty) fallback=|| view! { <NoAlerts /> }>
            <ul class="panel-list" role="list">
                <For each=move || alerts.get() key=|alert| alert.id.clone() let:alert>
                    <li class="panel">
                        <AlertCard alert=alert on_deleted=on_deleted />
                    </li>
                </For>
            </ul>
        </Show>
    }
}

#[component]
fn NoAlerts() -> impl IntoView {
    view! {
        <EmptyState
            drawing=Drawing::Empty
            title="Non segui ancora nessuna ricerca"
            text="Fai una ricerca tra le offerte e premi «Avvisami delle nuove»: le prossime ti arrivano per email."
        >
            <a class="button button--primary" href=Route::JobPostings(JobSearch::default()).href()>
                "Cerca tra le offerte"
            </a>
        </EmptyState>
    }
}

#[component]
fn AlertCard(alert: Alert, on_deleted: Callback<String>) -> impl IntoView {
    // A query that this release can't parse is shown as it is. An empty search instead would mean all offers.
    let about = match JobSearch::from_query(&alert.query) {
        Ok(search) => view! { <About search=search /> }.into_any(),
        Err(_) => view! { <h2 class="panel__title">{alert.query.clone()}</h2> }.into_any(),
    };
    let sent = match alert.last_sent_at {
        Some(at) => format!("Ultimo avviso il {}.", dates::long(dates::in_rome(at))),
        None => "Non ti abbiamo ancora scritto per questa ricerca.".to_owned(),
    };
    view! {
        {about}
        <p class="panel__text">{sent}</p>
        <div class="panel__actions">
            <Frequency alert=alert.clone() />
            <Delete id=alert.id on_deleted=on_deleted />
        </div>
    }
}

/// What the alert searches for, and how many offers it finds now.
#[component]
fn About(search: JobSearch) -> impl IntoView {
    let one = JobSearch { limit: Some(1), ..search.clone() };
    // The offers open now. The answer also has the names of places and roles.
    let now = fetch(move || list_job_postings(&one));
    let href = Route::JobPostings(search.clone()).href();
    let head = move |page: JobPostingPage| {
        let title = subject(&search, Some(&page));
        let words = filter_words(&search, Some(&page)).into_iter().filter(|word| *word != title);
        view! {
            <h2 class="panel__title">
                <a href=href.clone()>{title.clone()}</a>
            </h2>
            <ul class="chip-list" role="list">
                {words.map(|word| view! { <li class="chip">{word}</li> }).collect_view()}
            </ul>
            <p class="panel__text">{format!("Adesso: {} per questa ricerca.", labels::job_postings(page.total))}</p>
        }
    };
    let skeleton = || view! { <TextSkeleton label="Sto caricando la ricerca" /> };
    view! { <AsyncContent fetched=now what="la ricerca" skeleton=skeleton render=head /> }
}

/// The frequency, sent when it changes.
#[component]
fn Frequency(alert: Alert) -> impl IntoView {
    let value = RwSignal::new(alert.frequency.as_str().to_owned());
    let submission = Submission::new("frequenza");
    let error = submission.failure_text("Non è cambiato");
    let field = FormField::new(&format!("avviso-{}", alert.id), "frequency", error);
    Effect::watch(
        move || value.get(),
        move |frequency, _, _| {
            let wanted = NewAlert { query: alert.query.clone(), frequency: AlertFrequency::from(frequency.as_str()) };
            submission.send(wanted.check(), || create_alert(&wanted), |_| {});
        },
        false,
    );
    view! {
        <SelectField
            field=field
            label="Quanto spesso"
            options=AlertFrequency::KNOWN.iter().map(|it| (it.as_str().to_owned(), labels::alert_frequency(it))).collect()
            value=value
       />
    }
}

#[component]
fn Delete(id: String, on_deleted: Callback<String>) -> impl IntoView {
    let submission = Submission::new("cancella-avviso");
    let on_submit = move |()| {
        let deleted = id.clone();
        submission.send(Ok::<_, Vec<_>>(()), || delete_alert(&id), move |_| on_deleted.run(deleted));
    };
    view! {
        <Form
            submission=submission
            button=("Cancella l’avviso", "Cancello…")
            button_class="button"
            failure_title="L’avviso c’è ancora"
            on_submit=on_submit
        />
    }
}
