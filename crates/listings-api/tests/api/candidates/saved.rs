use serde_json::{Value, json};

use crate::fixture::candidate::Candidate;
use crate::fixture::offers::{offer, offer_with, titles};
use crate::fixture::server::TestServer;

const SAVED: &str = "/api/v1/me/saved";

async fn server_with_offers() -> TestServer {
    let server = TestServer::start().await;
    server.import_offers(&["a", "b", "c"].map(offer)).await;
    server
}

/// The titles of what is kept, in order.
fn kept(saved: &Value) -> Vec<String> {
    let items: Vec<_> = saved.as_array().unwrap().iter().map(|saved| saved["job_posting"].clone()).collect();
    titles(&json!({"items": items}))
}

#[tokio::test]
async fn an_offer_is_kept_and_let_go_as_often_as_one_says_so() {
    let server = server_with_offers().await;
    let candidate = Candidate::anna(&server).await;
    let path = format!("{SAVED}/{}", server.offer_id("a").await);
    candidate.get(&path).await.problem(404);
    assert_eq!(candidate.send("PUT", &path, None).await.status, 204);
    server.set_time("2026-11-23T11:00:00Z");
    assert_eq!(candidate.send("PUT", &path, None).await.status, 204);
    let other = format!("{SAVED}/{}", server.offer_id("b").await);
    assert_eq!(candidate.send("PUT", &other, None).await.status, 204);
    let saved = candidate.read(SAVED).await;
    assert_eq!(kept(&saved), ["b", "a"]);
    assert!(saved[1]["saved_at"].as_str().unwrap().starts_with("2026-11-23T10:00:00"));
    assert_eq!(candidate.read(&path).await, saved[1]);
    assert_eq!(candidate.send("DELETE", &path, None).await.status, 204);
    assert_eq!(candidate.send("DELETE", &path, None).await.status, 204);
    assert_eq!(kept(&candidate.read(SAVED).await), ["b"]);
    candidate.send("PUT", &format!("{SAVED}/nessuna"), None).await.problem(404);
}

#[tokio::test]
async fn what_is_kept_is_ones_own_and_stays_when_the_offer_ends() {
    let server = server_with_offers().await;
    let candidate = Candidate::anna(&server).await;
    let path = format!("{SAVED}/{}", server.offer_id("a").await);
    assert_eq!(candidate.send("PUT", &path, None).await.status, 204);
    let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    other.get(&path).await.problem(404);
    assert_eq!(other.send("DELETE", &path, None).await.status, 204);
    server.get(SAVED).await.problem(401);
    server.import_offers(&[offer_with("a", json!({"bacheca:status": "withdrawn"}))]).await;
    assert_eq!(candidate.read(SAVED).await[0]["job_posting"]["status"], "withdrawn");
}

#[tokio::test]
async fn what_the_device_kept_is_added_once() {
    let server = server_with_offers().await;
    let candidate = Candidate::anna(&server).await;
    let (a, b) = (server.offer_id("a").await, server.offer_id("b").await);
    assert_eq!(candidate.send("PUT", &format!("{SAVED}/{a}"), None).await.status, 204);
    let device = json!({"items": [
        {"id": a, "saved_at": "2026-11-20T09:00:00+01:00"}, {"id": b, "saved_at": "2030-01-01T00:00:00Z"},
        {"id": "dropped by an import"}, {"id": b},
    ]});
    for _ in 0..2 {
        let merged = candidate.send("POST", SAVED, Some(device.clone())).await;
        assert_eq!(merged.status, 200, "{}", merged.text());
        assert_eq!(kept(&merged.json()), ["b", "a"]);
        let times: Vec<_> = merged.json().as_array().unwrap().iter().map(|saved| saved["saved_at"].clone()).collect();
        assert!(times[0].as_str().unwrap().starts_with("2026-11-23T10:00:00"), "{times:?}");
        assert!(times[1].as_str().unwrap().starts_with("2026-11-20T08:00:00"), "{times:?}");
    }
}

#[tokio::test]
async fn lists_that_do_not_hold_change_nothing() {
    let server = server_with_offers().await;
    let candidate = Candidate::anna(&server).await;
    let a = server.offer_id("a").await;
    for (body, pointer, code) in [
        (json!({}), "/items", "missing"),
        (json!({"items": [{"id": 7}]}), "/items/0/id", "invalid"),
        (json!({"items": [{"id": a, "saved_at": "ieri"}]}), "/items/0/saved_at", "invalid"),
        (json!({"items": [{"id": a, "account": "x"}]}), "/items/0/account", "unknown_field"),
        (json!({"items": vec![json!({"id": a}); 501]}), "/items", "too_many"),
    ] {
        let problem = candidate.send("POST", SAVED, Some(body.clone())).await.problem(422);
        assert_eq!(problem, [(pointer.to_owned(), code.to_owned())]);
    }
    assert_eq!(candidate.read(SAVED).await, json!([]));
}
