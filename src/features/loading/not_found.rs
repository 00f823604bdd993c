use contract::JobSearch;
use leptos::prelude::*;

use crate::components::empty_state::{Drawing, EmptyPage};
use crate::features::loading::page_ready::page_is_ready;
use crate::i18n::page_title;
use crate::route::Route;
use crate::state::navigation::HEADING_ID;

/// What an address without a page shows, and a page whose subject does not exist.
#[component]
pub fn NotFound() -> impl IntoView {
    page_is_ready(page_title::NOT_FOUND);
    view! {
        <EmptyPage
            drawing=Drawing::NotFound
            heading_id=HEADING_ID
            title="Qui non c’è appuntato niente"
            text="L’indirizzo è sbagliato, oppure la pagina è stata tolta dalla bacheca. Da qui si riparte."
        >
            <a class="button button--primary" href=Route::JobPostings(JobSearch::default()).href()>
                "Cerca tra le offerte"
            </a>
            <a class="button" href=Route::ArticleIndex.href()>
                "Leggi il magazine"
            </a>
        </EmptyPage>
    }
}
