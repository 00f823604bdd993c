use contract::widget::ATTRIBUTES;
use leptos::prelude::*;

use super::draft::Draft;
use crate::api::LOADER;
use crate::browser::{document, script};

/// Id of the element that partners will have in their pages.
const ELEMENT: &str = "partner-anteprima";

/// Modifier of the box, and its name.
const WIDTHS: [(&str, &str); 3] = [("phone", "Telefono 320"), ("column", "Colonna 480"), ("page", "Pagina intera")];

/// The real thing, in boxes as wide as those it will stand in.
#[component]
pub fn Preview(draft: Draft, link: Signal<String>, words: Signal<String>) -> impl IntoView {
    let width = RwSignal::new("page");
    script::load_once(LOADER);
    Effect::new(move || {
        let pairs = draft.widget.with(contract::Widget::to_pairs);
        let value = |name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        document::set_attributes_later(ELEMENT, ATTRIBUTES.map(|name| (name, value(name))).into());
    });
    let buttons = WIDTHS.map(|(modifier, name)| {
        view! {
            <button
                class="button"
                type="button"
                aria-pressed=move || if width.get() == modifier { "true" } else { "false" }
                on:click=move |_| width.set(modifier)
            >
                {name}
            </button>
        }
    });
    let height = move || format!("{}px", draft.widget.with(contract::Widget::height_px));
    view! {
        <section class="partner__section" aria-labelledby="partner-anteprima-titolo">
            <h2 class="partner__title" id="partner-anteprima-titolo">
                "Anteprima"
            </h2>
            <div class="partner__widths" role="group" aria-label="Larghezza dell’anteprima">
                {buttons.into_iter().collect_view()}
            </div>
            <div class="partner-stage" tabindex="0" role="region" aria-label="Anteprima alla larghezza scelta">
                <div class=move || format!("partner-stage__box partner-stage__box--{}", width.get()) style:min-block-size=height>
                    <bacheca-offerte id=ELEMENT>
                        <a href=link>{words}</a>
                    </bacheca-offerte>
                </div>
            </div>
        </section>
        <section class="partner__section" aria-labelledby="partner-senza-titolo">
            <h2 class="partner__title" id="partner-senza-titolo">
                "Senza JavaScript"
            </h2>
            <p class="partner__text">
                "Chi non ha JavaScript, o lo blocca, vede il collegamento che sta dentro l’elemento. Puoi cambiarne il testo."
            </p>
            <p class="partner-stage">
                <a href=link>{words}</a>
            </p>
        </section>
    }
}
