use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::device::{clipboard, share};
use crate::browser::page::document;
use crate::route::{Route, encode};
use crate::ui::icon::{Icon, IconView};

/// Ways to share a page: the native share sheet where there is one, the link, WhatsApp, email.
#[component]
pub fn ShareBar(#[prop(into)] title: String, route: Route) -> impl IntoView {
    let url = format!("{}{}", document::origin(), route.href());
    let status = RwSignal::new(String::new());
    let whatsapp = format!("https://wa.me/?text={}", encode(&format!("{title} {url}")));
    let email = format!("mailto:?subject={}&body={}", encode(&title), encode(&url));
    let native = share::can_share().then(|| {
        let (title, url) = (title.clone(), url.clone());
        let on_click = move |_| {
            let (title, url) = (title.clone(), url.clone());
            spawn_local(async move { share::share(&title, &url).await });
        };
        view! {
            <li class="share-bar__item">
                <button class="button" type="button" on:click=on_click>
                    <IconView icon=Icon::Share />
                    "Condividi"
                </button>
            </li>
        }
    });
    let copy = move |_| {
        let url = url.clone();
        spawn_local(async move {
            let is_copied = clipboard::copy(&url).await;
            status.set(if is_copied { "Link copiato.".to_owned() } else { format!("Copia questo link: {url}") });
        });
    };
    view! {
        <section class="share-bar" aria-labelledby="condividi-titolo">
            <h2 class="share-bar__title" id="condividi-titolo">
                "Ti è stato utile?"
            </h2>
            <ul class="share-bar__list" role="list">
                {native} <li class="share-bar__item">
                    <button class="button" type="button" on:click=copy>
                        <IconView icon=Icon::Link />
                        "Copia il link"
                    </button>
                </li> <li class="share-bar__item">
                    <a class="button" href=whatsapp target="_blank" rel="noopener noreferrer">
                        <IconView icon=Icon::Chat />
                        "WhatsApp"
                    </a>
                </li> <li class="share-bar__item">
                    <a class="button" href=email>
                        <IconView icon=Icon::Mail />
                        "Email"
                    </a>
                </li>
            </ul>
            <p class="share-bar__status" role="status">
                {move || status.get()}
            </p>
        </section>
    }
}
