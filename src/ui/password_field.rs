use leptos::prelude::*;

use super::form_field::FormField;
use super::icon::{Icon, IconView};
use super::text_field::{Field, described_by, invalid};

/// A password that can be shown, pasted and filled in by a password manager.
#[component]
pub fn PasswordField(
    field: FormField,
    #[prop(into)] label: String,
    /// `current-password` or `new-password`, for password managers.
    autocomplete: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    value: RwSignal<String>,
    /// Feedback while the value is typed; empty for none.
    #[prop(optional, into)]
    progress: Option<Signal<String>>,
    /// Is the rule in `progress` met?
    #[prop(default = Signal::stored(false), into)]
    is_met: Signal<bool>,
) -> impl IntoView {
    let is_shown = RwSignal::new(false);
    let describedby = described_by(&field, hint.is_some());
    view! {
        <Field field=field.clone() label=label hint=hint.unwrap_or_default()>
            <div class="text-field__control">
                <input
                    class="text-field__input"
                    id=field.id.clone()
                    name=field.name
                    type=move || if is_shown.get() { "text" } else { "password" }
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    aria-describedby=describedby
                    aria-invalid=invalid(field.error)
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <button
                    class="text-field__action"
                    type="button"
                    aria-pressed=move || if is_shown.get() { "true" } else { "false" }
                    aria-controls=field.id
                    on:click=move |_| is_shown.update(|shown| *shown = !*shown)
                >
                    <IconView icon=Icon::Eye />
                    "Mostra"
                    <span class="visually-hidden">" la password"</span>
                </button>
            </div>
            {progress
                .map(|progress| {
                    view! {
                        <p
                            class=move || if is_met.get() { "text-field__hint text-field__hint--met" } else { "text-field__hint" }
                            role="status"
                        >
                            {move || progress.get()}
                        </p>
                    }
                })}
        </Field>
    }
}
