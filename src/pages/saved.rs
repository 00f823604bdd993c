//! `/salvate`: the saved offers, first as stored on this device, then up to date.

mod sections;

use chrono::{DateTime, Utc};
use contract::deadline::rome_date;
use contract::{JobPostingSummary, JobSearch};
use leptos::either::Either;
use leptos::prelude::*;

use self::sections::{Entry, Sections};
use crate::browser::page::document;
use crate::components::empty_state::{Drawing, EmptyState};
use crate::components::job_postings::job_posting_card::{HeadingLevel, JobPostingCard, JobPostingPlace};
use crate::components::notice::{Notice, NoticeKind};
use crate::components::skeleton::JobPostingsSkeleton;
use crate::features::account::account_page::AccountHead;
use crate::features::job_postings::save_button::{SaveButton, removal_id};
use crate::features::loading::failure::{Failure, explain};
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::dates;
use crate::i18n::job_posting::organization;
use crate::route::Route;
use crate::state::connectivity::{use_connectivity, when_back_online};
use crate::state::navigation::HEADING_ID;
use crate::state::saved::{Refresh, SaveOutcome, Saved, use_saved};
use crate::state::session::use_session;
use crate::ui::icon::{Icon, IconView};

const TITLE: &str = "Offerte salvate";
const LEAD: &str = "Le ritrovi qui anche senza rete. Prima quelle che stanno per scadere.";
/// Cards shown of each section, and added by "Mostra altre".
const STEP: usize = 30;

#[component]
pub fn SavedPage() -> impl IntoView {
    let is_signed_in = use_session().is_signed_in();
    let head = move || match is_signed_in.get() {
        true => Either::Left(view! { <AccountHead title=TITLE lead=LEAD /> }),
        false => Either::Right(view! { <PlainHead /> }),
    };
    view! {
        {head}
        <SavedJobPostings saved=use_saved() is_signed_in=is_signed_in />
    }
}

#[component]
fn PlainHead() -> impl IntoView {
    page_is_ready(TITLE);
    view! {
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {TITLE}
            </h1>
            <p class="page__lead">{LEAD}</p>
        </div>
    }
}

#[component]
fn SavedJobPostings(saved: Saved, is_signed_in: ReadSignal<bool>) -> impl IntoView {
    let alive = StoredValue::new(());
    let refresh = move || saved.refresh(move || alive.try_get_value().is_some());
    Effect::new(move || {
        is_signed_in.track();
        refresh();
    });
    when_back_online(move || {
        if matches!(untrack(|| saved.refresh_state()), Refresh::Failed(_)) {
            refresh();
        }
    });
    let sections = Memo::new(move |_| Sections::new(&saved.items(), Utc::now()));
    follow_removals(saved, sections);
    let is_empty = Memo::new(move |_| sections.with(Sections::is_empty));
    view! {
        <Standing saved=saved is_signed_in=is_signed_in on_retry=move |()| refresh() />
        {move || match (is_empty.get(), is_signed_in.get(), saved.refresh_state()) {
            (false, ..) => view! { <Listed saved=saved sections=sections /> }.into_any(),
            // Before the account has answered, it is not known whether it has none.
            (true, true, Refresh::Busy) => view! { <JobPostingsSkeleton count=3 class="card-list" /> }.into_any(),
            (true, true, Refresh::Failed(error)) => {
                view! { <Failure error=error what="le offerte salvate" on_retry=move |()| refresh() /> }.into_any()
            }
            (true, ..) => view! { <Nothing /> }.into_any(),
        }}
    }
}

/// Moves the focus to the next card after one was removed.
fn follow_removals(saved: Saved, sections: Memo<Sections>) {
    Effect::watch(
        move || saved.outcome().get(),
        move |outcome, _, _| {
            let Some(SaveOutcome::Removed(removed)) = outcome else { return };
            let next = match removed.as_slice() {
                [removed] => sections.with_untracked(|sections| sections.after(removed, Utc::now())),
                _ => None,
            };
            match next {
                Some(id) => document::focus_later(&removal_id(&id), true),
                None => document::focus_later(HEADING_ID, true),
            }
        },
        false,
    );
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState
            drawing=Drawing::Empty
            title="Non hai ancora salvato nessuna offerta"
            text="Premi «Salva» su un’offerta che ti interessa: la ritrovi qui, con la scadenza in vista."
        >
            <a class="button button--primary" href=Route::JobPostings(JobSearch::default()).href()>
                "Cerca tra le offerte"
            </a>
        </EmptyState>
    }
}

