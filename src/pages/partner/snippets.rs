use contract::Widget;
use leptos::prelude::*;

use super::draft::Draft;
use super::part::Part;
use super::snippet::{self, Surroundings};
use crate::api::LOADER;
use crate::browser::page::document;
use crate::state::api::use_api;
use crate::ui::code_block::CodeBlock;

/// The code to paste.
#[component]
pub fn Snippets(draft: Draft, words: Memo<String>) -> impl IntoView {
    let text = move |write: fn(&Widget, &Surroundings) -> String| {
        Signal::derive(move || {
            let script = format!("{}{LOADER}", document::origin());
            let around = Surroundings { script, link: draft.link(), words: words.get() };
            draft.widget.with(|widget| write(widget, &around))
        })
    };
    view! {
        <Part
            id="partner-copia-titolo"
            title="Copia e incolla"
            text="Se nella pagina ci sono più elementi, la riga con lo script basta una volta."
        >
            <CodeBlock id="partner-html" label="HTML" text=text(snippet::html) />
            <CodeBlock id="partner-wordpress" label="WordPress" text=text(snippet::wordpress) />
            <p class="partner__text">
                "In WordPress apri il menu con i tre puntini della pagina, scegli «Editor del codice» e incolla dove vuoi le offerte. Serve il permesso di inserire HTML senza filtri: di solito lo hanno gli amministratori."
            </p>
        </Part>
    }
}

/// Feeds of the same offers.
#[component]
pub fn Feeds(draft: Draft) -> impl IntoView {
    let api = use_api();
    // The links are rendered again as a whole: this needs less code than three reactive attributes.
    let items = move || {
        let search = draft.search();
        let partner = draft.widget.with(|widget| widget.partner.clone());
        let item = |(format, name)| {
            let href = api.feed_address(format, &search, partner.as_ref());
            // `external`: not a page of the site, so the router must not handle it.
            view! {
                <li>
                    <a href=href rel="external">
                        {name}
                    </a>
                </li>
            }
        };
        [("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed")].map(item).into_iter().collect_view()
    };
    view! {
        <Part
            id="partner-feed-titolo"
            title="Feed"
            text="Le stesse offerte per i programmi che leggono i feed, le più recenti per prime."
        >
            <ul class="partner__links" role="list">
                {items}
            </ul>
        </Part>
    }
}

/// What a strict Content-Security-Policy has to allow.
#[component]
pub fn Policy() -> impl IntoView {
    let directives = format!("script-src {};\nframe-src {};", host(&document::origin()), host(&use_api().address()));
    view! {
        <Part
            id="partner-csp-titolo"
            title="Se il tuo sito ha una Content-Security-Policy"
            text="Aggiungi questi due indirizzi alle direttive che hai già: non serve altro. Se gli stili in linea sono vietati, scrivi l’altezza di bacheca-offerte nel tuo foglio di stile e togli l’attributo style."
        >
            <CodeBlock id="partner-csp" label="Direttive" text=directives />
        </Part>
    }
}

/// Scheme, host and port: with a path, a policy would allow only that file.
fn host(address: &str) -> String {
    address.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_policy_names_hosts() {
        assert_eq!(super::host("https://api.example:8443/base/v2"), "https://api.example:8443");
        assert_eq!(super::host("http://localhost:3000"), "http://localhost:3000");
    }
}
