//! Forms that are long in coming.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::StreamExt;
use futures_util::future::join_all;

use crate::fixture::application::{PDF, apply, body, send_body};
use crate::fixture::candidate::Candidate;
use crate::fixture::server::TestServer;

/// Most of a form with a CV of a megabyte, and then nothing more; counts what is asked of it.
fn stalled(polled: &Arc<AtomicUsize>) -> Body {
    let whole = body(&[("cv", Some("cv.pdf"), &[PDF, &vec![b'x'; 1024 * 1024]].concat())]);
    let polled = Arc::clone(polled);
    let chunks: Vec<_> = whole[..whole.len() - 100].chunks(64 * 1024).map(Bytes::copy_from_slice).collect();
    let begun = futures_util::stream::iter(chunks).map(move |chunk| {
        polled.fetch_add(1, Ordering::Relaxed);
        Ok::<_, std::io::Error>(chunk)
    });
    Body::from_stream(begun.chain(futures_util::stream::pending()))
}

/// Resolves when all that there is of a stalled form was taken.
async fn has_stalled(polled: &AtomicUsize) {
    while polled.load(Ordering::Relaxed) < 17 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_form_that_stops_arriving_is_given_up() {
    let server = TestServer::start_with(|config| config.upload_pause = Duration::from_millis(100)).await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let polled = Arc::default();
    send_body(&candidate, &offer, Some("k1"), stalled(&polled)).await.problem(408);
    assert_eq!(apply(&candidate, &offer, "k1").await.status, 201);
}

#[tokio::test]
async fn only_so_many_forms_of_one_account_arrive_at_once() {
    let server = TestServer::start_with(|config| {
        config.most_uploads_of_account = 2;
        config.upload_patience = Duration::from_millis(50);
    })
    .await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    let (one, two) = (Arc::default(), Arc::default());
    let holding = join_all([
        send_body(&candidate, &offer, Some("k1"), stalled(&one)),
        send_body(&candidate, &offer, Some("k2"), stalled(&two)),
    ]);
    let meanwhile = async {
        has_stalled(&one).await;
        has_stalled(&two).await;
        let refused = apply(&candidate, &offer, "k3").await;
        refused.problem(429);
        assert_eq!((refused.header("retry-after"), refused.header("ratelimit-limit")), ("1", "2"));
        // Nobody else is kept out by it.
        assert_eq!(apply(&other, &offer, "k4").await.status, 201);
    };
    tokio::select! {
        _ = holding => panic!("they do not end"),
        () = meanwhile => {}
    }
    // Gone with their connections.
    assert_eq!(apply(&candidate, &offer, "k3").await.status, 201);
}

#[tokio::test]
async fn only_so_many_forms_arrive_from_one_network_and_in_all() {
    for (of_network, in_all, status) in [(1, 9, 429), (9, 1, 503)] {
        let server = TestServer::start_with(|config| {
            config.most_uploads_of_network = of_network;
            config.most_uploads = in_all;
            config.upload_patience = Duration::from_millis(50);
        })
        .await;
        let offer = server.import_offer("a").await;
        let candidate = Candidate::anna(&server).await;
        let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
        let polled = Arc::default();
        let meanwhile = async {
            has_stalled(&polled).await;
            apply(&other, &offer, "k1").await.problem(status);
        };
        tokio::select! {
            _ = send_body(&candidate, &offer, Some("k1"), stalled(&polled)) => panic!("it does not end"),
            () = meanwhile => {}
        }
    }
}

#[tokio::test]
async fn a_form_that_can_only_be_refused_is_not_kept() {
    let server = TestServer::start_with(|config| {
        config.upload_patience = Duration::from_millis(50);
        config.application_limit = 1;
    })
    .await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let polled = Arc::default();
    // Counted before it has come: the next one finds the limit used up.
    send_body(&candidate, "nessuna", Some("k1"), stalled(&polled)).await.problem(404);
    send_body(&candidate, &offer, Some("k2"), stalled(&polled)).await.problem(429);
    send_body(&candidate, &offer, None, stalled(&polled)).await.problem(400);
}