/// Where the copies are stored, how old they are, and which changes the account does not know yet.
#[component]
fn Standing(saved: Saved, is_signed_in: ReadSignal<bool>, #[prop(into)] on_retry: Callback<()>) -> impl IntoView {
    let online = use_connectivity();
    let count = Memo::new(move |_| saved.count());
    let error = move || match saved.refresh_state() {
        Refresh::Failed(error) if online.get() => Some(error),
        _ => None,
    };
    let age = move || {
        let is_old = !online.get() || matches!(saved.refresh_state(), Refresh::Failed(_));
        saved.seen_between().filter(|_| is_old).map(|(oldest, newest)| age_words(oldest, newest))
    };
    let unsent = move || {
        let is_waiting = !online.get() || matches!(saved.refresh_state(), Refresh::Failed(_));
        match saved.unsent() {
            0 => None,
            _ if !is_waiting || !is_signed_in.get() => None,
            1 => Some("Una modifica aspetta di arrivare al tuo account: la mandiamo appena si può.".to_owned()),
            many => Some(format!("{many} modifiche aspettano di arrivare al tuo account: le mandiamo appena si può.")),
        }
    };
    view! {
        <div class="saved-standing">
            // Always in the document: screen readers announce its changes.
            <div role="status">
                {move || {
                    (count.get() > 0)
                        .then(error)
                        .flatten()
                        .map(|error| {
                            view! {
                                <Notice kind=NoticeKind::Soon title="Non siamo riusciti ad aggiornarle" text=explain(&error, true)>
                                    <button class="notice__action button" type="button" on:click=move |_| on_retry.run(())>
                                        <IconView icon=Icon::Retry />
                                        "Riprova"
                                    </button>
                                </Notice>
                            }
                        })
                }} {move || age().map(|text| view! { <p class="saved-standing__line">{text}</p> })}
                {move || unsent().map(|text| view! { <p class="saved-standing__line">{text}</p> })}
            </div>
            {move || (!is_signed_in.get() && count.get() > 0).then(|| view! { <Whereabouts saved=saved /> })}
        </div>
    }
}

/// Where the copies are stored, for visitors who are not signed in.
#[component]
fn Whereabouts(saved: Saved) -> impl IntoView {
    let sign_in = Route::SignIn.href();
    let sign_up = Route::SignUp.href();
    move || {
        let (sign_in, sign_up) = (sign_in.clone(), sign_up.clone());
        if saved.is_of_account() {
            return view! {
                <p class="saved-standing__line">
                    "La sessione è finita: queste sono le copie rimaste su questo dispositivo. "
                    <a href=sign_in>"Accedi"</a> " per aggiornarle."
                </p>
                <button
                    class="button"
                    type="button"
                    on:click=move |_| {
                        saved.clear();
                        document::focus_later(HEADING_ID, true);
                    }
                >
                    "Togli le copie da qui"
                </button>
            }
            .into_any();
        }
        let where_they_are = if saved.is_kept() {
            "Sono solo su questo dispositivo: per ritrovarle altrove "
        } else {
            "Il browser non ci lascia conservarle: restano finché questa scheda è aperta. Per non perderle "
        };
        view! {
            <p class="saved-standing__line">
                {where_they_are} <a href=sign_in>"accedi"</a> " o " <a href=sign_up>"crea l’account"</a> "."
            </p>
        }
        .into_any()
    }
}

#[component]
fn Listed(saved: Saved, sections: Memo<Sections>) -> impl IntoView {
    let remove_all = move |_| {
        let ids: Vec<String> =
            sections.with_untracked(|sections| sections.ended.iter().map(|entry| entry.copy.id.clone()).collect());
        saved.remove(&ids);
    };
    let remove_ended = move || {
        view! {
            <button class="button" type="button" on:click=remove_all>
                "Togli tutte"
                <span class="visually-hidden">" quelle non più aperte"</span>
            </button>
        }
    };
    view! {
        <div class="saved-list">
            <Part id="in-scadenza" title="In scadenza" sections=sections entries=|sections| &sections.closing />
            <Part id="aperte" title="Aperte" sections=sections entries=|sections| &sections.open />
            <Part id="chiuse" title="Non più aperte" sections=sections entries=|sections| &sections.ended action=remove_ended />
        </div>
    }
}

