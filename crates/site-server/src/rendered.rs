//! Pages as HTML, rendered when they are asked for and kept for a minute, which is as old as the API's own answers may
//! be in a browser: whatever an import or the clock changes is in the pages by then, and nobody has to say so.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode};
use axum::{Router, body};
use content_hash::short_hash;
use contract::PageHead;
use lru::LruCache;
use prerender::content::{self, Content, Source, SourceError};
use prerender::pack;
use prerender::shell::Shell;
use prerender::style::StyleSheet;
use security_policy::{Directive, SecurityPolicy, Source as Allowed};
use tokio::sync::{OnceCell, Semaphore};
use tower::ServiceExt;

/// As long as `Cache-Control` lets browsers keep the answers that a page is made of.
const LIFETIME: Duration = Duration::from_secs(60);
/// Pages kept: about 100 kB each.
const MOST_KEPT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(299);
/// Whoever waits longer gets the empty document: the app then asks by itself.
const TIME_LIMIT: Duration = Duration::from_secs(3);
/// Answers are built in memory; none comes near this.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// Why there is no document at all.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("shell.html: {0}")]
    Shell(String),
    #[error("compressing a page: {0}")]
    Compressing(String),
}

/// Cheap to clone.
#[derive(Clone)]
pub struct Pages(Arc<Inner>);

struct Inner {
    site_dir: PathBuf,
    /// Where the site is reached, for links that are shared.
    origin: String,
    calls: Calls,
    shell: Mutex<Option<KnownShell>>,
    kept: Mutex<LruCache<String, Kept>>,
    /// As many renderings at once as there are cores.
    rendering: Semaphore,
}

/// A page and its security policy: its own style is inside, and a build may be put in place while this
/// process runs. Cheap to clone.
#[derive(Clone)]
pub struct Document {
    pub html: Bytes,
    /// The same, compressed.
    pub brotli: Option<Bytes>,
    /// Tells two versions apart; `None` where nobody keeps the document.
    pub tag: Option<HeaderValue>,
    pub policy: HeaderValue,
}

/// The shell as it was on disk at some time.
#[derive(Clone)]
struct KnownShell {
    changed: std::time::SystemTime,
    shell: Arc<Shell>,
    /// What it links, if that could be read.
    sheet: Option<Arc<StyleSheet>>,
    /// What the build wrote.
    policy: SecurityPolicy,
}

#[derive(Clone)]
struct Kept {
    since: Instant,
    /// Rendered once, however many ask at the same time; `None` when that failed.
    page: Arc<OnceCell<Option<Arc<RenderedPage>>>>,
}

struct RenderedPage {
    content: Content,
    /// The part of the style sheet that it uses.
    style: Option<String>,
    policy: HeaderValue,
    /// As it was given last: heads hardly ever change within a minute.
    last: Mutex<Option<(PageHead, Document)>>,
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
    pub fn new(site_dir: PathBuf, origin: String, calls: Router) -> Self {
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

    /// The document at an address (path and query). When it can't be rendered it is the empty one: whatever is wrong,
    /// the app says it better.
    pub async fn document(&self, address: &str, head: &PageHead, is_rendered: bool) -> Result<Document, RenderError> {
        let known = self.shell().await?;
        let page = if is_rendered { self.page(address, &known).await } else { None };
        match page {
            Some(page) => page.document(&known.shell, head).await,
            None => Ok(Document {
                html: known.shell.empty(head).into(),
                brotli: None,
                tag: None,
                policy: crate::policy_header(&known.policy),
            }),
        }
    }

    async fn page(&self, address: &str, known: &KnownShell) -> Option<Arc<RenderedPage>> {
        let cell = self.cell(address);
        let page = cell
            .get_or_init(|| async {
                let work = async {
                    let _permit = self.0.rendering.acquire().await.ok()?;
                    let meta = Arc::clone(&known.shell.meta);
                    match content::render(address, meta, &self.0.calls).await {
                        Ok(content) => Some(Arc::new(RenderedPage::new(content, known))),
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
        if page.is_none() {
            self.forget(address);
        }
        page
    }

    fn cell(&self, address: &str) -> Arc<OnceCell<Option<Arc<RenderedPage>>>> {
        let new = || Kept { since: Instant::now(), page: Arc::default() };
        let mut kept = locked(&self.0.kept);
        match kept.get(address).filter(|kept| kept.since.elapsed() < LIFETIME) {
            Some(known) => Arc::clone(&known.page),
            None => {
                let fresh = new();
                kept.put(address.to_owned(), fresh.clone());
                fresh.page
            }
        }
    }

    /// The next request tries again.
    fn forget(&self, address: &str) {
        locked(&self.0.kept).pop(address);
    }

    /// Read again when a new build has been put in its place.
    async fn shell(&self) -> Result<KnownShell, RenderError> {
        let internal = RenderError::Shell;
        let dir = &self.0.site_dir;
        let file = dir.join("shell.html");
        let changed = tokio::fs::metadata(&file).await.and_then(|metadata| metadata.modified());
        let changed = changed.map_err(|error| internal(error.to_string()))?;
        let known = locked(&self.0.shell).clone();
        if let Some(known) = known.filter(|known| known.changed == changed) {
            return Ok(known);
        }
        let html = tokio::fs::read_to_string(&file).await.map_err(|error| internal(error.to_string()))?;
        let mut shell = Shell::parse(html).map_err(|error| internal(error.to_string()))?;
        if shell.configured("bacheca-site").is_none() {
            shell = shell.with_meta("bacheca-site", &self.0.origin);
        }
        let sheet = match shell.style_address() {
            Some(address) => {
                let css = tokio::fs::read_to_string(dir.join(address.trim_start_matches('/'))).await;
                css.ok().map(|css| Arc::new(StyleSheet::parse(css)))
            }
            None => None,
        };
        let known = KnownShell { changed, shell: Arc::new(shell), sheet, policy: crate::security_policy(Some(dir)) };
        *locked(&self.0.shell) = Some(known.clone());
        // Pages of the build before link its files.
        locked(&self.0.kept).clear();
        Ok(known)
    }
}

impl RenderedPage {
    fn new(content: Content, known: &KnownShell) -> Self {
        let style = known.sheet.as_ref().map(|sheet| sheet.used_by(&content.html));
        // The build's policy, with the style that is inside of the document.
        let inside = style.as_deref().map(Allowed::inline);
        let policy = crate::policy_header(&known.policy.clone().allow(&Directive::StyleSrc, inside));
        Self { content, style, policy, last: Mutex::default() }
    }

    async fn document(self: Arc<Self>, shell: &Shell, head: &PageHead) -> Result<Document, RenderError> {
        let last = locked(&self.last).clone();
        if let Some((_, document)) = last.filter(|(known, _)| known == head) {
            return Ok(document);
        }
        let html = Bytes::from(shell.document(head, &self.content, self.style.as_deref()));
        let tag = HeaderValue::try_from(format!("W/\"{}\"", short_hash([&html]))).ok();
        let (bytes, policy) = (html.clone(), self.policy.clone());
        let packed = tokio::task::spawn_blocking(move || pack::brotli(&bytes)).await;
        let packed = packed.map_err(|error| RenderError::Compressing(error.to_string()))?;
        let document = Document { html, brotli: packed.ok().map(Bytes::from), tag, policy };
        *locked(&self.last) = Some((head.clone(), document.clone()));
        Ok(document)
    }
}

/// What is in it is whole between any two statements: a thread that panicked meanwhile leaves nothing half done.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
