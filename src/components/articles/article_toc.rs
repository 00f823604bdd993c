use contract::Section;
use leptos::prelude::*;

use crate::browser::page::document;
use crate::ui::icon::{Icon, IconView};

/// Fragment and text of each heading of level 2.
pub fn entries(sections: &[Section]) -> Vec<(String, String)> {
    sections
        .iter()
        .filter(|section| section.level == 2)
        .map(|section| (section.id.clone(), section.heading.clone()))
        .collect()
}

/// Index beside the text, on wide windows. Marks the section being read.
#[component]
pub fn ArticleTocSide(entries: Vec<(String, String)>, #[prop(into)] current: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div class="article-toc article-toc--side article-page__sticky">
            <h2 class="article-toc__title" id="indice-titolo">
                "In questo articolo"
            </h2>
            <TocList entries=entries current=current />
        </div>
    }
}

/// Index under the title, closed, on narrow windows.
#[component]
pub fn ArticleTocInline(entries: Vec<(String, String)>) -> impl IntoView {
    view! {
        <details class="article-toc article-toc--inline disclosure">
            <summary class="disclosure__summary">"In questo articolo" <IconView icon=Icon::Chevron /></summary>
            <nav aria-label="Indice dell’articolo">
                <TocList entries=entries current=Signal::stored(None) />
            </nav>
        </details>
    }
}

#[component]
fn TocList(entries: Vec<(String, String)>, current: Signal<Option<String>>) -> impl IntoView {
    let items = entries.into_iter().map(|(id, heading)| {
        let href = format!("#{id}");
        let target = id.clone();
        let is_current = move || current.with(|current| current.as_deref() == Some(id.as_str())).then_some("true");
        view! {
            <li>
                <a
                    class="article-toc__link"
                    href=href
                    aria-current=is_current
                    // The router only scrolls there; the keyboard has to continue from there too.
                    on:click=move |_| document::focus_later(&target, false)
                >
                    {heading}
                </a>
            </li>
        }
    });
    view! { <ol class="article-toc__list">{items.collect_view()}</ol> }
}
