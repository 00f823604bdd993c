use std::sync::Arc;

use contract::{JobApplication, JobSearch};
use leptos::prelude::*;

use crate::components::empty_state::{Drawing, EmptyPage};
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::job_posting::{publisher, title_and_place};
use crate::route::Route;
use crate::state::navigation::HEADING_ID;

/// What happens next, with links to continue.
#[component]
pub fn SentApplication(application: Arc<JobApplication>) -> impl IntoView {
    page_is_ready("Candidatura inviata");
    let job_posting = &application.job_posting;
    let whom = publisher(job_posting).unwrap_or("Chi pubblica l’offerta").to_owned();
    let text = format!(
        "{} · {whom} ora ha il tuo curriculum. Se vuole conoscerti ti scrive o ti chiama: quando e se, lo decide da sé.",
        title_and_place(job_posting)
    );
    let similar = job_posting.occupation.as_ref().map(|it| JobSearch::for_occupation(&it.slug)).unwrap_or_default();
    view! {
        <EmptyPage drawing=Drawing::Empty heading_id=HEADING_ID title="Candidatura inviata" text=text>
            <a class="button button--primary" href=Route::Applications.href()>
                "Le tue candidature"
            </a>
            <a class="button" href=Route::JobPostings(similar).href()>
                "Offerte simili"
            </a>
        </EmptyPage>
    }
}
