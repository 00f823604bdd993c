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

/// The answer to a query. Kept as text, so that there is one type of resource: each type adds some 10 kB to the download.
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
    /// The answer, for a view that can do without it.
    pub fn get(self) -> Option<T> {
        let text = self.text.get()?.ok()?;
        use_api().parse(&text).ok()
    }
}

/// Shows the answer to a query: a skeleton while loading, an error card with "Riprova", or the content. Tries again by
/// itself when the network is back.
#[component]
pub fn AsyncContent<T, Shown, Render>(
    fetched: Fetched<T>,
    /// What is being loaded, with its article: "le offerte".
    what: &'static str,
    /// Title of the page if loading fails, for content that the page is about. The page has its own heading.
    #[prop(optional, into)]
    page_title: String,
    /// Shown instead of the error card if the API says that it does not exist, or that the request is invalid.
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

/// As [`AsyncContent`], for the content of a whole page: if it does not exist, the page is "not found".
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

/// The only part that is compiled for each type.
fn show<T: Content, Shown: IntoView + 'static>(render: impl Fn(T) -> Shown + Send + Sync + 'static) -> Show {
    let api = use_api();
    Arc::new(move |text| api.parse::<T>(text).map(|content| render(content).into_any()))
}

/// What is shown if loading fails.
#[derive(Clone)]
struct Failed {
    what: &'static str,
    page_title: String,
    /// Does the page have its heading in any case?
    has_heading: bool,
    refused: Option<ViewFn>,
}

impl Failed {
    fn view(self, error: ApiError, on_retry: Callback<()>) -> AnyView {
        let Self { what, page_title, has_heading, refused } = self;
        // The replacement sets its own title.
        let is_replaced = refused.is_some() && error.is_refusal();
        if !page_title.is_empty() && !is_replaced {
            page_is_ready(page_title.as_str());
        }
        match refused {
            Some(refused) if error.is_refusal() => refused.run(),
            _ => view! {
                // The page has no subject, but needs a heading for the focus.
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

/// Shown while a page is loading. It has the heading, of which every page has one at all times. Skeletons have none, as
/// they are also used in parts of pages.
pub(super) fn page_coming(what: &'static str, skeleton: ViewFn) -> ViewFn {
    ViewFn::from(move || {
        view! {
            <h1 class="visually-hidden">{format!("Sto caricando {what}")}</h1>
            {skeleton.run()}
        }
    })
}

/// Shown if a page can't be loaded.
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

/// Fetches again for "Riprova"; also when the network is back after the API could not be reached.
fn retries(text: Resource<Result<String, ApiError>>) -> Callback<()> {
    when_back_online(move || {
        if text.with_untracked(|value| matches!(value, Some(Err(ApiError::Unreachable)))) {
            text.refetch();
        }
    });
    Callback::new(move |()| text.refetch())
}
