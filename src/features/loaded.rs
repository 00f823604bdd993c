use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use super::not_found::NotFound;
use super::page_ready::page_is_ready;
use crate::api::ApiError;
use crate::state::connectivity::use_connectivity;
use crate::state::navigation::HEADING_ID;

/// What a call gave.
pub type Fetched<T> = Resource<Result<T, ApiError>>;

/// What a resource can hold: it may travel inside a page rendered ahead of time.
pub trait Content: Clone + Send + Sync + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static> Content for T {}

/// Shows what a resource brings: its skeleton while it is under way, an error card with "Riprova", or the thing itself.
/// Tries again by itself when the network comes back.
#[component]
pub fn Loaded<T, Shown, Render>(
    resource: Fetched<T>,
    /// What is being loaded, with its article: "le offerte".
    what: &'static str,
    #[prop(into)] skeleton: ViewFn,
    render: Render,
) -> impl IntoView
where
    T: Content,
    Render: Fn(T) -> Shown + Clone + Send + Sync + 'static,
    Shown: IntoView + 'static,
{
    let retry = retries(resource);
    awaiting(skeleton, move || {
        let render = render.clone();
        Box::pin(async move {
            match resource.await {
                Ok(value) => render(value).into_any(),
                Err(error) => view! { <Failure error=error what=what on_retry=retry /> }.into_any(),
            }
        })
    })
}

/// As [`Loaded`], for what a whole page is about: when it does not exist, the page is a 404.
#[component]
pub fn LoadedPage<T, Shown, Render>(
    resource: Fetched<T>,
    /// What is being loaded, with its article: "l’articolo".
    what: &'static str,
    #[prop(into)] skeleton: ViewFn,
    render: Render,
) -> impl IntoView
where
    T: Content,
    Render: Fn(T) -> Shown + Clone + Send + Sync + 'static,
    Shown: IntoView + 'static,
{
    let retry = retries(resource);
    awaiting(skeleton, move || {
        let render = render.clone();
        Box::pin(async move {
            match resource.await {
                Ok(value) => render(value).into_any(),
                Err(ApiError::NotFound | ApiError::Gone) => view! { <NotFound /> }.into_any(),
                Err(error) => {
                    page_is_ready("Qualcosa non va");
                    view! {
                        // The page has no subject to be named after, but still a heading for the focus to go to.
                        <h1 class="visually-hidden" id=HEADING_ID tabindex="-1">
                            "Qualcosa non va"
                        </h1>
                        <Failure error=error what=what on_retry=retry />
                    }
                    .into_any()
                }
            }
        })
    })
}

type PendingView = Pin<Box<dyn Future<Output = AnyView> + Send>>;

/// The one place with a suspense: every generic copy of its machinery costs a phone some 20 kB.
fn awaiting(skeleton: ViewFn, content: impl Fn() -> PendingView + Send + Sync + 'static) -> AnyView {
    fn erased(skeleton: ViewFn, content: Arc<dyn Fn() -> PendingView + Send + Sync>) -> AnyView {
        view! { <Suspense fallback=move || skeleton.run()>{move || Suspend::new(content())}</Suspense> }.into_any()
    }
    erased(skeleton, Arc::new(content))
}

/// What "Riprova" does; done unasked when the network is back and the last call did not reach the API.
fn retries<T: Content>(resource: Fetched<T>) -> Callback<()> {
    let online = use_connectivity();
    Effect::watch(
        move || online.get(),
        move |is_online, _, _| {
            let is_unreached = resource.with_untracked(|value| matches!(value, Some(Err(ApiError::Unreachable))));
            if *is_online && is_unreached {
                resource.refetch();
            }
        },
        false,
    );
    Callback::new(move |()| resource.refetch())
}
