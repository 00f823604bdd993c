use leptos::prelude::*;

use super::text_field::{Field, described_by, invalid};

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] id: String,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = 3)] rows: u8,
    /// More can't be typed.
    max_characters: usize,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let describedby = described_by(&id, hint.is_some(), error);
    view! {
        <Field id=id.clone() label=label hint=hint.unwrap_or_default() error=error>
            <textarea
                class="text-field__input"
                id=id
                name=name
                rows=rows.to_string()
                maxlength=max_characters.to_string()
                aria-describedby=describedby
                aria-invalid=invalid(error)
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Field>
    }
}
