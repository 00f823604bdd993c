use leptos::prelude::*;

use super::form_field::FormField;
use super::icon::{Icon, IconView};
use super::text_field::{Field, described_by, invalid};
use crate::browser::device::file::{self, LocalFile};
use crate::browser::page::document;

/// What is shown of the chosen file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenFile {
    pub name: String,
    /// As text: "1,2 MB".
    pub size: String,
}

/// A file, chosen in the system's dialog or dropped on the field.
#[component]
pub fn FileField(
    field: FormField,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    /// Extensions with their dots, separated by commas.
    #[prop(into)]
    accept: String,
    #[prop(into)] chosen: Signal<Option<ChosenFile>>,
    on_choose: Callback<LocalFile>,
    #[prop(into)] on_remove: Callback<()>,
) -> impl IntoView {
    let describedby = described_by(&field, true);
    let id = field.id.clone();
    let action_for = id.clone();
    let chosen_id = format!("{id}-scelto");
    let remove = {
        let id = id.clone();
        move || {
            on_remove.run(());
            document::focus_later(&id, false);
        }
    };
    let describedby = {
        let chosen_id = chosen_id.clone();
        move || {
            let described = describedby().unwrap_or_default();
            Some(if chosen.with(Option::is_some) { format!("{chosen_id} {described}") } else { described })
        }
    };
    view! {
        <Field field=field.clone() label=label hint=hint>
            <div class="file-field">
                // The transparent control covers the whole area, so that files can be dropped anywhere on it.
                <input
                    class="file-field__input"
                    id=id
                    name=field.name
                    type="file"
                    accept=accept
                    aria-describedby=describedby
                    aria-invalid=invalid(field.error)
                    on:change=move |event| {
                        if let Some(file) = file::take(&event) {
                            on_choose.run(file);
                        }
                    }
                />
                // A second label: its text is part of the control's accessible name.
                <label class="file-field__action" for=action_for>
                    <IconView icon=Icon::Document />
                    {move || if chosen.with(Option::is_some) { "Scegli un altro file" } else { "Scegli il file" }}
                    <span class="file-field__or">" o trascinalo qui"</span>
                </label>
            </div>
            <div class="file-field__chosen">
                <span class="file-field__name" id=chosen_id role="status">
                    {move || {
                        chosen
                            .get()
                            .map(|ChosenFile { name, size }| {
                                view! {
                                    <IconView icon=Icon::Check />
                                    <span>{name} " " <span class="file-field__size">{size}</span></span>
                                }
                            })
                    }}
                </span>
                <Show when=move || chosen.with(Option::is_some)>
                    <button class="button button--quiet" type="button" on:click={
                        let remove = remove.clone();
                        move |_| remove()
                    }>"Togli il file"</button>
                </Show>
            </div>
        </Field>
    }
}
