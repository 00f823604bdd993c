use leptos::prelude::*;

/// A list of checkboxes.
#[component]
pub fn TickList(
    /// Prefix of ids.
    id: &'static str,
    name: &'static str,
    /// Value and label of each.
    options: Vec<(String, String)>,
    /// The ticked values, in the order of ticking.
    chosen: RwSignal<Vec<String>>,
    /// Most that can be ticked.
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
