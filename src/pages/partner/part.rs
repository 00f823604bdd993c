use leptos::prelude::*;

/// A part of the page: its heading, what it is for, and the thing itself.
#[component]
pub fn Part(id: &'static str, title: &'static str, text: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class="partner__section" aria-labelledby=id>
            <h2 class="partner__title" id=id>
                {title}
            </h2>
            <p class="partner__text">{text}</p>
            {children()}
        </section>
    }
}
