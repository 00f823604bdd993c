use leptos::prelude::*;

/// Some of a list, each with a box to tick.
#[component]
pub fn TickList(
    /// Ids start with it.
    id: &'static str,
    name: &'static str,
    /// Value and words of each.
    options: Vec<(String, String)>,
    /// Values, in the order they were ticked.
    chosen: RwSignal<Vec<String>>,
    /// How many can be.
    most: usize,
) -> impl IntoView {
    let tick = |(index, (value, words)): (usize, (String, String))| {
        let id = format!("{id}-{index}");
        let is_chosen = {
            let value = value.clone();
            move || chosen.with(|all| all.contains(&value))
        };
        let is_full = {
            let is_chosen = is_chosen.clone();
            move || !is_chosen() && chosen.with(Vec::len) >= most
        };
        view! {
            <li class="tick-list__item">
                <input
                    class="checkbox__input"
                    id=id.clone()
                    type="checkbox"
                    name=name
                    prop:checked=is_chosen
                    disabled=is_full
                    on:change=move |event| {
                        let is_on = event_target_checked(&event);
                        chosen
                            .update(|all| {
                                all.retain(|it| *it != value);
                                if is_on {
                                    all.push(value.clone());
                                }
                            });
                    }
                />
                <label class="tick-list__label" for=id>
                    {words}
                </label>
            </li>
        }
    };
    let ticks: Vec<_> = options.into_iter().enumerate().map(tick).collect();
    view! {
        <ul class="tick-list" role="list">
            {ticks}
        </ul>
    }
}
