//! A text field with suggestions: the "editable combobox with list autocomplete" of the ARIA Authoring Practices.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::browser::page::scroll;

use super::form_field::FormField;
use super::icon::{Icon, IconView};
use super::text_field::{Field, described_by, invalid};

/// One suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComboboxOption {
    pub value: String,
    pub label: String,
    /// Second line, such as a region.
    pub detail: String,
}

/// Direction of an arrow key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Next,
    Previous,
}

/// The next of `count` suggestions after `current`. Wraps around, with "none" between the last and the first.
fn step(current: Option<usize>, count: usize, step: Step) -> Option<usize> {
    let last = count.checked_sub(1)?;
    match (step, current) {
        (Step::Next, None) => Some(0),
        (Step::Next, Some(index)) => (index < last).then_some(index + 1),
        (Step::Previous, None) => Some(last),
        (Step::Previous, Some(index)) => index.checked_sub(1),
    }
}

#[component]
pub fn Combobox(
    /// Without a name in the document: what is typed is not the value.
    field: FormField,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(into)] placeholder: String,
    /// What is typed.
    text: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<ComboboxOption>>,
    /// Announced by screen readers when it changes: the number of suggestions, or why there are none.
    #[prop(into)]
    status: Signal<String>,
    #[prop(into)] on_input: Callback<String>,
    #[prop(into)] on_select: Callback<ComboboxOption>,
    /// Called when the field loses the focus.
    #[prop(into)]
    on_leave: Callback<()>,
) -> impl IntoView {
    let id = field.id.clone();
    let is_open = RwSignal::new(false);
    let active = RwSignal::new(None::<usize>);
    let is_expanded = move || is_open.get() && !options.with(Vec::is_empty);
    let list_id = format!("{id}-elenco");
    let list_label = label.clone();
    let option_id = {
        let id = id.clone();
        move |index: usize| format!("{id}-scelta-{index}")
    };
    let id_of_option = option_id.clone();
    let choose = move |option: ComboboxOption| {
        is_open.set(false);
        active.set(None);
        on_select.run(option);
    };
    let on_keydown = move |event: KeyboardEvent| {
        let count = options.with_untracked(Vec::len);
        match event.key().as_str() {
            "ArrowDown" | "ArrowUp" if count > 0 => {
                event.prevent_default();
                let direction = if event.key() == "ArrowDown" { Step::Next } else { Step::Previous };
                let from = if is_open.get_untracked() { active.get_untracked() } else { None };
                is_open.set(true);
                let to = step(from, count, direction);
                active.set(to);
                if let Some(index) = to {
                    scroll::into_sight_later(&id_of_option(index));
                }
            }
            "Enter" if is_open.get_untracked() => {
                let chosen =
                    active.get_untracked().and_then(|index| options.with_untracked(|all| all.get(index).cloned()));
                if let Some(option) = chosen {
                    // Otherwise Enter submits the form, as in any text field.
                    event.prevent_default();
                    choose(option);
                }
            }
            "Escape" if is_open.get_untracked() => {
                event.prevent_default();
                is_open.set(false);
                active.set(None);
            }
            _ => {}
        }
    };
    let active_descendant = {
        let option_id = option_id.clone();
        move || if is_expanded() { active.get().map(&option_id) } else { None }
    };
    let describedby = described_by(&field, hint.is_some());
    let error = field.error;
    view! {
        <Field field=field label=label hint=hint.unwrap_or_default() class="combobox">
            <div class="text-field__control">
                <IconView icon=Icon::Place class="icon text-field__icon" />
                <input
                    class="text-field__input"
                    id=id.clone()
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    autocapitalize="words"
                    spellcheck="false"
                    placeholder=placeholder
                    aria-autocomplete="list"
                    aria-expanded=move || if is_expanded() { "true" } else { "false" }
                    aria-controls=list_id.clone()
                    aria-activedescendant=active_descendant
                    aria-describedby=describedby
                    aria-invalid=invalid(error)
                    prop:value=text
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        text.set(typed.clone());
                        is_open.set(true);
                        active.set(None);
                        on_input.run(typed);
                    }
                    on:keydown=on_keydown
                    on:blur=move |_| {
                        // Also fires when a focused field is removed, and then its signals are already disposed.
                        if is_open.try_set(false).is_none() {
                            on_leave.try_run(());
                        }
                    }
                />
            </div>
            <div class="combobox__popup" hidden=move || !is_expanded()>
            <ul class="combobox__listbox" id=list_id role="listbox" aria-label=list_label>
                {move || {
                    options
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, option)| {
                            let chosen = option.clone();
                            let is_active = move || active.get() == Some(index);
                            view! {
                                <li
                                    class="combobox__option"
                                    id=option_id(index)
                                    role="option"
                                    aria-selected=move || if is_active() { "true" } else { "false" }
                                    // The press would blur the field and close the list before the click.
                                    on:mousedown=|event| event.prevent_default()
                                    on:click=move |_| choose(chosen.clone())
                                >
                                    <span class="combobox__label">{option.label}</span>
                                    <span class="combobox__meta">{option.detail}</span>
                                </li>
                            }
                        })
                        .collect_view()
                }}
            </ul>
            </div>
            <p class="visually-hidden" role="status">
                {move || status.get()}
            </p>
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_round() {
        assert_eq!(step(None, 3, Step::Next), Some(0));
        assert_eq!(step(Some(2), 3, Step::Next), None);
        assert_eq!(step(None, 3, Step::Previous), Some(2));
        assert_eq!(step(Some(0), 3, Step::Previous), None);
        assert_eq!(step(None, 0, Step::Next), None);
    }
}
