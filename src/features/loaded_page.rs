use leptos::either::EitherOf3;
use leptos::prelude::*;

use super::failure::Failure;
use super::loaded::{Content, Fetched, retry_when_online};
use super::not_found::NotFound;
use super::page_ready::page_is_ready;
use crate::api::ApiError;

/// As [`Loaded`](super::loaded::Loaded), for what a whole page is about: when it does not exist, the page is a 404.
#[component]
pub fn LoadedPage<T, Shape, Shown, Render, Pending>(
    resource: Fetched<T>,
    /// What is being loaded, with its article: "l’articolo".
    what: &'static str,
    skeleton: Pending,
    render: Render,
) -> impl IntoView
where
    T: Content,
    Pending: Fn() -> Shape + Clone + Send + Sync + 'static,
    Shape: IntoView + 'static,
    Render: Fn(T) -> Shown + Clone + Send + Sync + 'static,
    Shown: IntoView + 'static,
{
    let retry = Callback::new(move |()| resource.refetch());
    retry_when_online(resource);
    view! {
        <Suspense fallback=skeleton>
            {move || {
                let render = render.clone();
                Suspend::new(async move {
                    match resource.await {
                        Ok(value) => EitherOf3::A(render(value)),
                        Err(ApiError::NotFound | ApiError::Gone) => EitherOf3::B(view! { <NotFound /> }),
                        Err(error) => {
                            page_is_ready("Qualcosa non va");
                            EitherOf3::C(view! { <Failure error=error what=what on_retry=retry /> })
                        }
                    }
                })
            }}
        </Suspense>
    }
}
