//! `/partner`: generates the HTML that partners paste into their sites to show our offers.

mod draft;
mod job_posting_picture;
mod options;
mod part;
mod preview;
mod snippet;
mod snippets;

use leptos::prelude::*;

use crate::components::notice::{Notice, NoticeKind};
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::page_title;
use crate::state::navigation::HEADING_ID;
use draft::Draft;
use job_posting_picture::JobPostingPicture;
use options::Options;
use preview::Preview;
use snippets::{Feeds, Policy, Snippets};

#[component]
pub fn PartnerPage() -> impl IntoView {
    page_is_ready(page_title::PARTNER);
    let draft = Draft::start();
    let words = Memo::new(move |_| draft.link_words());
    view! {
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {page_title::PARTNER}
            </h1>
            <p class="page__lead">
                "Scegli quali offerte mostrare, copia tre righe e incollale nella tua pagina: restano aggiornate da sole. Niente cookie, niente tracciamento, due kilobyte di script."
            </p>
        </div>
        {move || address_faults(draft)}
        <div class="partner">
            <div class="partner__options">
                <Options draft=draft />
            </div>
            <div class="partner__results">
                <Preview draft=draft words=words />
                <Snippets draft=draft words=words />
                <JobPostingPicture draft=draft />
                <Feeds draft=draft />
                <Policy />
            </div>
        </div>
    }
}

/// Shows the invalid attributes of the address.
fn address_faults(draft: Draft) -> Option<impl IntoView> {
    let faults = draft.address_faults.get();
    if faults.is_empty() {
        return None;
    }
    Some(view! {
        <div class="partner__faults">
            <Notice
                kind=NoticeKind::Critical
                title="Qualcosa in questo indirizzo non va"
                text=faults + "Il resto vale: lo trovi qui sotto."
                is_alert=true
            />
        </div>
    })
}
