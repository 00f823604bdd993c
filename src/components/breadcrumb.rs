use leptos::prelude::*;

use crate::route::Route;

/// Links to the pages above, the topmost first. The page itself is not listed: its heading follows.
#[component]
pub fn Breadcrumb(trail: Vec<(Route, String)>) -> impl IntoView {
    let items = trail.into_iter().map(|(route, text)| {
        view! {
            <li class="breadcrumb__item">
                <a class="breadcrumb__link" href=route.href()>
                    {text}
                </a>
            </li>
        }
    });
    view! {
        <nav class="breadcrumb" aria-label="Percorso">
            <ol class="breadcrumb__list">{items.collect_view()}</ol>
        </nav>
    }
}
