use leptos::prelude::*;

/// Most values of one attribute; the frame looks at no more.
const MOST: usize = 10;

/// Several values of one attribute, as it is written: with commas.
#[component]
pub fn Ticks(
    id: &'static str,
    legend: &'static str,
    /// Value and words of each.
    options: Vec<(String, String)>,
    values: RwSignal<String>,
) -> impl IntoView {
    // An address may name what is not on the list: it can be taken away, too.
    let unlisted = split(&values.get_untracked())
        .filter(|value| !options.iter().any(|option| is_same(option, value)))
        .map(|value| (value.to_owned(), format!("«{value}»: non la conosciamo")))
        .collect::<Vec<_>>();
    let tick = |(index, option): (usize, (String, String))| {
        let id = format!("{id}-{index}");
        let words = option.1.clone();
        let is_chosen = {
            let option = option.clone();
            move || values.with(|list| split(list).any(|value| is_same(&option, value)))
        };
        let is_full = {
            let is_chosen = is_chosen.clone();
            move || !is_chosen() && values.with(|list| split(list).count() >= MOST)
        };
        view! {
            <li class="tick-list__item">
                <input
                    class="checkbox__input"
                    id=id.clone()
                    type="checkbox"
                    prop:checked=is_chosen
                    disabled=is_full
                    on:change=move |event| {
                        values.update(|list| *list = with(list, &option, event_target_checked(&event)));
                    }
                />
                <label class="tick-list__label" for=id>
                    {words}
                </label>
            </li>
        }
    };
    let ticks: Vec<_> = options.into_iter().chain(unlisted).enumerate().map(tick).collect();
    view! {
        <fieldset class="form__group">
            <legend class="text-field__label">{legend}</legend>
            <ul class="tick-list" role="list">
                {ticks}
            </ul>
        </fieldset>
    }
}

fn split(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|value| !value.is_empty())
}

/// Partners may have written the words instead of the value.
fn is_same((known, words): &(String, String), value: &str) -> bool {
    known == value || words.to_lowercase() == value.to_lowercase()
}

/// The list with or without an option.
fn with(list: &str, option: &(String, String), is_in: bool) -> String {
    let others = split(list).filter(|value| !is_same(option, value));
    let added = is_in.then_some(option.0.as_str());
    others.chain(added).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_goes_in_and_out_by_value_or_words() {
        let trade = ("commercio".to_owned(), "Commercio e negozi".to_owned());
        assert_eq!(with("", &trade, true), "commercio");
        assert_eq!(with(" turismo , commercio e negozi", &trade, true), "turismo,commercio");
        assert_eq!(with("commercio,turismo,Commercio e Negozi", &trade, false), "turismo");
        assert!(split(" ,a,, b ").eq(["a", "b"]));
    }
}
