use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_split_helpers::SplitLoaderError;

use crate::api::ApiError;
use crate::browser::page::document;
use crate::components::skeleton::TextSkeleton;
use crate::features::loading::async_content::{page_coming, page_failed};
use crate::state::connectivity::when_back_online;

/// What is loaded, for messages.
const PAGE: &str = "la pagina";

/// A part of the program could not be loaded.
#[derive(Debug)]
pub struct PartMissing;

impl From<SplitLoaderError> for PartMissing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, PartMissing>>>>;

/// A view in a part of the program.
#[derive(Clone, Copy)]
pub struct Part {
    /// Fetches the part.
    pub fetch: fn() -> Pending<()>,
    /// Makes the view. Ready at once if the part is loaded.
    pub view: fn() -> Pending<AnyView>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Arrival {
    OnItsWay,
    Here,
    Missing,
}

/// A page in a part of its own: a skeleton until it is loaded, and "Riprova" if it can't be.
pub fn part_page(part: Part) -> AnyView {
    let skeleton = ViewFn::from(|| view! { <TextSkeleton label="Sto caricando la pagina" /> });
    part_view(part, page_coming(PAGE, skeleton), page_missing)
}

/// As [`part_page`], for a dialog over a page.
pub fn part_overlay(part: Part, missing: fn(Callback<()>) -> AnyView) -> AnyView {
    part_view(part, ViewFn::from(|| ()), missing)
}

fn part_view(part: Part, coming: ViewFn, missing: fn(Callback<()>) -> AnyView) -> AnyView {
    let arrival = RwSignal::new(Arrival::OnItsWay);
    let fetch = move || {
        let mut fetching = (part.fetch)();
        // A part that is already loaded is shown without a skeleton.
        if let Some(outcome) = at_once(&mut fetching) {
            arrival.set(arrived(outcome));
            return;
        }
        arrival.set(Arrival::OnItsWay);
        spawn_local(async move {
            let outcome = fetching.await;
            // The page may have been left in the meantime.
            let _ = arrival.try_set(arrived(outcome));
        });
    };
    fetch();
    when_back_online(move || {
        if arrival.get_untracked() == Arrival::Missing {
            fetch();
        }
    });
    let on_retry = Callback::new(move |()| fetch());
    let view = move || match arrival.get() {
        Arrival::OnItsWay => coming.run(),
        Arrival::Here => at_once(&mut (part.view)()).and_then(Result::ok).unwrap_or_else(|| missing(on_retry)),
        Arrival::Missing => missing(on_retry),
    };
    view.into_any()
}

fn arrived(outcome: Result<(), PartMissing>) -> Arrival {
    if outcome.is_ok() { Arrival::Here } else { Arrival::Missing }
}

/// Polls a future once, without waiting.
fn at_once<T>(future: &mut Pending<T>) -> Option<Result<T, PartMissing>> {
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => Some(outcome),
        Poll::Pending => None,
    }
}

fn page_missing(on_retry: Callback<()>) -> AnyView {
    view! {
        {page_failed(ApiError::Unreachable, PAGE, on_retry)}
        // A tab that has been open for weeks may need a part that no server has any more.
        <p class="empty-state__after">
            "Se non basta, "
            <a href=document::address() rel="external">
                "ricarica tutto il sito"
            </a> "."
        </p>
    }
    .into_any()
}
