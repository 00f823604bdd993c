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
    let status = RwSignal::new("");
    let (title_id, text_id) = (format!("{id}-titolo"), id);
    // What was copied is out of date.
    Effect::watch(move || text.track(), move |(), _, _| status.set(""), false);
    let copy = {
        let text_id = text_id.clone();
        move |_| {
            let (text, text_id) = (text.get_untracked(), text_id.clone());
            // Emptied first: what stays the same is not said again.
            status.set("");
            spawn_local(async move {
                let is_copied = clipboard::copy(&text).await;
                if !is_copied {
                    document::select_text(&text_id);
                }
                status.try_set(if is_copied {
                    "Copiato."
                } else {
                    "Non copiato: il testo è selezionato, copialo tu."
                });
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
                    "Copia"
                    <span class="visually-hidden">{format!(": {label}")}</span>
                </button>
            </div>
            <pre class="code-block__text" id=text_id tabindex="0" role="region" aria-labelledby=title_id>
                <code>{text}</code>
            </pre>
        </div>
    }
}
