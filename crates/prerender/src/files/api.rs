//! The API over the network, for who writes pages as files.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use contract::PageHead;
use tokio::sync::OnceCell;

use crate::content::{Source, SourceError};

/// How long an answer may take: the API may be busy with all the others that are asked at once.
const TIME_LIMIT: Duration = Duration::from_secs(30);

type Answer = Result<String, SourceError>;

/// A listings API at an address.
pub struct Api {
    client: reqwest::Client,
    base: String,
    /// What many pages ask is asked once.
    shared: Mutex<HashMap<String, Arc<OnceCell<Answer>>>>,
}

impl Api {
    /// `base` is the API's origin, with a path in front of `/api/v1` if it has one.
    ///
    /// # Errors
    /// When the machine has no certificates to tell servers by.
    pub fn new(base: &str) -> anyhow::Result<Self> {
        // An error says that one is installed already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder().timeout(TIME_LIMIT).build()?;
        Ok(Self { client, base: base.trim_end_matches('/').to_owned(), shared: Mutex::default() })
    }

    /// A text at a path of the API's origin.
    pub async fn text(&self, path: &str) -> Answer {
        let unreachable = |error: reqwest::Error| SourceError::Unreachable(chain(&error));
        let response = self.client.get(format!("{}{path}", self.base)).send().await.map_err(unreachable)?;
        if response.status() != reqwest::StatusCode::OK {
            return Err(SourceError::Status(response.status().as_u16()));
        }
        response.text().await.map_err(unreachable)
    }

    fn shared(&self, path: &str) -> Arc<OnceCell<Answer>> {
        let shared = self.shared.lock();
        shared.map(|mut shared| Arc::clone(shared.entry(path.to_owned()).or_default())).unwrap_or_default()
    }

    /// What the page at an address says of itself.
    pub async fn head(&self, address: &str) -> anyhow::Result<PageHead> {
        let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("path", address).finish();
        let text = self.text(&format!("/api/v1/page-heads?{query}")).await?;
        Ok(serde_json::from_str(&text)?)
    }
}

/// What went wrong, down to its cause: "error sending request" alone helps nobody.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |cause| cause.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

impl Source for Api {
    async fn answer(&self, path: &str) -> Answer {
        let asked = format!("/api/v1{path}");
        let fetch = || self.text(&asked);
        // An offer or an article is in one page: keeping it would only fill the memory.
        if path.starts_with("/job-postings/") || path.starts_with("/articles/") {
            return fetch().await;
        }
        self.shared(path).get_or_init(fetch).await.clone()
    }
}
