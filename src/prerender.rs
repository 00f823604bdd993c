//! The app's pages as HTML, rendered outside a browser by the same components. Reading, links and `<details>` work in
//! that HTML as they do in the app; the app takes its place once it is there.
//!
//! Rendering asks nothing of the network: who renders gives the answers that the page shows, and is told which are
//! missing. Usually that takes two rounds, three where one answer decides what else is asked.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, Once, PoisonError};

use any_spawner::Executor;
use futures::StreamExt;
use hydration_context::SsrSharedContext;
use leptos::prelude::*;
use leptos_router::location::RequestUrl;
use tokio::task::LocalSet;

pub use crate::MOUNT_ID;
use crate::app::App;
pub use crate::browser::document::PRERENDERED;
use crate::browser::served::Served;
pub use crate::browser::served::{ANSWER_ATTRIBUTE, LENGTH_ATTRIBUTE};

/// Answers of the API by their path below `/api/v1`, with its query.
pub type Answers = HashMap<String, String>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rendering {
    /// What belongs into the element that the app takes over.
    Page(String),
    /// The page shows answers to these paths as well. Never empty.
    Wants(Vec<String>),
}

/// Renders the page at an address (path and query). `meta` are the names and contents of the shell's `<meta>` elements,
/// in which the app finds its configuration. Takes a few milliseconds of the calling thread, which it does not leave: much
/// of what the app holds may not change threads.
///
/// # Errors
/// When the system gives no runtime.
pub fn render(address: &str, meta: Arc<Vec<(String, String)>>, answers: Arc<Answers>) -> std::io::Result<Rendering> {
    // Its own, so that what was begun ends with the page, here.
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let rendering = runtime.block_on(LocalSet::new().run_until(rendering(address, meta, answers)));
    Ok(rendering)
}

async fn rendering(address: &str, meta: Arc<Vec<(String, String)>>, answers: Arc<Answers>) -> Rendering {
    static EXECUTOR: Once = Once::new();
    // Fails when it is set already, which is as good.
    EXECUTOR.call_once(|| drop(Executor::init_tokio()));
    let missing = Arc::new(Mutex::new(Vec::new()));
    let served = Served { address: address.to_owned(), meta, answers, missing: Arc::clone(&missing) };
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new())));
    let stream = owner.with(|| {
        provide_context(served);
        provide_context(RequestUrl::new(address));
        App().into_view().to_html_stream_in_order()
    });
    let html = stream.collect::<String>().await;
    owner.unset();
    // Also after a panic in the lock: a page without what is missing must not pass for a whole one.
    let missing = std::mem::take(&mut *missing.lock().unwrap_or_else(PoisonError::into_inner));
    if missing.is_empty() { Rendering::Page(html) } else { Rendering::Wants(missing) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendering(address: &str, answers: &[(&str, &str)]) -> Rendering {
        let answers = answers.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        render(address, Arc::default(), Arc::new(answers)).unwrap()
    }

    #[test]
    fn a_page_that_asks_nothing_is_rendered_at_once() {
        let Rendering::Page(html) = rendering("/privacy", &[]) else { panic!("wants something") };
        assert!(html.contains("<h1") && html.contains("Privacy"), "{html}");
    }

    #[test]
    fn what_is_missing_is_named() {
        let Rendering::Wants(paths) = rendering("/offerte/pag-0001", &[]) else { panic!("wants nothing") };
        assert_eq!(paths, ["/job-postings/pag-0001"]);
        let Rendering::Wants(paths) = rendering("/offerte?q=muletto", &[]) else { panic!("wants nothing") };
        assert!(paths.iter().any(|path| path.starts_with("/job-postings?") && path.contains("q=muletto")), "{paths:?}");
    }
}
