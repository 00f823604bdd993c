use leptos::prelude::*;

use super::form_field::FormField;
use super::text_field::{Field, described_by, invalid};
use crate::i18n::grouped;

/// Several lines of text.
#[component]
pub fn TextArea(
    field: FormField,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = 3)] rows: u8,
    /// The browser allows no more.
    max_characters: usize,
    /// Is the number of typed characters shown?
    #[prop(default = false)]
    has_count: bool,
    value: RwSignal<String>,
) -> impl IntoView {
    let describedby = described_by(&field, hint.is_some());
    view! {
        <Field field=field.clone() label=label hint=hint.unwrap_or_default()>
            <textarea
                class="text-field__input"
                id=field.id
                name=field.name
                rows=rows.to_string()
                maxlength=max_characters.to_string()
                aria-describedby=describedby
                aria-invalid=invalid(field.error)
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            // Hidden from screen readers: announcing every count would disturb writing.
            {has_count
                .then(|| {
                    let of = grouped(max_characters as u64);
                    view! {
                        <p class="text-field__count" aria-hidden="true">
                            {move || value.with(|text| format!("{} di {of} caratteri", grouped(length(text))))}
                        </p>
                    }
                })}
        </Field>
    }
}

/// Length as the browser's `maxlength` counts it.
fn length(text: &str) -> u64 {
    text.encode_utf16().count() as u64
}
