use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::candidate::Candidate;
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::offers::offer_with;
use crate::fixture::server::{Answer, TestServer};

const ALERTS: &str = "/api/v1/me/alerts";

/// Anna, and an offer in Turin that was there before.
async fn anna(server: &TestServer) -> Candidate<'_> {
    let candidate = Candidate::anna(server).await;
    import(server, &["prima"]).await;
    candidate
}

async fn import(server: &TestServer, identifiers: &[&str]) {
    let place = json!({"jobLocation": {"address": {"addressLocality": "Torino"}}});
    let offers: Vec<_> = identifiers.iter().map(|identifier| offer_with(identifier, place.clone())).collect();
    server.import_offers(&offers).await;
}

async fn create(candidate: &Candidate<'_>, query: &str, frequency: &str) -> Answer {
    candidate.send("POST", ALERTS, Some(json!({"query": query, "frequency": frequency}))).await
}

/// Runs what is due at a time; how many emails about offers there are then.
async fn run_at(server: &TestServer, time: &str) -> usize {
    server.set_time(time);
    server.run_alerts().await;
    server.mailbox().await.iter().filter(|email| email.label.ends_with("-alert")).count()
}

#[tokio::test]
async fn new_offers_are_sent_in_the_morning_each_once() {
    let server = TestServer::start_with(|config| {
        config.site_origins = vec!["https://bacheca.example".to_owned()];
        config.api_origin = Some("https://api.bacheca.example".to_owned());
    })
    .await;
    let candidate = anna(&server).await;
    let created = create(&candidate, "place=torino-to&radius_km=20&sort=newest", "daily").await;
    assert_eq!(created.status, 201, "{}", created.text());
    assert_eq!(created.json()["query"], "place=torino-to&radius_km=20");
    // What was there before is no news; neither is what lies elsewhere.
    assert_eq!(run_at(&server, "2026-11-24T06:00:00Z").await, 0);
    import(&server, &["nuova", "altra"]).await;
    let elsewhere = json!({"jobLocation": {"address": {"addressLocality": "Palermo"}}});
    server.import_offers(&[offer_with("lontana", elsewhere)]).await;
    assert_eq!(run_at(&server, "2026-11-25T05:59:59Z").await, 0);
    assert_eq!(run_at(&server, "2026-11-25T06:00:00Z").await, 1);
    let email = server.last_email("-alert").await;
    for text in ["Offerta nuova", "Offerta altra", "https://bacheca.example/offerte/"] {
        assert!(email.text.contains(text), "{text}: {}", email.text);
    }
    assert!(!email.text.contains("Offerta prima") && !email.text.contains("lontana"), "{}", email.text);
    assert!(candidate.read(ALERTS).await[0]["last_sent_at"].as_str().unwrap().starts_with("2026-11-25T06:00:00"));
    // Changed by its publisher it is no new one.
    let changed = json!({"jobLocation": {"address": {"addressLocality": "Torino"}}, "totalJobOpenings": 3});
    server.import_offers(&[offer_with("nuova", changed)]).await;
    assert_eq!(run_at(&server, "2026-11-26T06:00:00Z").await, 1);
    import(&server, &["terza"]).await;
    assert_eq!(run_at(&server, "2026-11-27T06:00:00Z").await, 2);
    assert!(!server.last_email("-alert").await.text.contains("Offerta nuova"));
}

#[tokio::test]
async fn a_weekly_alert_waits_a_week() {
    let server = TestServer::start().await;
    let candidate = anna(&server).await;
    assert_eq!(create(&candidate, "place=torino-to", "weekly").await.status, 201);
    import(&server, &["nuova"]).await;
    assert_eq!(run_at(&server, "2026-11-29T12:00:00Z").await, 0);
    assert_eq!(run_at(&server, "2026-11-30T06:00:00Z").await, 1);
}

