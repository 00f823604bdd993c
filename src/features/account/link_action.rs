//! Does what an email's link is for, when a button is pressed: mail scanners open links by themselves.

use leptos::either::Either;
use leptos::prelude::*;

use crate::api::{ApiError, Command};
use crate::browser::page::document;
use crate::components::empty_state::{Drawing, EmptyPage};
use crate::features::forms::form::{Form, Submission};
use crate::features::loading::page_ready::page_is_ready;
use crate::state::navigation::HEADING_ID;

/// The token behind `#` in a link. Taking it removes it from the address bar and so from the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkToken(pub String);

impl LinkToken {
    pub fn take() -> Option<Self> {
        let token = document::fragment().map(Self);
        document::forget_fragment();
        token
    }
}

/// The page for a link without a token, or with one that the API does not know any more.
#[component]
pub fn ExpiredLink(text: &'static str, children: Children) -> impl IntoView {
    page_is_ready("Questo link non vale più");
    view! {
        <EmptyPage drawing=Drawing::Error heading_id=HEADING_ID title="Questo link non vale più" text=text>
            {children()}
        </EmptyPage>
    }
}

/// A question and a button, and what replaces them afterwards.
#[component]
pub fn LinkAction(
    token: LinkToken,
    title: &'static str,
    text: &'static str,
    button: (&'static str, &'static str),
    failure_title: &'static str,
    command: fn(&str) -> Command,
    /// Shown when it is done; its heading has [`HEADING_ID`].
    #[prop(into)]
    done: ViewFn,
    /// Shown when the API does not know the token.
    #[prop(into)]
    expired: ViewFn,
    #[prop(into)] on_done: Callback<()>,
) -> impl IntoView {
    let end = RwSignal::new(None::<bool>);
    let submission = Submission::new("link");
    Effect::new(move || {
        if matches!(submission.failure().get(), Some(ApiError::NotFound | ApiError::Gone)) {
            end.set(Some(false));
        }
    });
    let on_submit = Callback::new(move |()| {
        submission.send(
            Ok::<_, Vec<_>>(()),
            || command(&token.0),
            move |_| {
                on_done.run(());
                end.set(Some(true));
                document::focus_later(HEADING_ID, true);
            },
        );
    });
    move || match end.get() {
        Some(true) => Either::Left(done.run()),
        Some(false) => Either::Left(expired.run()),
        None => Either::Right(view! {
            <Question title=title text=text>
                <Form submission=submission button=button failure_title=failure_title on_submit=on_submit />
            </Question>
        }),
    }
}

#[component]
fn Question(title: &'static str, text: &'static str, children: Children) -> impl IntoView {
    page_is_ready(title);
    view! {
        <div class="page__column">
            <div class="page__head">
                <h1 class="page__title" id=HEADING_ID tabindex="-1">
                    {title}
                </h1>
                <p class="page__lead">{text}</p>
            </div>
            {children()}
        </div>
    }
}

/// A page that says that something is done, with links to continue.
#[component]
pub fn DonePage(title: &'static str, #[prop(into)] text: String, children: Children) -> impl IntoView {
    page_is_ready(title);
    view! {
        <EmptyPage drawing=Drawing::Empty heading_id=HEADING_ID title=title text=text>
            {children()}
        </EmptyPage>
    }
}
