use leptos::prelude::*;

use crate::route::Route;

/// A section of a page with its heading, and a link to more of the same.
#[component]
pub fn Section(
    /// Id of the heading; unique on the page.
    #[prop(into)]
    id: String,
    #[prop(into)] title: String,
    #[prop(optional)] more: Option<(Route, &'static str)>,
    children: Children,
) -> impl IntoView {
    let heading_id = id.clone();
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section__head">
                <h2 class="section__title" id=heading_id>
                    {title}
                </h2>
                {more.map(|(route, text)| view! { <a class="section__more" href=route.href()>{text}</a> })}
            </div>
            {children()}
        </section>
    }
}
