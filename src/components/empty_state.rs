use leptos::prelude::*;

/// One of our illustrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    Empty,
    Error,
    NotFound,
    Offline,
}

impl Drawing {
    fn src(self) -> &'static str {
        match self {
            Self::Empty => "/illustrations/empty.svg",
            Self::Error => "/illustrations/error.svg",
            Self::NotFound => "/illustrations/not-found.svg",
            Self::Offline => "/illustrations/offline.svg",
        }
    }
}

/// Says that there is nothing to show, and why. The children are links to continue.
#[component]
pub fn EmptyState(
    drawing: Drawing,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    /// A code for whoever is asked for help.
    #[prop(optional, into)]
    code: Option<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty-state empty-state--card">
            <img class="empty-state__image" src=drawing.src() width="480" height="320" alt="" />
            <h2 class="empty-state__title">{title}</h2>
            <p class="empty-state__text">{text}</p>
            <div class="empty-state__actions">{children()}</div>
            {code.map(|code| view! { <p class="empty-state__code">{code}</p> })}
        </div>
    }
}

/// The same as a whole page, with the page's heading.
#[component]
pub fn EmptyPage(
    drawing: Drawing,
    heading_id: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty-state empty-state--page">
            <img class="empty-state__image" src=drawing.src() width="480" height="320" alt="" />
            <h1 class="empty-state__title" id=heading_id tabindex="-1">
                {title}
            </h1>
            <p class="empty-state__text">{text}</p>
            <div class="empty-state__actions">{children()}</div>
        </div>
    }
}
