use contract::JobSearch;
use leptos::either::Either;
use leptos::prelude::*;

use crate::browser::page::document;
use crate::components::job_postings::job_posting_card::HeadingLevel;
use crate::features::account::sign_up_form::{SignUpForm, SignedUp};
use crate::features::job_postings::job_posting_list::JobPostingList;
use crate::route::Route;
use crate::state::session::use_session;
use crate::ui::icon::{Icon, IconView};

/// Reasons to sign up, each with a tick.
#[component]
pub fn SignUpReasons(reasons: [&'static str; 3]) -> impl IntoView {
    let items = reasons.map(|reason| {
        view! {
            <li class="sign-up-panel__point">
                <IconView icon=Icon::Check />
                <span>{reason}</span>
            </li>
        }
    });
    view! {
        <ul class="sign-up-panel__list" role="list">
            {items.into_iter().collect_view()}
        </ul>
    }
}

/// The form, replaced by a confirmation when it was sent.
#[component]
pub fn SignUp(id: &'static str) -> impl IntoView {
    let signed_up = RwSignal::new(None::<SignedUp>);
    let heading_id = format!("{id}-fatto");
    let on_success = {
        let heading_id = heading_id.clone();
        Callback::new(move |done| {
            signed_up.set(Some(done));
            document::focus_later(&heading_id, true);
        })
    };
    move || match signed_up.get() {
        None => Either::Left(view! { <SignUpForm id=id on_success=on_success /> }),
        Some(done) => Either::Right(view! { <Done heading_id=heading_id.clone() done=done /> }),
    }
}

/// An email was sent; below are offers near the place. The text is the same for an address that has an account already.
#[component]
fn Done(heading_id: String, done: SignedUp) -> impl IntoView {
    let (search, near) = match &done.place {
        Some(place) => (JobSearch::near_place(&place.slug), format!("vicino a {}", place.name)),
        None => (JobSearch::default(), "appena pubblicate".to_owned()),
    };
    let all = Route::JobPostings(search.clone());
    let nothing_near =
        move || view! { <p>"Per ora qui vicino non c’è niente di aperto. Guarda le offerte nel resto d’Italia."</p> };
    view! {
        <div class="sign-up-done">
            <span class="empty-state__badge">
                <IconView icon=Icon::Mail />
            </span>
            <h2 class="empty-state__title" id=heading_id tabindex="-1">
                "Controlla la posta"
            </h2>
            <p class="empty-state__text">
                "Abbiamo scritto a " <strong>{done.email}</strong>
                ": apri il link e l’account è pronto. Vale 24 ore. Se avevi già un account con questa email, resta quello di prima."
            </p>
            <h3 class="sign-up-done__subtitle">{format!("Le offerte {near}")}</h3>
            <JobPostingList search=search limit=3 level=HeadingLevel::H4 class="card-list" id_prefix="vicine-" empty=nothing_near />
            <a class="button button--primary button--block" href=all.href()>
                {format!("Tutte le offerte {near}")}
            </a>
        </div>
    }
}

/// The short form at the end of an article, for visitors who are not signed in.
#[component]
pub fn SignUpPanel() -> impl IntoView {
    let is_signed_in = use_session().is_signed_in();
    let reasons = [
        "Le offerte ordinate per distanza da casa tua", "Solo il comune: nessun indirizzo, nessun curriculum",
        "Niente email promozionali, se non le chiedi",
    ];
    view! {
        <Show when=move || !is_signed_in.get()>
            <section class="sign-up-panel" aria-labelledby="registrati-titolo">
                <div class="sign-up-panel__body">
                    <div class="sign-up-panel__pitch">
                        <h2 class="sign-up-panel__title" id="registrati-titolo">
                            "La prossima offerta, prima vicino a te"
                        </h2>
                        <SignUpReasons reasons=reasons />
                    </div>
                    <div class="sign-up-panel__form">
                        <SignUp id="breve" />
                    </div>
                </div>
            </section>
        </Show>
    }
}
