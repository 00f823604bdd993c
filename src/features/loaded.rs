use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use super::failure::Failure;
use super::not_found::NotFound;
use super::page_ready::page_is_ready;
use crate::api::{ApiError, Content, Request};
use crate::state::api::use_api;
use crate::state::connectivity::use_connectivity;
use crate::state::navigation::HEADING_ID;

/// What a request brings. Kept as text: one kind of resource for every type, as each kind costs a phone some 10 kB.
pub struct Fetched<T> {
    text: Resource<Result<String, ApiError>>,
    content: PhantomData<fn() -> T>,
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fetched<T> {}

/// Sends a request, and again whenever it changes.
pub fn fetch<T: Content>(request: impl Fn() -> Request<T> + Send + Sync + 'static) -> Fetched<T> {
    fn fetch_text(path: Arc<dyn Fn() -> String + Send + Sync>) -> Resource<Result<String, ApiError>> {
        let api = use_api();
        Resource::new_blocking(move || path(), move |path| api.fetch_text(&path))
    }
    Fetched { text: fetch_text(Arc::new(move || request().into_path())), content: PhantomData }
}

impl<T: Content> Fetched<T> {
    /// What came, for a view that does without when it did not come.
    pub fn get(self) -> Option<T> {
        let text = self.text.get()?.ok()?;
        use_api().read(&text).ok()
    }
}

/// Shows what a request brings: its skeleton while it is under way, an error card with "Riprova", or the thing itself.
/// Tries again by itself when the network comes back.
#[component]
pub fn Loaded<T, Shown, Render>(
    fetched: Fetched<T>,
    /// What is being loaded, with its article: "le offerte".
    what: &'static str,
    /// Title of the page when this is what the page is about, for when it fails. Its heading is above.
    #[prop(default = "")]
    page_title: &'static str,
    /// Shown instead of the error card when the API says that there is no such thing, or that nobody can ask for it.
    #[prop(optional, into)]
    refused: Option<ViewFn>,
    #[prop(into)] skeleton: ViewFn,
    render: Render,
) -> impl IntoView
where
    T: Content,
    Render: Fn(T) -> Shown + Send + Sync + 'static,
    Shown: IntoView + 'static,
{
    let failed = Failed { what, page_title, has_heading: true, refused };
    loaded(fetched.text, skeleton, show(render), failed)
}

/// As [`Loaded`], for what a whole page is about: when it does not exist, the page is a 404.
#[component]
pub fn LoadedPage<T, Shown, Render>(
    fetched: Fetched<T>,
    /// What is being loaded, with its article: "l’articolo".
    what: &'static str,
    #[prop(into)] skeleton: ViewFn,
    render: Render,
) -> impl IntoView
where
    T: Content,
    Render: Fn(T) -> Shown + Send + Sync + 'static,
    Shown: IntoView + 'static,
{
    let refused = Some(ViewFn::from(|| view! { <NotFound /> }));
    let failed = Failed { what, page_title: "Qualcosa non va", has_heading: false, refused };
    loaded(fetched.text, skeleton, show(render), failed)
}

type Show = Arc<dyn Fn(&str) -> Result<AnyView, ApiError> + Send + Sync>;

/// The one part that is compiled for every type.
fn show<T: Content, Shown: IntoView + 'static>(render: impl Fn(T) -> Shown + Send + Sync + 'static) -> Show {
    let api = use_api();
    Arc::new(move |text| api.read::<T>(text).map(|content| render(content).into_any()))
}

/// What stands in for something that could not be had.
#[derive(Clone)]
struct Failed {
    what: &'static str,
    page_title: &'static str,
    /// Is the page's heading there whatever comes?
    has_heading: bool,
    refused: Option<ViewFn>,
}

impl Failed {
    fn view(self, error: ApiError, on_retry: Callback<()>) -> AnyView {
        if !self.page_title.is_empty() {
            page_is_ready(self.page_title);
        }
        let Self { what, page_title, has_heading, refused } = self;
        match refused {
            Some(refused) if is_refusal(&error) => refused.run(),
            _ => view! {
                // The page has no subject to be named after, but still a heading for the focus to go to.
                {(!has_heading)
                    .then(|| {
                        view! {
                            <h1 class="visually-hidden" id=HEADING_ID tabindex="-1">
                                {page_title}
                            </h1>
                        }
                    })}
                <Failure error=error what=what on_retry=on_retry />
            }
            .into_any(),
        }
    }
}

/// Asking again would not help.
fn is_refusal(error: &ApiError) -> bool {
    match error {
        ApiError::NotFound | ApiError::Gone => true,
        ApiError::Refused(problem) => problem.status == 400,
        _ => false,
    }
}

type PendingView = Pin<Box<dyn Future<Output = AnyView> + Send>>;

fn loaded(text: Resource<Result<String, ApiError>>, skeleton: ViewFn, show: Show, failed: Failed) -> AnyView {
    let on_retry = retries(text);
    let content = move || -> PendingView {
        let (show, failed) = (show.clone(), failed.clone());
        Box::pin(async move {
            match text.await.and_then(|text| show(&text)) {
                Ok(view) => view,
                Err(error) => failed.view(error, on_retry),
            }
        })
    };
    view! { <Suspense fallback=move || skeleton.run()>{move || Suspend::new(content())}</Suspense> }.into_any()
}

/// What "Riprova" does; done unasked when the network is back and the last call did not reach the API.
fn retries(text: Resource<Result<String, ApiError>>) -> Callback<()> {
    let online = use_connectivity();
    Effect::watch(
        move || online.get(),
        move |is_online, _, _| {
            let is_unreached = text.with_untracked(|value| matches!(value, Some(Err(ApiError::Unreachable))));
            if *is_online && is_unreached {
                text.refetch();
            }
        },
        false,
    );
    Callback::new(move |()| text.refetch())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Problem;

    #[test]
    fn only_what_asking_again_can_not_help_is_a_refusal() {
        let refused = |status| {
            let kind = "about:blank".to_owned();
            let problem = Problem { kind, title: String::new(), status, detail: None, errors: Vec::new() };
            ApiError::Refused(Box::new(problem))
        };
        assert!(is_refusal(&ApiError::NotFound) && is_refusal(&ApiError::Gone) && is_refusal(&refused(400)));
        assert!(!is_refusal(&refused(403)) && !is_refusal(&ApiError::Server(500)) && !is_refusal(&ApiError::Malformed));
    }
}
