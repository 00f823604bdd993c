use contract::Widget;
use leptos::prelude::*;

use super::draft::{Draft, ELEMENT};
use super::part::Part;
use crate::api::LOADER;
use crate::browser::page::script;

/// Modifier of the box, and its label.
const WIDTHS: [(&str, &str); 3] = [("phone", "Telefono 320"), ("column", "Colonna 480"), ("page", "Pagina intera")];

/// The real element at typical widths, and its fallback without JavaScript.
#[component]
pub fn Preview(draft: Draft, words: Memo<String>) -> impl IntoView {
    script::load_once(LOADER);
    let width = RwSignal::new("page".to_owned());
    let buttons = WIDTHS.map(|(modifier, name)| {
        view! {
            <button
                class="button"
                type="button"
                aria-pressed=move || if width.with(|width| width == modifier) { "true" } else { "false" }
                on:click=move |_| width.set(modifier.to_owned())
            >
                {name}
            </button>
        }
    });
    let height = move || format!("{}px", draft.widget.with(Widget::height_px));
    let fallback = move || view! { <a href=move || draft.link()>{words}</a> };
    view! {
        <Part
            id="partner-anteprima-titolo"
            title="Anteprima"
            text="Così si vede nella tua pagina: in uno spazio stretto, in una colonna e a tutta larghezza."
        >
            <div class="partner__widths" role="group" aria-label="Larghezza dell’anteprima">
                {buttons.into_iter().collect_view()}
            </div>
            <div class="partner-stage" tabindex="0" role="region" aria-label="Anteprima alla larghezza scelta">
                <div
                    class=move || format!("partner-stage__box partner-stage__box--{}", width.get())
                    style:min-block-size=height
                >
                    <bacheca-offerte id=ELEMENT>{fallback()}</bacheca-offerte>
                </div>
            </div>
        </Part>
        <Part
            id="partner-senza-titolo"
            title="Senza JavaScript"
            text="Chi non ha JavaScript, o lo blocca, vede il collegamento che sta dentro l’elemento. Puoi cambiarne il testo."
        >
            <p class="partner-stage">{fallback()}</p>
        </Part>
    }
}
