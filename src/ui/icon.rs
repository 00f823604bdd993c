use leptos::prelude::*;

/// Our own icons on a 24 × 24 grid, in the colour of the text around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    Place,
    Clock,
    Share,
    Link,
    Chat,
    Mail,
    Chevron,
    Eye,
    Locate,
    Close,
    Check,
    Alert,
    Sun,
    Moon,
    System,
    Offline,
    Retry,
    Bookmark,
    Filter,
    Search,
    Person,
    Document,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Document => "M6.5 3.5h7.5l4.5 4.5v12.5h-12v-17ZM13.5 3.5v5h5M9.5 13h6M9.5 16.5h6",
            Self::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.7-6 7.5-6s6.9 2 7.5 6",
            Self::Place => {
                "M12 21s-7-6.1-7-11.4a7 7 0 0 1 14 0C19 14.9 12 21 12 21ZM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z"
            }
            Self::Clock => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.2l3.4 2",
            Self::Share => "M12 15V3.5M8 7.3l4-3.8 4 3.8M6.5 11H5v9.5h14V11h-1.5",
            Self::Link => {
                "M10 13.8a4 4 0 0 0 5.8.2l3.1-3.1a4 4 0 0 0-5.7-5.7l-1.4 1.4M14 10.2a4 4 0 0 0-5.8-.2l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.4-1.4"
            }
            Self::Chat => "M4 20.2l1.3-4.1a8 8 0 1 1 3 2.9L4 20.2ZM8.8 10.3h6.4M8.8 13.5h4",
            Self::Mail => {
                "M4.5 5.5h15a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1ZM4 7l8 6.2L20 7"
            }
            Self::Chevron => "M9 5.5l6.5 6.5L9 18.5",
            Self::Eye => {
                "M2.5 12S6 5.6 12 5.6 21.5 12 21.5 12 18 18.4 12 18.4 2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z"
            }
            Self::Locate => {
                "M12 18.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M12 12h.01"
            }
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Check => "M5 12.6l4.6 4.6L19.2 7.4",
            Self::Alert => "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.6v5.2M12 16.4h.01",
            Self::Sun => {
                "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Self::Moon => "M20 14.4A8.5 8.5 0 0 1 9.6 4 8.5 8.5 0 1 0 20 14.4Z",
            Self::System => {
                "M4.5 4.5h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1ZM8.5 20h7M12 16.5V20"
            }
            Self::Offline => {
                "M4 4l16 16M5.2 12.8a10 10 0 0 1 4-2.5M13.4 9.8a10 10 0 0 1 5.4 3M8.4 16.2a5.2 5.2 0 0 1 5.2-1.3M2.2 9.2A14.4 14.4 0 0 1 6 6.7M10.3 5.3a14.4 14.4 0 0 1 11.5 3.9M12 19.6h.01"
            }
            Self::Bookmark => "M7 3.8h10a1 1 0 0 1 1 1v15.4l-6-4.6-6 4.6V4.8a1 1 0 0 1 1-1Z",
            Self::Filter => "M4 7h16M7 12h10M10 17h4",
            Self::Search => "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.3 15.3 20 20",
            Self::Retry => "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 3.5v4h-4",
        }
    }
}

/// An icon beside a text with the same meaning, so it is hidden from screen readers.
#[component]
pub fn IconView(icon: Icon, #[prop(default = "icon")] class: &'static str) -> impl IntoView {
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true">
            <path d=icon.path()></path>
        </svg>
    }
}
