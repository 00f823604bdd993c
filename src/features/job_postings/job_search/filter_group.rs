use leptos::prelude::*;

use crate::i18n::grouped;

/// One value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterOption {
    pub value: String,
    pub label: String,
    /// How many offers match it.
    pub count: u64,
    pub is_chosen: bool,
}

/// Options shown above "Mostra tutti".
const FEW: usize = 6;

/// Values of a filter, of which any number can be ticked.
#[component]
pub fn FilterChoices(
    /// Name of the URL parameter; also the prefix of ids.
    parameter: &'static str,
    legend: &'static str,
    #[prop(into)] options: Signal<Vec<FilterOption>>,
    /// Called with the value that was ticked or unticked.
    #[prop(into)]
    on_toggle: Callback<String>,
) -> impl IntoView {
    let has_all = RwSignal::new(false);
    let values = Memo::new(move |_| {
        options.with(|options| {
            let is_shown = |index: usize, option: &FilterOption| has_all.get() || index < FEW || option.is_chosen;
            let shown = options.iter().enumerate().filter(|(index, option)| is_shown(*index, option));
            shown.map(|(_, option)| (option.value.clone(), option.label.clone())).collect::<Vec<_>>()
        })
    });
    let has_more = move || options.with(Vec::len) > FEW;
    view! {
        <fieldset class="filter-group" hidden=move || options.with(Vec::is_empty)>
            <legend class="filter-group__legend">{legend}</legend>
            <For each=move || values.get() key=|entry| entry.clone() let:entry>
                <Choice parameter=parameter value=entry.0 label=entry.1 options=options on_toggle=on_toggle />
            </For>
            <Show when=has_more>
                <button
                    class="filter-group__more button button--quiet"
                    type="button"
                    aria-expanded=move || if has_all.get() { "true" } else { "false" }
                    on:click=move |_| has_all.update(|all| *all = !*all)
                >
                    {move || if has_all.get() { "Mostra meno" } else { "Mostra tutti" }}
                    <span class="visually-hidden">{format!(": {legend}")}</span>
                </button>
            </Show>
        </fieldset>
    }
}

#[component]
fn Choice(
    parameter: &'static str,
    value: String,
    label: String,
    options: Signal<Vec<FilterOption>>,
    on_toggle: Callback<String>,
) -> impl IntoView {
    let id = format!("filtro-{parameter}-{value}");
    let own = {
        let value = value.clone();
        Memo::new(move |_| {
            options.with(|options| {
                options.iter().find(|option| option.value == value).map(|own| (own.count, own.is_chosen))
            })
        })
    };
    let count = move || own.get().map(|(count, _)| grouped(count));
    view! {
        <div class="filter-group__option">
            <input
                class="checkbox__input"
                id=id.clone()
                type="checkbox"
                prop:checked=move || own.get().is_some_and(|(_, is_chosen)| is_chosen)
                on:change=move |_| on_toggle.run(value.clone())
            />
            <label class="filter-group__label" for=id>
                {label}
                " "
                <span class="filter-group__count">{count}</span>
            </label>
        </div>
    }
}

/// Values of a filter, of which one or none can be chosen.
#[component]
pub fn FilterSelect(
    parameter: &'static str,
    label: &'static str,
    /// Label of "no choice".
    any: &'static str,
    #[prop(into)] options: Signal<Vec<FilterOption>>,
    /// Called with the value chosen; empty for none.
    #[prop(into)]
    on_choose: Callback<String>,
) -> impl IntoView {
    let id = format!("filtro-{parameter}");
    let chosen = Memo::new(move |_| {
        options.with(|options| options.iter().find(|option| option.is_chosen).map(|option| option.value.clone()))
    });
    let items = move || {
        let options = options.get().into_iter().map(|option| {
            view! {
                <option value=option.value selected=option.is_chosen>
                    {format!("{} ({})", option.label, grouped(option.count))}
                </option>
            }
        });
        options.collect_view()
    };
    view! {
        <div class="text-field" hidden=move || options.with(Vec::is_empty)>
            <label class="text-field__label" for=id.clone()>
                {label}
            </label>
            <div class="text-field__control">
                <select class="text-field__input" id=id on:change=move |event| on_choose.run(event_target_value(&event))>
                    <option value="" selected=move || chosen.get().is_none()>
                        {any}
                    </option>
                    {items}
                </select>
            </div>
        </div>
    }
}