#[tokio::test]
async fn one_click_ends_it_from_anywhere() {
    let server = TestServer::start_with(|config| config.api_origin = Some("https://api.example".to_owned())).await;
    let candidate = anna(&server).await;
    assert_eq!(create(&candidate, "place=torino-to", "daily").await.status, 201);
    assert_eq!(create(&candidate, "q=offerta", "daily").await.status, 201);
    import(&server, &["nuova"]).await;
    assert_eq!(run_at(&server, "2026-11-24T06:00:00Z").await, 2);
    let email = server.last_email("-alert").await;
    let text = email.text.replace("\r\n ", "");
    assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{text}");
    let link = text.split("<https://api.example").nth(1).unwrap().split('>').next().unwrap();
    for (path, status) in [(format!("{link}x"), 404), ("/api/v1/alerts/unsubscribe/x".to_owned(), 404)] {
        let request = Request::post(path).body(Body::empty()).unwrap();
        assert_eq!(server.send(request).await.status, status);
    }
    for _ in 0..2 {
        let request = Request::post(link)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://mail.example");
        let answer = server.send(request.body(Body::from("List-Unsubscribe=One-Click")).unwrap()).await;
        assert_eq!(answer.status, 204);
    }
    assert_eq!(candidate.read(ALERTS).await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn alerts_are_ones_own_and_bounded() {
    let server = TestServer::start().await;
    let candidate = anna(&server).await;
    let first = create(&candidate, "q=a", "daily").await.json();
    let again = create(&candidate, "q=a", "weekly").await.json();
    assert_eq!((&again["id"], &again["frequency"]), (&first["id"], &json!("weekly")));
    for number in 1..20 {
        assert_eq!(create(&candidate, &format!("q=a{number}"), "daily").await.status, 201);
    }
    create(&candidate, "q=troppo", "daily").await.problem(409);
    assert_eq!(create(&candidate, "q=a", "daily").await.status, 201);
    let path = format!("{ALERTS}/{}", first["id"].as_str().unwrap());
    let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    other.send("DELETE", &path, None).await.problem(404);
    assert_eq!(other.read(ALERTS).await, Value::Array(Vec::new()));
    assert_eq!(candidate.send("DELETE", &path, None).await.status, 204);
    candidate.send("DELETE", &path, None).await.problem(404);
    assert_eq!(candidate.read(ALERTS).await.as_array().unwrap().len(), 19);
    for (query, frequency, pointer) in [
        ("place=atlantide-at", "daily", "/query"),
        ("radius_km=x&place=torino-to", "daily", "/query"),
        ("boh=1", "daily", "/query"),
        ("q=a", "hourly", "/frequency"),
    ] {
        let problem = create(&candidate, query, frequency).await.problem(422);
        assert_eq!(problem[0].0, pointer, "{query}: {problem:?}");
    }
}

#[tokio::test]
async fn an_alert_or_an_offer_that_cannot_be_read_stops_no_other() {
    let server = TestServer::start().await;
    let candidate = anna(&server).await;
    let mut ids = Vec::new();
    for query in ["place=torino-to&radius_km=20", "place=torino-to&radius_km=50", "place=torino-to&radius_km=40"] {
        let created = create(&candidate, query, "daily").await;
        assert_eq!(created.status, 201);
        ids.push(created.json()["id"].as_str().unwrap().to_owned());
    }
    import(&server, &["nuova", "guasta"]).await;
    let database = server.database();
    let damage = async |id: &str, column: &str, value: Cell<'_>| {
        database.set("alerts", Rows::Where("id", id), column, value).await;
    };
    damage(&ids[1], "query", Cell::Text("place=atlantide&radius_km=50")).await;
    damage(&ids[2], "after_seq", Cell::Text("none")).await;
    let offer = server.offer_id("guasta").await;
    database.set("job_postings", Rows::Where("id", &offer), "facts", Cell::Text("{}")).await;
    assert_eq!(run_at(&server, "2026-11-24T06:00:00Z").await, 1);
    let email = server.last_email("-alert").await;
    assert!(email.text.contains("Offerta nuova") && !email.text.contains("guasta"), "{}", email.text);
    assert_eq!(store::alerts::count_set_aside(&server.state.store).await.unwrap(), 2);
    // Its owner still has it, and may ask for it anew.
    damage(&ids[2], "after_seq", Cell::Integer(0)).await;
    assert_eq!(candidate.read(ALERTS).await.as_array().unwrap().len(), 3);
    assert_eq!(create(&candidate, "place=torino-to&radius_km=40", "daily").await.status, 201);
    assert_eq!(store::alerts::count_set_aside(&server.state.store).await.unwrap(), 1);
}
