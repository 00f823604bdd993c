//! Pages as HTML, rendered when they are asked for and kept for a minute, which is as old as the API's own answers may be
//! in a browser: whatever an import or the clock changes is in the pages by then, and nobody has to say so.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode};
use axum::{Router, body};
use base64::Engine;
use contract::PageHead;
use lru::LruCache;
use prerender::content::{self, Content, Source, SourceError};
use prerender::shell::Shell;
use sha2::{Digest, Sha256};
use tokio::sync::{OnceCell, Semaphore};
use tower::ServiceExt;

use crate::error::ApiError;

/// As long as `Cache-Control` lets browsers keep the answers that a page is made of.
const LIFETIME: Duration = Duration::from_secs(60);
/// Pages kept: about 100 kB each.
const MOST_KEPT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(299);
/// Who waits longer gets the empty document: the app then asks by itself.
const TIME_LIMIT: Duration = Duration::from_secs(3);
/// Answers are built in memory; none comes near this.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// Cheap to clone.
#[derive(Clone)]
pub struct Pages(Arc<Inner>);

struct Inner {
    site_dir: Option<PathBuf>,
    /// Where the site is reached, for links that are shared.
    origin: String,
    calls: Calls,
    shell: Mutex<Option<KnownShell>>,
    kept: Mutex<LruCache<String, Kept>>,
    /// As many renderings at once as there are cores.
    rendering: Semaphore,
}

/// A page, and the security policy that holds for it: a build may be put in place while this process runs.
pub struct Document {
    pub html: String,
    pub policy: HeaderValue,
}

/// The shell as it was on disk at some time.
#[derive(Clone)]
struct KnownShell {
    changed: std::time::SystemTime,
    empty: Arc<Shell>,
    /// With its style inside.
    styled: Arc<Shell>,
    /// What the build wrote, and always the style that is inside.
    policy: HeaderValue,
}

#[derive(Clone)]
struct Kept {
    since: Instant,
    /// Rendered once, however many ask at the same time; `None` when that failed.
    content: Arc<OnceCell<Option<Arc<Content>>>>,
}

/// The API, asked without a socket.
struct Calls(Router);

impl Source for Calls {
    async fn answer(&self, path: &str) -> Result<String, SourceError> {
        let unreachable = |error: String| SourceError::Unreachable(error);
        let request = Request::get(format!("/api/v1{path}"))
            .body(Body::empty())
            .map_err(|error| unreachable(error.to_string()))?;
        let Ok(response) = self.0.clone().oneshot(request).await;
        if response.status() != StatusCode::OK {
            return Err(SourceError::Status(response.status().as_u16()));
        }
        let bytes = body::to_bytes(response.into_body(), LARGEST_ANSWER)
            .await
            .map_err(|error| unreachable(error.to_string()))?;
        String::from_utf8(bytes.into()).map_err(|error| unreachable(error.to_string()))
    }
}

impl Pages {
    /// `calls` answers what is below `/api/v1`.
    pub fn new(site_dir: Option<PathBuf>, origin: String, calls: Router) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Inner {
            site_dir,
            origin,
            calls: Calls(calls),
            shell: Mutex::new(None),
            kept: Mutex::new(LruCache::new(MOST_KEPT)),
            rendering: Semaphore::new(cores),
        }))
    }

    /// The document at an address (path and query). When it can't be rendered it is the empty one: whatever is wrong, the
    /// app says it better.
    pub async fn document(&self, address: &str, head: &PageHead, is_rendered: bool) -> Result<Document, ApiError> {
        let shell = self.shell().await?;
        let content = if is_rendered { self.content(address, &shell).await } else { None };
        let html = match content {
            Some(content) => shell.styled.document(head, Some(&content)),
            None => shell.empty.document(head, None),
        };
        Ok(Document { html, policy: shell.policy })
    }

    async fn content(&self, address: &str, shell: &KnownShell) -> Option<Arc<Content>> {
        let cell = self.cell(address);
        let content = cell
            .get_or_init(|| async {
                let work = async {
                    let _permit = self.0.rendering.acquire().await.ok()?;
                    let meta = Arc::clone(&shell.styled.meta);
                    match content::render(address, meta, &self.0.calls).await {
                        Ok(content) => Some(Arc::new(content)),
                        Err(error) => {
                            tracing::warn!(%address, %error, "a page was not rendered");
                            None
                        }
                    }
                };
                tokio::time::timeout(TIME_LIMIT, work).await.unwrap_or_else(|_| {
                    tracing::warn!(%address, "rendering a page took too long");
                    None
                })
            })
            .await
            .clone();
        if content.is_none() {
            self.forget(address);
        }
        content
    }

    fn cell(&self, address: &str) -> Arc<OnceCell<Option<Arc<Content>>>> {
        let new = || Kept { since: Instant::now(), content: Arc::default() };
        let Ok(mut kept) = self.0.kept.lock() else { return Arc::default() };
        match kept.get(address).filter(|kept| kept.since.elapsed() < LIFETIME) {
            Some(known) => Arc::clone(&known.content),
            None => {
                let fresh = new();
                kept.put(address.to_owned(), fresh.clone());
                fresh.content
            }
        }
    }

    /// The next one who asks may have more luck.
    fn forget(&self, address: &str) {
        if let Ok(mut kept) = self.0.kept.lock() {
            kept.pop(address);
        }
    }

    /// Read again when a new build has been put in its place.
    async fn shell(&self) -> Result<KnownShell, ApiError> {
        let internal = |error: String| ApiError::Internal(format!("shell.html: {error}"));
        let Some(dir) = &self.0.site_dir else { return Err(ApiError::NotFound("no site is served here")) };
        let file = dir.join("shell.html");
        let changed = tokio::fs::metadata(&file).await.and_then(|metadata| metadata.modified());
        let changed = changed.map_err(|error| internal(error.to_string()))?;
        if let Some(known) = self.0.shell.lock().ok().and_then(|known| known.clone())
            && known.changed == changed
        {
            return Ok(known);
        }
        let html = tokio::fs::read_to_string(&file).await.map_err(|error| internal(error.to_string()))?;
        let mut empty = Shell::parse(html).map_err(|error| internal(error.to_string()))?;
        if empty.configured("bacheca-site").is_none() {
            empty = empty.with_meta("bacheca-site", &self.0.origin);
        }
        let address = empty.style_address().unwrap_or_default().to_owned();
        let css = tokio::fs::read_to_string(dir.join(address.trim_start_matches('/'))).await;
        let policy = policy(dir, css.as_deref().unwrap_or_default());
        let styled = css.ok().and_then(|css| empty.clone().with_style(&address, &css).ok());
        let styled = styled.unwrap_or_else(|| empty.clone());
        let known = KnownShell { changed, empty: Arc::new(empty), styled: Arc::new(styled), policy };
        if let Ok(mut shell) = self.0.shell.lock() {
            *shell = Some(known.clone());
        }
        // Pages of the build before link its files.
        if let Ok(mut kept) = self.0.kept.lock() {
            kept.clear();
        }
        Ok(known)
    }
}

/// Names the style that is inside of documents, also where a build's own list is older than its style sheet.
fn policy(dir: &Path, css: &str) -> HeaderValue {
    let written = super::policy_of(dir);
    let hash = format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(css)));
    let text = written.to_str().unwrap_or_default();
    if text.contains(&hash) {
        return written;
    }
    HeaderValue::try_from(text.replacen("style-src 'self'", &format!("style-src 'self' {hash}"), 1)).unwrap_or(written)
}
