use leptos::prelude::*;

use super::form_field::FormField;
use super::text_field::Field;

/// One of a few values.
#[component]
pub fn SelectField(
    field: FormField,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// Value and label of each.
    options: Vec<(String, String)>,
    value: RwSignal<String>,
) -> impl IntoView {
    let options = options.into_iter().map(|(known, words)| {
        let option = known.clone();
        view! {
            <option value=known prop:selected=move || value.with(|value| *value == option)>
                {words}
            </option>
        }
    });
    let options: Vec<_> = options.collect();
    view! {
        <Field field=field.clone() label=label hint=hint.unwrap_or_default()>
            <div class="text-field__control">
                <select
                    class="text-field__input"
                    id=field.id
                    name=field.name
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {options}
                </select>
            </div>
        </Field>
    }
}
