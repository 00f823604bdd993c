use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_split_helpers::SplitLoaderError;

use super::loaded::page_failed;
use crate::api::ApiError;
use crate::browser::document;
use crate::components::skeleton::TextSkeleton;
use crate::state::connectivity::when_back_online;

/// A part of the program did not arrive.
#[derive(Debug)]
pub struct PartMissing;

impl From<SplitLoaderError> for PartMissing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A page, once its part of the program is there.
pub type PartView = Pin<Box<dyn Future<Output = Result<AnyView, PartMissing>>>>;

/// A page that comes in a part of its own: a skeleton until it is there, and "Riprova" when it does not come.
pub fn part_page(load: fn() -> PartView) -> AnyView {
    let attempt = RwSignal::new(());
    let is_missing = StoredValue::new(false);
    let on_retry = Callback::new(move |()| attempt.set(()));
    when_back_online(move || {
        if is_missing.get_value() {
            attempt.set(());
        }
    });
    let content = move || -> Pin<Box<dyn Future<Output = AnyView> + Send>> {
        attempt.track();
        // The browser has one thread; natively nothing waits here.
        let page = SendWrapper::new(load());
        Box::pin(async move {
            let page = page.await;
            // The page may have been left in the meantime.
            let _ = is_missing.try_set_value(page.is_err());
            page.unwrap_or_else(|PartMissing| missing(on_retry))
        })
    };
    let skeleton = || view! { <TextSkeleton label="Sto caricando la pagina" /> };
    view! { <Suspense fallback=skeleton>{move || Suspend::new(content())}</Suspense> }.into_any()
}

fn missing(on_retry: Callback<()>) -> AnyView {
    view! {
        {page_failed(ApiError::Unreachable, "la pagina", on_retry)}
        // A tab that is open for weeks may ask for a part that is nowhere any more.
        <p class="page__column section__note">
            "Se non basta, "
            <a href=document::address() rel="external">
                "ricarica tutto il sito"
            </a> "."
        </p>
    }
    .into_any()
}
