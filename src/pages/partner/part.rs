use leptos::prelude::*;

/// A section of the page: heading, explanation and content.
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
