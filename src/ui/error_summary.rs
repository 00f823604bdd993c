use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::browser::page::document;

/// An error, with the id of its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryItem {
    pub field_id: String,
    pub text: String,
}

/// All errors of a form with links to the fields. Move the focus to its id when it appears.
#[component]
pub fn ErrorSummary(#[prop(into)] id: String, #[prop(into)] items: Signal<Vec<SummaryItem>>) -> impl IntoView {
    let title_id = format!("{id}-titolo");
    view! {
        <Show when=move || !items.with(Vec::is_empty)>
            <div class="error-summary" id=id.clone() tabindex="-1" role="alert" aria-labelledby=title_id.clone()>
                <h2 class="error-summary__title" id=title_id.clone()>
                    <IconView icon=Icon::Alert />
                    "C’è qualcosa da sistemare"
                </h2>
                <ul class="error-summary__list" role="list">
                    {move || {
                        items
                            .get()
                            .into_iter()
                            .map(|item| {
                                let target = item.field_id.clone();
                                view! {
                                    <li>
                                        <a
                                            class="error-summary__link"
                                            href=format!("#{}", item.field_id)
                                            on:click=move |event| {
                                                // The router would only scroll there, without moving the focus.
                                                event.prevent_default();
                                                document::focus_later(&target, true);
                                            }
                                        >
                                            {item.text}
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </div>
        </Show>
    }
}