#[component]
fn Part(
    id: &'static str,
    title: &'static str,
    sections: Memo<Sections>,
    /// The entries of this section.
    entries: fn(&Sections) -> &Vec<Entry>,
    #[prop(optional, into)] action: Option<ViewFn>,
) -> impl IntoView {
    let limit = RwSignal::new(STEP);
    let count = Memo::new(move |_| sections.with(|sections| entries(sections).len()));
    let shown =
        move || sections.with(|sections| entries(sections).iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let show_more = move |_| {
        let before = limit.get_untracked();
        limit.set(before + STEP);
        // The button may have gone, so the focus moves to the first new card.
        let first =
            sections.with_untracked(|sections| entries(sections).get(before).map(|entry| removal_id(&entry.copy.id)));
        first.into_iter().for_each(|id| document::focus_later(&id, true));
    };
    let action = StoredValue::new(action);
    view! {
        <Show when=move || { count.get() > 0 }>
            <section class="saved-list__part" aria-labelledby=id>
                <div class="section__head">
                    <h2 class="section__title" id=id>
                        {title}
                    </h2>
                    {action.with_value(|action| action.as_ref().map(ViewFn::run))}
                </div>
                <div class="card-list">
                    <For each=shown key=|entry| entry.copy.version() let:entry>
                        <Card entry=entry />
                    </For>
                </div>
                <Show when=move || { count.get() > limit.get() }>
                    <button class="button" type="button" on:click=show_more>
                        {move || format!("Mostra altre {}", (count.get() - limit.get()).min(STEP))}
                    </button>
                </Show>
            </section>
        </Show>
    }
}

/// The button of a card on this page, with an id for the focus.
fn removal_button(job_posting: &JobPostingSummary) -> AnyView {
    view! { <SaveButton job_posting=job_posting.clone() id=removal_id(&job_posting.id) /> }.into_any()
}

#[component]
fn Card(entry: Entry) -> impl IntoView {
    if entry.copy.is_gone {
        return view! { <GoneCard job_posting=entry.job_posting /> }.into_any();
    }
    view! { <JobPostingCard job_posting=entry.job_posting level=HeadingLevel::H3 action=removal_button /> }.into_any()
}

/// An offer that the API does not know any more, with a button to remove it.
#[component]
fn GoneCard(job_posting: JobPostingSummary) -> impl IntoView {
    let heading_id = format!("offerta-{}", job_posting.id);
    view! {
        <article class="job-posting-card job-posting-card--closed" aria-labelledby=heading_id>
            <div class="job-posting-card__sheet saved-list__gone">
                <div class="job-posting-card__main">
                    <h3 class="job-posting-card__title" id=heading_id.clone()>
                        {job_posting.title.clone()}
                    </h3>
                    <p class="job-posting-card__organization">{organization(&job_posting)}</p>
                    <JobPostingPlace job_posting=job_posting.clone() />
                </div>
                <div class="job-posting-card__side">
                    <p class="deadline deadline--closed">
                        <IconView icon=Icon::Clock />
                        <span>"Non è più su Bacheca"</span>
                    </p>
                    <div class="job-posting-card__actions">{removal_button(&job_posting)}</div>
                </div>
            </div>
        </article>
    }
}

/// "Le vedi com’erano il 23 novembre 2026."
fn age_words(oldest: DateTime<Utc>, newest: DateTime<Utc>) -> String {
    let (oldest, newest) = (rome_date(oldest), rome_date(newest));
    let day = dates::long(oldest);
    if oldest == newest {
        format!("Le offerte sono come le hai viste il {day}.")
    } else {
        format!("Le offerte sono come le hai viste l’ultima volta, la meno recente il {day}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_old_the_copies_are() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (monday, friday) = (at("2026-11-23T10:00:00Z"), at("2026-11-27T10:00:00Z"));
        assert_eq!(age_words(monday, monday), "Le offerte sono come le hai viste il 23 novembre 2026.");
        assert!(age_words(monday, friday).ends_with("la meno recente il 23 novembre 2026."));
    }
}
