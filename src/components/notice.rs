use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};

/// How much a notice matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something closes soon, or has closed.
    Soon,
    Critical,
    Done,
}

/// A highlighted message.
#[component]
pub fn Notice(
    kind: NoticeKind,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    /// Announced at once by screen readers, for messages that appear after the page.
    #[prop(default = false)]
    is_alert: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (class, icon) = match kind {
        NoticeKind::Soon => ("notice notice--soon", Icon::Clock),
        NoticeKind::Critical => ("notice notice--critical", Icon::Alert),
        NoticeKind::Done => ("notice notice--positive", Icon::Check),
    };
    view! {
        <div class=class role=is_alert.then_some("alert")>
            <IconView icon=icon />
            <div>
                <p class="notice__title">{title}</p>
                <p>{text}</p>
            </div>
            {children.map(|children| children())}
        </div>
    }
}
