//! `/partner`: builds what other people's sites paste to show our offers.

mod draft;
mod offer_card;
mod options;
mod preview;
mod snippet;
mod snippets;
mod ticks;

use contract::{JobSearch, Place};
use leptos::prelude::*;

use crate::api::taxonomy::list_occupations;
use crate::browser::document;
use crate::components::notice::{Notice, NoticeKind};
use crate::features::loaded::fetch;
use crate::features::page_ready::page_is_ready;
use crate::route::Route;
use crate::state::navigation::HEADING_ID;
use draft::Draft;
use offer_card::OfferCard;
use options::Options;
use preview::Preview;
use snippets::{Feeds, Policy, Snippets};

/// The page's heading and title.
const TITLE: &str = "Le offerte di Bacheca sul tuo sito";

#[component]
pub fn PartnerPage() -> impl IntoView {
    page_is_ready(TITLE);
    let draft = Draft::start();
    let roles = fetch(list_occupations);
    let known = Memo::new(move |_| roles.get().unwrap_or_default());
    let search = Signal::derive(move || searched(draft));
    let link = Signal::derive(move || format!("{}{}", document::origin(), Route::JobPostings(search.get()).href()));
    let words = Signal::derive(move || {
        let widget = draft.widget.get();
        let role = widget.occupation.map(|slug| {
            known.with(|known| {
                let entry = known.iter().find(|entry| entry.occupation.slug == slug);
                entry.map_or_else(|| slug.replace('-', " "), |entry| entry.occupation.preferred_label.clone())
            })
        });
        let place = draft.place.place.with(|place| place.as_ref().map(Place::label));
        snippet::link_words(&widget.language, role.as_deref(), place.as_deref())
    });
    view! {
        <div class="page__head">
            <h1 class="page__title" id=HEADING_ID tabindex="-1">
                {TITLE}
            </h1>
            <p class="page__lead">
                "Scegli quali offerte mostrare, copia tre righe e incollale nella tua pagina: le offerte restano aggiornate da sole. Niente cookie, niente tracciamento, nessun effetto sulla velocità della pagina."
            </p>
        </div>
        <AddressFaults draft=draft />
        <div class="partner">
            <div class="partner__options">
                <Options draft=draft roles=roles />
            </div>
            <div class="partner__results">
                <Preview draft=draft link=link words=words />
                <Snippets draft=draft link=link words=words />
                <OfferCard draft=draft />
                <Feeds draft=draft search=search />
                <Policy />
            </div>
        </div>
    }
}

/// The search on our own pages that shows the same offers. Only a comune that is known: another would be no search.
fn searched(draft: Draft) -> JobSearch {
    let place = draft.place.place.with(|place| place.as_ref().map(|place| place.slug.clone()));
    let widget = draft.widget.get();
    let search = widget.search(widget.occupation.clone(), place, widget.industry.clone());
    JobSearch { limit: None, sort: None, ..search }
}

/// The address named what does not hold.
#[component]
fn AddressFaults(draft: Draft) -> impl IntoView {
    move || {
        let faults = draft.address_faults.get();
        let lines: Vec<_> = faults.iter().map(|fault| format!("{}: {}.", fault.attribute, fault.message)).collect();
        (!lines.is_empty()).then(|| {
            let text = format!("{} Il resto è qui sotto, come lo mostreremmo.", lines.join(" "));
            view! {
                <div class="partner__faults">
                    <Notice kind=NoticeKind::Critical title="Qualcosa in questo indirizzo non va" text=text is_alert=true />
                </div>
            }
        })
    }
}
