use leptos::prelude::*;

use crate::browser::device::storage;
use crate::browser::page::document;

const KEY: &str = "bacheca.theme";

/// The colour scheme, stored on the device. src/scripts/start/early.js applies it before the first paint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn parse(text: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.as_str() == text).unwrap_or(Self::System)
    }
}

#[derive(Clone, Copy)]
pub struct ThemeState(RwSignal<Theme>);

impl ThemeState {
    pub fn get(self) -> Theme {
        self.0.get()
    }

    pub fn choose(self, theme: Theme) {
        self.0.set(theme);
        match theme {
            Theme::System => {
                storage::remove(KEY);
                document::set_root_attribute("data-theme", None);
            }
            Theme::Light | Theme::Dark => {
                storage::write(KEY, theme.as_str());
                document::set_root_attribute("data-theme", Some(theme.as_str()));
            }
        }
    }
}

pub fn provide_theme() {
    let theme = ThemeState(RwSignal::new(Theme::System));
    theme.choose(storage::read(KEY).as_deref().map_or(Theme::System, Theme::parse));
    provide_context(theme);
}

pub fn use_theme() -> ThemeState {
    use_context().unwrap_or_else(|| ThemeState(RwSignal::new(Theme::System)))
}
