use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;

use crate::api::{ApiError, Content, Query};
use crate::features::loading::failure::Failure;
use crate::features::loading::not_found::NotFound;
use crate::features::loading::page_ready::page_is_ready;
use crate::state::api::use_api;
use crate::state::connectivity::when_back_online;
use crate::state::navigation::HEADING_ID;

/// The title of a page that has no subject.
const FAILED_TITLE: &str = "Qualcosa non va";

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

/// Runs a query, and again whenever it changes.
pub fn fetch<T: Content>(query: impl Fn() -> Query<T> + Send + Sync + 'static) -> Fetched<T> {
    fn fetch_text(path: Arc<dyn Fn() -> String + Send + Sync>) -> Resource<Result<String, ApiError>> {
        let api = use_api();
        Resource::new_blocking(move || path(), move |path| api.query_text_for_view(&path))
    }
    Fetched { text: fetch_text(Arc::new(move || query().path().to_owned())), content: PhantomData }
}

impl<T: Content> Fetched<T> {
    /// What came, for a view that does without when it did not come.
    pub fn get(self) -> Option<T> {
        let text = self.text.get()?.ok()?;
        use_api().parse(&text).ok()
    }
}

/// Shows what a request brings: its skeleton while it is under way, an error card with "Riprova", or the thing itself.
/// Tries again by itself when the network comes back.
#[component]
pub fn AsyncContent<T, Shown, Render>(
    fetched: Fetched<T>,
    /// What is being loaded, with its article: "le offerte".
    what: &'static str,
    /// Title of the page when this is what the page is about, for when it fails. Its heading is above.
    #[prop(optional, into)]
    page_title: String,
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

/// As [`AsyncContent`], for what a whole page is about: when it does not exist, the page is a 404.
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
    let failed = Failed { what, page_title: FAILED_TITLE.to_owned(), has_heading: false, refused };
    loaded(fetched.text, page_coming(what, skeleton), show(render), failed)
}

type Show = Arc<dyn Fn(&str) -> Result<AnyView, ApiError> + Send + Sync>;

/// The one part that is compiled for every type.
fn show<T: Content, Shown: IntoView + 'static>(render: impl Fn(T) -> Shown + Send + Sync + 'static) -> Show {
    let api = use_api();
    Arc::new(move |text| api.parse::<T>(text).map(|content| render(content).into_any()))
}

/// What stands in for something that could not be had.
#[derive(Clone)]
struct Failed {
    what: &'static str,
    page_title: String,
    /// Is the page's heading there whatever comes?
    has_heading: bool,
    refused: Option<ViewFn>,
}

impl Failed {
    fn view(self, error: ApiError, on_retry: Callback<()>) -> AnyView {
        let Self { what, page_title, has_heading, refused } = self;
        // What is shown instead names itself.
        let is_replaced = refused.is_some() && error.is_refusal();
        if !page_title.is_empty() && !is_replaced {
            page_is_ready(page_title.as_str());
        }
        match refused {
            Some(refused) if error.is_refusal() => refused.run(),
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

/// What stands in for a page that is on its way. It has the heading, which every page has at every time and once: none of
/// the skeletons does, as they stand in parts of pages too.
pub(super) fn page_coming(what: &'static str, skeleton: ViewFn) -> ViewFn {
    ViewFn::from(move || {
        view! {
            <h1 class="visually-hidden">{format!("Sto caricando {what}")}</h1>
            {skeleton.run()}
        }
    })
}

/// What stands in for a page that could not be had.
pub(super) fn page_failed(error: ApiError, what: &'static str, on_retry: Callback<()>) -> AnyView {
    Failed { what, page_title: FAILED_TITLE.to_owned(), has_heading: false, refused: None }.view(error, on_retry)
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
    when_back_online(move || {
        if text.with_untracked(|value| matches!(value, Some(Err(ApiError::Unreachable)))) {
            text.refetch();
        }
    });
    Callback::new(move |()| text.refetch())
}
