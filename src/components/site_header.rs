use contract::JobSearch;
use leptos::prelude::*;

use crate::route::Route;
use crate::ui::icon::{Icon, IconView};

/// The logo: a board with a round pin.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="site-header__mark" viewBox="0 0 32 32" aria-hidden="true">
            <path
                d="M5 9.5A2.5 2.5 0 0 1 7.5 7h17A2.5 2.5 0 0 1 27 9.5v17a2.5 2.5 0 0 1-2.5 2.5h-17A2.5 2.5 0 0 1 5 26.5Z"
                fill="none"
                stroke="currentcolor"
                stroke-width="2.5"
            ></path>
            <circle cx="16" cy="7.5" r="5.5" fill="currentcolor"></circle>
            <path d="M10.5 18.5h11M10.5 23.5h7" fill="none" stroke="currentcolor" stroke-width="2.5" stroke-linecap="round"></path>
        </svg>
    }
}

/// Logo, main links, and the link to the account or to sign-up. The children are controls at the end.
#[component]
pub fn SiteHeader(
    /// Path of the current page.
    #[prop(into)]
    path: Signal<String>,
    is_signed_in: ReadSignal<bool>,
    /// Hidden while somebody scrolls down.
    #[prop(into)]
    is_hidden: Signal<bool>,
    /// Link to the saved offers.
    saved: ViewFn,
    children: Children,
) -> impl IntoView {
    let entries = [("Offerte", Route::JobPostings(JobSearch::default())), ("Magazine", Route::ArticleIndex)];
    let items = entries.map(|(text, route)| {
        let href = route.href();
        let current = {
            let href = href.clone();
            move || {
                path.with(|path| {
                    if *path == href {
                        Some("page")
                    } else if path.strip_prefix(&href).is_some_and(|rest| rest.starts_with('/')) {
                        Some("true")
                    } else {
                        None
                    }
                })
            }
        };
        view! {
            <li>
                <a class="site-header__link" href=href aria-current=current>
                    {text}
                </a>
            </li>
        }
    });
    view! {
        <header class="site-header" data-hidden=move || is_hidden.get().then_some("")>
            <div class="site-header__bar">
                <a class="site-header__logo" href=Route::Home.href()>
                    <Mark />
                    "Bacheca"
                </a>
                <nav class="site-header__nav" aria-label="Principale">
                    <ul class="site-header__list">
                        {items.into_iter().collect_view()}
                        <li>{saved.run()}</li>
                        <Show when=move || !is_signed_in.get()>
                            <li class="site-header__sign-in">
                                <a class="site-header__link" href=Route::SignIn.href()>
                                    "Accedi"
                                </a>
                            </li>
                        </Show>
                    </ul>
                </nav>
                {children()}
                {move || {
                    if is_signed_in.get() {
                        view! {
                            <a class="site-header__account button" href=Route::Profile.href()>
                                <IconView icon=Icon::Person />
                                "Account"
                            </a>
                        }
                            .into_any()
                    } else {
                        view! {
                            <a class="site-header__account button button--primary" href=Route::SignUp.href()>
                                "Registrati"
                            </a>
                        }
                            .into_any()
                    }
                }}
            </div>
        </header>
    }
}
