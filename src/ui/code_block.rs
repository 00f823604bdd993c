use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{clipboard, document};

/// Text to copy. Long lines scroll inside it.
#[component]
pub fn CodeBlock(
    #[prop(into)] id: String,
    /// What it is: "HTML".
    label: &'static str,
    #[prop(into)] text: Signal<String>,
) -> impl IntoView {
    let (title_id, text_id) = (format!("{id}-nome"), id);
    // What has been copied, and whether it could be: about another text it says nothing.
    let copied = RwSignal::new((String::new(), false));
    let status = move || {
        copied.with(|(copied, is_done)| match (text.with(|text| text == copied), is_done) {
            (false, _) => "",
            (true, true) => "Copiato.",
            (true, false) => "Non copiato: il testo è selezionato, copialo tu.",
        })
    };
    let copy = {
        let text_id = text_id.clone();
        move |_| {
            let (text, text_id) = (text.get_untracked(), text_id.clone());
            // Emptied first: what stays the same is not said again.
            copied.set((String::new(), false));
            spawn_local(async move {
                let is_done = clipboard::copy(&text).await;
                if !is_done {
                    document::select_text(&text_id);
                }
                copied.try_set((text, is_done));
            });
        }
    };
    view! {
        <div class="code-block">
            <div class="code-block__head">
                <h3 class="code-block__title" id=title_id.clone()>
                    {label}
                </h3>
                <span class="code-block__status" role="status">
                    {status}
                </span>
                <button class="button" type="button" on:click=copy>
                    "Copia "
                    <span class="visually-hidden">{label}</span>
                </button>
            </div>
            <pre class="code-block__text" id=text_id tabindex="0" role="region" aria-labelledby=title_id>
                <code>{text}</code>
            </pre>
        </div>
    }
}
