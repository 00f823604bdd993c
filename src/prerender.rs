//! Renders the app's pages to HTML outside a browser, with the same components. Text, links and `<details>` work in that
//! HTML without the app; the app replaces it when it has started.
//!
//! Rendering makes no requests. The caller passes the API's answers and is told which ones are missing. Most pages need
//! two rounds; three where one answer decides what else is requested.

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
pub use crate::browser::page::document::PRERENDERED;
use crate::browser::page::served::Served;
pub use crate::browser::page::served::{ANSWER_ATTRIBUTE, LENGTH_ATTRIBUTE};

/// Answers of the API by path below `/api/v1`, query included.
pub type Answers = HashMap<String, String>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rendering {
    /// Content of the element that the app is mounted into.
    Page(String),
    /// The page also needs the answers to these paths. Never empty.
    Wants(Vec<String>),
}

/// Renders the page at an address (path and query). `meta` are the names and contents of the shell's `<meta>` elements,
/// in which the app finds its configuration. Takes a few milliseconds and stays on the calling thread: much of the app's
/// state is not `Send`.
///
/// # Errors
/// If no runtime can be created.
pub fn render(address: &str, meta: Arc<Vec<(String, String)>>, answers: Arc<Answers>) -> std::io::Result<Rendering> {
    // A runtime of its own: tasks that the page started end with it.
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let rendering = runtime.block_on(LocalSet::new().run_until(rendering(address, meta, answers)));
    Ok(rendering)
}

async fn rendering(address: &str, meta: Arc<Vec<(String, String)>>, answers: Arc<Answers>) -> Rendering {
    static EXECUTOR: Once = Once::new();
    // Fails if it is already set, which is fine.
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
    // Also if the lock is poisoned: a page with missing answers must not pass for a complete one.
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
