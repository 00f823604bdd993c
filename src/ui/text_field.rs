use leptos::prelude::*;

use super::form_field::FormField;
use super::icon::{Icon, IconView};

/// Ids of a field's parts are derived from the field's id.
pub fn hint_id(id: &str) -> String {
    format!("{id}-aiuto")
}

pub fn error_id(id: &str) -> String {
    format!("{id}-errore")
}

/// Value of `aria-describedby`: the hint if there is one, and the error while there is one.
pub fn described_by(field: &FormField, has_hint: bool) -> impl Fn() -> Option<String> + use<> {
    let (hint, error_id, error) = (has_hint.then(|| hint_id(&field.id)), error_id(&field.id), field.error);
    move || {
        let error = error.with(Option::is_some).then(|| error_id.clone());
        let parts: Vec<String> = hint.clone().into_iter().chain(error).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// `aria-invalid` only while there is an error.
pub fn invalid(error: Signal<Option<String>>) -> impl Fn() -> Option<&'static str> {
    move || error.with(Option::is_some).then_some("true")
}

/// Label, hint and error around a control.
#[component]
pub fn Field(
    field: FormField,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    /// Another class, for a modifier or a second block.
    #[prop(default = "")]
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let FormField { id, error, .. } = field;
    let error_element = error_id(&id);
    view! {
        <div class=move || {
            let invalid = if error.with(Option::is_some) { " text-field--invalid" } else { "" };
            format!("text-field {class}{invalid}")
        }>
            <label class="text-field__label" for=id.clone()>
                {label}
            </label>
            {hint.filter(|hint| !hint.is_empty()).map(|hint| view! { <p class="text-field__hint" id=hint_id(&id)>{hint}</p> })}
            {move || {
                error.get().map(|error| view! { <p class="text-field__error" id=error_element.clone()><IconView icon=Icon::Alert /><span>{error}</span></p> })
            }}
            {children()}
        </div>
    }
}

/// A line of text.
#[component]
pub fn TextField(
    field: FormField,
    #[prop(into)] label: String,
    #[prop(default = "text")] kind: &'static str,
    autocomplete: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    value: RwSignal<String>,
) -> impl IntoView {
    let describedby = described_by(&field, hint.is_some());
    view! {
        <Field field=field.clone() label=label hint=hint.unwrap_or_default()>
            <div class="text-field__control">
                <input
                    class="text-field__input"
                    id=field.id
                    name=field.name
                    type=kind
                    autocomplete=autocomplete
                    aria-describedby=describedby
                    aria-invalid=invalid(field.error)
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </div>
        </Field>
    }
}
