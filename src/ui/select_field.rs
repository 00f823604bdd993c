use leptos::prelude::*;

use super::text_field::Field;

/// One of a few values.
#[component]
pub fn SelectField(
    #[prop(into)] id: String,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// Value and label of each.
    options: Vec<(String, String)>,
    value: RwSignal<String>,
    #[prop(default = Signal::stored(None), into)] error: Signal<Option<String>>,
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
        <Field id=id.clone() label=label hint=hint.unwrap_or_default() error=error>
            <div class="text-field__control">
                <select
                    class="text-field__input"
                    id=id
                    name=name
                    on:change=move |event| value.set(event_target_value(&event))
                >
                    {options}
                </select>
            </div>
        </Field>
    }
}
