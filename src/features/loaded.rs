use leptos::either::Either;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::failure::Failure;
use crate::api::ApiError;
use crate::state::connectivity::use_connectivity;

/// What a call gave.
pub type Fetched<T> = Resource<Result<T, ApiError>>;

/// What a resource can hold: it may travel inside a page rendered ahead of time.
pub trait Content: Clone + Send + Sync + Serialize + DeserializeOwned + 'static {}

impl<T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static> Content for T {}

/// Shows what a resource brings: its skeleton while it is under way, an error card with "Riprova", or the thing itself.
/// Tries again by itself when the network comes back.
#[component]
pub fn Loaded<T, Shape, Shown, Render, Pending>(
    resource: Fetched<T>,
    /// What is being loaded, with its article: "le offerte".
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
                        Ok(value) => Either::Left(render(value)),
                        Err(error) => Either::Right(view! { <Failure error=error what=what on_retry=retry /> }),
                    }
                })
            }}
        </Suspense>
    }
}

/// Fetches again when the browser says that the network is back and the last call did not reach the API.
pub fn retry_when_online<T: Content>(resource: Fetched<T>) {
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
}
