use leptos::prelude::*;

use crate::state::theme::{Theme, use_theme};
use crate::ui::icon::{Icon, IconView};

fn label(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Sistema",
        Theme::Light => "Chiaro",
        Theme::Dark => "Scuro",
    }
}

fn icon(theme: Theme) -> Icon {
    match theme {
        Theme::System => Icon::System,
        Theme::Light => Icon::Sun,
        Theme::Dark => Icon::Moon,
    }
}

/// A small menu with three colour schemes.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let state = use_theme();
    let radios = Theme::ALL.map(|theme| {
        view! {
            <label class="theme-switch__option">
                <input
                    class="theme-switch__radio"
                    type="radio"
                    name="theme"
                    value=theme.as_str()
                    prop:checked=move || state.get() == theme
                    on:change=move |_| state.choose(theme)
                />
                <IconView icon=icon(theme) />
                {label(theme)}
            </label>
        }
    });
    view! {
        <details class="site-header__theme theme-switch">
            <summary class="theme-switch__summary">
                {move || view! { <IconView icon=icon(state.get()) /> }}
                <span class="visually-hidden">{move || format!("Tema: {}", label(state.get()).to_lowercase())}</span>
            </summary>
            <fieldset class="theme-switch__menu">
                <legend class="visually-hidden">"Tema"</legend>
                {radios.into_iter().collect_view()}
            </fieldset>
        </details>
    }
}
