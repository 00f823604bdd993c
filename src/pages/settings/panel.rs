use leptos::prelude::*;

/// A section of the page with its heading.
#[component]
pub fn Panel(id: &'static str, title: &'static str, #[prop(into)] text: String, children: Children) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby=id>
            <h2 class="panel__title" id=id>
                {title}
            </h2>
            <p class="panel__text">{text}</p>
            {children()}
        </section>
    }
}
