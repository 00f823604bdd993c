use leptos::prelude::*;

use super::form_field::FormField;
use super::text_field::hint_id;

#[component]
pub fn Checkbox(
    field: FormField,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    is_checked: RwSignal<bool>,
) -> impl IntoView {
    let FormField { id, name, .. } = field;
    view! {
        <div class="checkbox">
            <input
                class="checkbox__input"
                id=id.clone()
                name=name
                type="checkbox"
                aria-describedby=hint_id(&id)
                prop:checked=is_checked
                on:change=move |event| is_checked.set(event_target_checked(&event))
            />
            <label class="checkbox__label" for=id.clone()>
                {label}
            </label>
            <p class="checkbox__hint" id=hint_id(&id)>
                {hint}
            </p>
        </div>
    }
}
