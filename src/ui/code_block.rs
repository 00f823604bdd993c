use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::device::clipboard;
use crate::browser::page::document;

/// Text to copy. Long lines scroll inside the block.
#[component]
pub fn CodeBlock(
    #[prop(into)] id: String,
    /// Its format: "HTML".
    label: &'static str,
    #[prop(into)] text: Signal<String>,
) -> impl IntoView {
    let (title_id, text_id) = (format!("{id}-nome"), id);
    // The text that was copied, or could not be. For any other text there is no status.
    let (copied, refused) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let status = move || {
        text.with(|text| match (copied.with(|it| it == text), refused.with(|it| it == text)) {
            (true, _) => "Copiato.",
            (_, true) => "Non copiato: il testo è selezionato, copialo tu.",
            _ => "",
        })
    };
    let copy = {
        let text_id = text_id.clone();
        move |_| {
            let (text, text_id) = (text.get_untracked(), text_id.clone());
            // Cleared first: screen readers do not repeat a status that stays the same.
            copied.set(String::new());
            refused.set(String::new());
            spawn_local(async move {
                if clipboard::copy(&text).await {
                    copied.try_set(text);
                } else {
                    document::select_text(&text_id);
                    refused.try_set(text);
                }
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
