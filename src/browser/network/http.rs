use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::RequestBuilder;
use leptos::prelude::on_cleanup;
use send_wrapper::SendWrapper;
use web_sys::{AbortController, RequestCredentials};

use crate::browser::timer::Timer;

/// How long a whole exchange may take.
pub const TIME_LIMIT: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub method: Method,
    pub url: String,
    /// JSON, if there is a body.
    pub body: Option<String>,
    /// Is the session cookie sent, also to an API on another origin?
    pub has_session: bool,
}

/// A response of any status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    pub body: String,
    pub retry_after_seconds: Option<u32>,
    /// When the service worker stored it, in seconds since 1970; `None` if it comes from the network.
    pub stored_at: Option<i64>,
}

impl Reply {
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

/// Why there was no response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportError {
    /// No connection, refused by the browser, or cut off.
    Unreachable,
    /// Not complete within [`TIME_LIMIT`].
    TimedOut,
}

/// Called with the time when a copy was stored.
type OnStoredCopy = Rc<dyn Fn(i64)>;

thread_local! {
    static ON_STORED_COPY: RefCell<Option<OnStoredCopy>> = const { RefCell::new(None) };
}

/// Registers what runs when a view gets a stored copy: with the time when it was stored, in seconds since 1970.
pub fn on_stored_copy(run: impl Fn(i64) + 'static) {
    ON_STORED_COPY.with_borrow_mut(|slot| *slot = Some(Rc::new(run)));
}

/// Sends a request that is aborted when the current reactive owner goes away. Call it synchronously, not after an
/// `await`: the owner is known only then.
pub fn send_while_owned(outgoing: Outgoing) -> impl Future<Output = Result<Reply, TransportError>> + use<> {
    let controller = AbortController::new().ok();
    if let Some(controller) = controller.clone() {
        let controller = SendWrapper::new(controller);
        on_cleanup(move || controller.abort());
    }
    let reply = exchange(outgoing, controller);
    async move {
        let reply = reply.await?;
        if let Some(stored_at) = reply.stored_at {
            let run = ON_STORED_COPY.with_borrow(Clone::clone);
            run.into_iter().for_each(|run| run(stored_at));
        }
        Ok(reply)
    }
}

/// Sends a request that outlives its view. It needs the current state, so a stored copy counts as unreachable.
pub fn send(outgoing: Outgoing) -> impl Future<Output = Result<Reply, TransportError>> + use<> {
    let reply = exchange(outgoing, AbortController::new().ok());
    async move { reply.await.and_then(|reply| reply.stored_at.map_or(Ok(reply), |_| Err(TransportError::Unreachable))) }
}

async fn exchange(outgoing: Outgoing, controller: Option<AbortController>) -> Result<Reply, TransportError> {
    let is_late = Rc::new(Cell::new(false));
    // Dropped at the end of the exchange, which cancels it.
    let _limit = Timer::start(TIME_LIMIT, {
        let (is_late, controller) = (is_late.clone(), controller.clone());
        move || {
            is_late.set(true);
            if let Some(controller) = &controller {
                controller.abort();
            }
        }
    });
    let signal = controller.as_ref().map(AbortController::signal);
    let reply = exchange_unlimited(outgoing, signal.as_ref()).await;
    reply.ok_or(if is_late.get() { TransportError::TimedOut } else { TransportError::Unreachable })
}

async fn exchange_unlimited(outgoing: Outgoing, signal: Option<&web_sys::AbortSignal>) -> Option<Reply> {
    let method = match outgoing.method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    };
    let mut builder = RequestBuilder::new(&outgoing.url).method(method).header("Accept", "application/json");
    builder = builder.abort_signal(signal);
    if outgoing.has_session {
        builder = builder.credentials(RequestCredentials::Include);
        if outgoing.method != Method::Get {
            // A form of another site can't send this header: see the API's `OwnPage`.
            builder = builder.header("X-Bacheca", "1");
        }
    }
    let request = match outgoing.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body),
        None => builder.build(),
    };
    let response = request.ok()?.send().await.ok()?;
    let retry_after_seconds = response.headers().get("Retry-After").and_then(|text| text.parse().ok());
    let stored_at = response.headers().get("X-Bacheca-Stored").and_then(|text| text.parse().ok());
    let status = response.status();
    let body = response.text().await.ok()?;
    Some(Reply { status, body, retry_after_seconds, stored_at })
}
