//! A database that takes nothing more, or is somebody else's just now.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::fixture::application::{apply, send};
use crate::fixture::candidate::Candidate;
use crate::fixture::offers::offer_with;
use crate::fixture::server::TestServer;

#[tokio::test]
async fn a_full_database_says_so_and_can_still_be_read() {
    let server = TestServer::start().await;
    let numbers: Vec<_> = (0..40).map(|number| offer_with(&number.to_string(), json!({}))).collect();
    server.import_offers(&numbers).await;
    let offers = server.offer_ids().await;
    let candidate = Candidate::anna(&server).await;
    // SQLite lowers it to what there is.
    server.database().limit_pages(1).await;
    let message = "a".repeat(1_900);
    let parts = [("cv", Some("cv.pdf"), crate::fixture::application::PDF), ("message", None, message.as_bytes())];
    let mut refused = None;
    let mut stored = 0;
    for offer in &offers {
        let answer = send(&candidate, offer, Some(offer), &parts).await;
        if answer.status != 201 {
            refused = Some((offer, answer));
            break;
        }
        stored += 1;
    }
    let (offer, answer) = refused.expect("the database is full at some time");
    assert_eq!(answer.problem(507), []);
    assert!(answer.text().contains("disk is full"), "{}", answer.text());
    assert_eq!(answer.header("retry-after"), "60");
    let cvs = std::fs::read_dir(server.dir.path().join("data/cv")).unwrap().count();
    assert_eq!(cvs, stored);
    assert_eq!(server.read("/api/v1/job-postings").await["total"], 40);
    // Later too, when the use of the session is to be noted.
    server.set_time("2026-11-23T12:00:00Z");
    assert_eq!(candidate.read("/api/v1/me/applications").await.as_array().unwrap().len(), stored);
    // Once there is room the same attempt goes through.
    server.database().limit_pages(1_000_000).await;
    assert_eq!(send(&candidate, offer, Some(offer), &parts).await.status, 201);
}

#[tokio::test]
async fn what_another_process_locks_is_refused_in_time() {
    let patience = Duration::from_millis(1500);
    let server = TestServer::start_with(|config| config.request_timeout = patience).await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let other = server.database().lock().await;
    let started = Instant::now();
    let application = apply(&candidate, &offer, "k1").await;
    let saved = candidate.send("PUT", &format!("/api/v1/me/saved/{offer}"), None).await;
    for answer in [application, saved] {
        answer.problem(503);
        assert_eq!(answer.header("retry-after"), "1");
    }
    assert!(started.elapsed() < 2 * patience + Duration::from_secs(2), "{:?}", started.elapsed());
    assert_eq!(server.read("/api/v1/job-postings").await["total"], 1);
    server.set_time("2026-11-23T12:00:00Z");
    assert_eq!(candidate.get("/api/v1/me").await.status, 200, "who reads waits for nobody who writes");
    other.release().await;
    // SQLite looks again now and then; what waits in front of it was given up and is undone.
    let mut answer = apply(&candidate, &offer, "k1").await;
    for _ in 0..10 {
        if answer.status != 503 {
            break;
        }
        answer = apply(&candidate, &offer, "k1").await;
    }
    assert_eq!(answer.status, 201, "{}", answer.text());
}
