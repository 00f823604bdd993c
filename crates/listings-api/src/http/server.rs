//! The socket in front of the router: slow clients are closed, a signal lets open requests finish.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::response::IntoResponse;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::http::middleware::host;

/// How long a client may take to send the head of a request. axum's own `serve` has no such limit.
const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// How long open requests may go on after the signal to stop.
pub const FAREWELL: Duration = Duration::from_secs(10);
/// Most header fields of a request.
const MOST_HEADERS: usize = 100;
/// What is read ahead of a request, in bytes, and how long its head may be: hyper's own 400 kB, times the connections
/// that a stranger may open, would be much.
const READ_AHEAD: usize = 64 * 1024;

/// Serves until `stop` resolves.
pub async fn serve(listener: TcpListener, app: Router, stop: impl Future<Output = ()>) {
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIMEOUT)
        .max_headers(MOST_HEADERS)
        .max_buf_size(READ_AHEAD);
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, or the client went away: the next accept may do better.
                    tracing::warn!(%error, "accept");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let _ = stream.set_nodelay(true);
        let app = app.clone();
        let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer));
            let (app, request) = (app.clone(), request.map(axum::body::Body::new) as Request);
            async move {
                match host::check(&request) {
                    Ok(()) => app.oneshot(request).await,
                    Err(refusal) => Ok(refusal.into_response()),
                }
            }
        });
        let connection = builder.serve_connection(TokioIo::new(stream), service).into_owned();
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "connection");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections were still open");
    }
}

/// Resolves at Ctrl-C or SIGTERM. Both are listened for from the call on, not from the first time it is waited for.
#[cfg(unix)]
pub fn stop_signal() -> impl Future<Output = ()> {
    use tokio::signal::unix::{Signal, SignalKind, signal};

    async fn receive(signal: std::io::Result<Signal>) {
        match signal {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(error) => {
                tracing::error!(%error, "cannot listen for a signal to stop");
                std::future::pending::<()>().await;
            }
        }
    }

    let (interrupt, terminate) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()));
    async move {
        tokio::select! {
            () = receive(interrupt) => {}
            () = receive(terminate) => {}
        }
    }
}

/// Resolves at Ctrl-C.
#[cfg(not(unix))]
pub async fn stop_signal() {
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::error!(%error, "cannot listen for Ctrl-C");
        std::future::pending::<()>().await;
    }
}
