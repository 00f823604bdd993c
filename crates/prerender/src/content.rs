//! What a page holds, and the answers of the API that it was made of.
//!
//! Rendering is synchronous and knows only the answers it is given. So [`render`] goes in rounds: render; if the app says
//! what it wants instead of a page, ask the [`Source`] for all of it at once, and render again. An answer that the source
//! can't give fails the page: half a page is never sent.

use std::future::Future;
use std::sync::Arc;

use bacheca::prerender::{Answers, Rendering, render as render_once};
use futures::future::try_join_all;

/// Rounds until a page has all it asks for. It knows what else to ask once it has an answer, which is as deep as its
/// content refers to other content: two of these are usual.
const MOST_ROUNDS: usize = 5;

/// Who answers what pages ask.
pub trait Source: Sync {
    /// The text of a success. `path` is below `/api/v1`, with its query.
    fn answer(&self, path: &str) -> impl Future<Output = Result<String, SourceError>> + Send;
}

/// Why there was no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The API said no, with this status.
    #[error("the API answered {0}")]
    Status(u16),
    #[error("the API could not be asked: {0}")]
    Unreachable(String),
}

/// Why a page could not be rendered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RenderError {
    #[error("{path}: {error}")]
    Source { path: String, error: SourceError },
    #[error("the page still asks for more after {MOST_ROUNDS} rounds, such as {0}")]
    Endless(String),
    #[error("rendering broke off: {0}")]
    Broken(String),
}

fn broken(error: impl std::fmt::Display) -> RenderError {
    RenderError::Broken(error.to_string())
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What the app's element holds.
    pub html: String,
    /// By path, sorted: two renderings of the same content are the same bytes.
    pub answers: Vec<(String, String)>,
}

/// Renders the page at an address (path and query). `meta` is the configuration that the app finds in its shell. Call it
/// within a Tokio runtime.
pub async fn render(
    address: &str,
    meta: Arc<Vec<(String, String)>>,
    source: &impl Source,
) -> Result<Content, RenderError> {
    let mut answers = Answers::new();
    for round in 1..=MOST_ROUNDS {
        let known = Arc::new(std::mem::take(&mut answers));
        let once = {
            let (address, meta, known) = (address.to_owned(), Arc::clone(&meta), Arc::clone(&known));
            tokio::task::spawn_blocking(move || render_once(&address, meta, known))
        };
        let wanted = match once.await.map_err(broken)?.map_err(broken)? {
            Rendering::Page(html) => {
                let mut answers: Vec<_> = Arc::unwrap_or_clone(known).into_iter().collect();
                answers.sort();
                return Ok(Content { html: without_markers(&html), answers });
            }
            Rendering::Wants(paths) => paths,
        };
        if round == MOST_ROUNDS {
            return Err(RenderError::Endless(wanted.into_iter().next().unwrap_or_default()));
        }
        answers = Arc::unwrap_or_clone(known);
        let fetched = wanted.into_iter().map(|path| async move {
            match source.answer(&path).await {
                Ok(text) => Ok((path, text)),
                Err(error) => Err(RenderError::Source { path, error }),
            }
        });
        answers.extend(try_join_all(fetched).await?);
    }
    Err(RenderError::Endless(address.to_owned()))
}

/// Without what would tell an app which element is which, as it brings its own: comments, and a space in place of every
/// empty text.
fn without_markers(html: &str) -> String {
    html.replace("<!>", "").replace("<!--<() />-->", "").replace("> </", "></")
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Silent;

    impl Source for Silent {
        async fn answer(&self, _path: &str) -> Result<String, SourceError> {
            Err(SourceError::Status(404))
        }
    }

    struct Empty;

    impl Source for Empty {
        async fn answer(&self, path: &str) -> Result<String, SourceError> {
            Ok(if path.starts_with("/articles") {
                r#"{"items":[],"total":0,"next_cursor":null}"#.to_owned()
            } else {
                "[]".to_owned()
            })
        }
    }

    #[tokio::test]
    async fn a_page_comes_with_what_it_asked() {
        let content = render("/articoli", Arc::default(), &Empty).await.unwrap();
        assert!(
            content.html.contains("<h1") && !content.html.contains("skeleton") && !content.html.contains("<!"),
            "{}",
            content.html
        );
        assert!(!content.answers.is_empty());
        assert!(content.answers.iter().all(|(path, _)| path.starts_with('/')), "{:?}", content.answers);
    }

    #[tokio::test]
    async fn what_the_api_refuses_is_no_page() {
        let error = render("/offerte/nessuna", Arc::default(), &Silent).await.unwrap_err();
        assert_eq!(
            error,
            RenderError::Source { path: "/job-postings/nessuna".into(), error: SourceError::Status(404) }
        );
    }
}
