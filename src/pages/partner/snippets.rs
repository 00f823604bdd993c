use contract::{JobSearch, Widget};
use leptos::prelude::*;

use super::draft::Draft;
use super::snippet::{self, Surroundings};
use crate::api::LOADER;
use crate::browser::document;
use crate::state::api::use_api;
use crate::ui::code_block::CodeBlock;

/// What to paste, and what it needs.
#[component]
pub fn Snippets(draft: Draft, link: Signal<String>, words: Signal<String>) -> impl IntoView {
    let script = format!("{}{LOADER}", document::origin());
    let around = Signal::derive(move || Surroundings { script: script.clone(), link: link.get(), words: words.get() });
    let text = move |write: fn(&Widget, &Surroundings) -> String| {
        Signal::derive(move || draft.widget.with(|widget| around.with(|around| write(widget, around))))
    };
    view! {
        <section class="partner__section" aria-labelledby="partner-copia-titolo">
            <h2 class="partner__title" id="partner-copia-titolo">
                "Copia e incolla"
            </h2>
            <CodeBlock id="partner-html" label="HTML" text=text(snippet::html) />
            <p class="partner__text">
                "Incollalo dove vuoi le offerte. Se nella pagina ci sono più elementi, la riga con lo script basta una volta."
            </p>
            <CodeBlock id="partner-wordpress" label="WordPress" text=text(snippet::wordpress) />
            <p class="partner__text">
                "Nell’editor della pagina apri il menu con i tre puntini, scegli «Editor del codice» e incolla dove vuoi le offerte. Chi pubblica deve poter inserire HTML senza filtri: di solito gli amministratori."
            </p>
        </section>
    }
}

/// For who wants none of it but the offers.
#[component]
pub fn Feeds(draft: Draft, search: Signal<JobSearch>) -> impl IntoView {
    let api = StoredValue::new(use_api());
    let item = move |(format, name): (&'static str, &'static str)| {
        let href = move || {
            let partner = draft.widget.with(|widget| widget.partner.clone());
            search.with(|search| api.with_value(|api| api.feed_address(format, search, partner.as_ref())))
        };
        // Another server than the one that knows the site's pages.
        view! {
            <li>
                <a href=href rel="external">
                    {name}
                </a>
            </li>
        }
    };
    let items = [("rss", "RSS"), ("atom", "Atom"), ("json", "JSON Feed")].map(item);
    view! {
        <section class="partner__section" aria-labelledby="partner-feed-titolo">
            <h2 class="partner__title" id="partner-feed-titolo">
                "Feed"
            </h2>
            <p class="partner__text">"Le stesse offerte per i programmi che leggono i feed, le più recenti per prime."</p>
            <ul class="partner__links" role="list">
                {items.into_iter().collect_view()}
            </ul>
        </section>
    }
}

/// What a strict security policy has to let through.
#[component]
pub fn Policy() -> impl IntoView {
    let script = host(&document::origin());
    let frame = host(&use_api().address());
    let directives = format!("script-src {script};\nframe-src {frame};");
    view! {
        <section class="partner__section" aria-labelledby="partner-csp-titolo">
            <h2 class="partner__title" id="partner-csp-titolo">
                "Se il tuo sito ha una Content-Security-Policy"
            </h2>
            <p class="partner__text">
                "Aggiungi questi due indirizzi alle direttive che hai già: non serve altro. Se gli stili in linea sono vietati, scrivi l’altezza di bacheca-offerte nel tuo foglio di stile e togli l’attributo style."
            </p>
            <CodeBlock id="partner-csp" label="Direttive" text=directives />
        </section>
    }
}

/// Scheme, host and port: a policy takes a path for the name of one file.
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
