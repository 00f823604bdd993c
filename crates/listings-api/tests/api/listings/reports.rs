use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::damage::{Cell, Rows};
use crate::fixture::offers::{offer, offer_with};
use crate::fixture::server::{Answer, TestServer};

/// A server with one offer, and the address for reports about it.
async fn server_with_offer() -> (TestServer, String) {
    with_offer(TestServer::start().await).await
}

async fn with_offer(server: TestServer) -> (TestServer, String) {
    server.import_offers(&[offer("a")]).await;
    let id = server.only_offer().await;
    (server, format!("/api/v1/job-postings/{id}/reports"))
}

async fn report(server: &TestServer, path: &str, body: Value) -> Answer {
    server.post_json(path, body.to_string()).await
}

async fn printed(server: &TestServer) -> Vec<Value> {
    let mut output = Vec::new();
    listings_api::listings::reports::listing::write_all(&server.state.store, &mut output).await.unwrap();
    String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn a_report_is_stored_before_the_answer_and_printed_newest_first() {
    let (server, path) = server_with_offer().await;
    let answer = report(&server, &path, json!({"reason": "scam"})).await;
    assert_eq!((answer.status.as_u16(), answer.json()), (202, json!({"status": "accepted"})));
    assert_eq!(answer.header("cache-control"), "no-store");
    server.set_time("2026-11-23T11:00:00Z");
    let note = "  Chiede soldi\nprima 👷 ";
    assert_eq!(report(&server, &path, json!({"reason": "something_else", "note": note})).await.status, 202);
    let id = server.only_offer().await;
    assert_eq!(
        printed(&server).await,
        [
            json!({"created_at": "2026-11-23T11:00:00+00:00", "job_posting": id, "title": "Offerta a",
                "reason": "something_else", "note": "Chiede soldi\nprima 👷"}),
            json!({"created_at": "2026-11-23T10:00:00+00:00", "job_posting": id, "title": "Offerta a",
                "reason": "scam", "note": ""}),
        ]
    );
}

#[tokio::test]
async fn more_reports_than_are_read_at_once_are_all_printed() {
    let (server, path) = server_with_offer().await;
    assert_eq!(report(&server, &path, json!({"reason": "scam"})).await.status, 202);
    server.database().repeat_report(1200).await;
    let notes: Vec<_> = printed(&server).await.into_iter().map(|report| report["note"].clone()).collect();
    assert_eq!((notes.len(), &notes[0], &notes[1200]), (1201, &json!("1200"), &json!("")));
}

#[tokio::test]
async fn an_offer_that_has_ended_can_be_reported_too() {
    let (server, path) = server_with_offer().await;
    for status in ["filled", "withdrawn"] {
        server.import_offers(&[offer_with("a", json!({"bacheca:status": status}))]).await;
        assert_eq!(report(&server, &path, json!({"reason": "outdated"})).await.status, 202, "{status}");
    }
}

#[tokio::test]
async fn every_field_that_does_not_hold_is_named_by_pointer() {
    let (server, path) = server_with_offer().await;
    for (body, pointer, code) in [
        (json!({"reason": "boh"}), "/reason", "unknown_value"),
        (json!({"reason": ""}), "/reason", "unknown_value"),
        (json!({"reason": "SCAM"}), "/reason", "unknown_value"),
        (json!({"reason": 7}), "/reason", "invalid"),
        (json!({"reason": null}), "/reason", "invalid"),
        (json!({}), "/reason", "missing"),
        (json!({"reason": "something_else"}), "/note", "missing"),
        (json!({"reason": "something_else", "note": " \n"}), "/note", "missing"),
        (json!({"reason": "scam", "note": "à".repeat(1001)}), "/note", "too_long"),
        (json!({"reason": "scam", "note": ["x"]}), "/note", "invalid"),
        (json!({"reason": "scam", "email": "a@b.it"}), "/email", "unknown_field"),
        (json!([]), "", "invalid"),
    ] {
        let problem = report(&server, &path, body.clone()).await.problem(422);
        assert_eq!(problem, [(pointer.to_owned(), code.to_owned())], "{body}");
    }
    let both = report(&server, &path, json!({"reason": "boh", "note": "à".repeat(1001)})).await.problem(422);
    assert_eq!(both.iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(), ["/reason", "/note"]);
    assert_eq!(report(&server, &path, json!({"reason": "scam", "note": "à".repeat(1000)})).await.status, 202);
    assert_eq!(printed(&server).await.len(), 1);
}

#[tokio::test]
async fn what_is_too_large_or_no_json_is_refused_as_what_it_is() {
    let (server, path) = server_with_offer().await;
    report(&server, &path, json!({"reason": "scam", "note": "a".repeat(2_000_000)})).await.problem(413);
    for body in ["", "{", "reason=scam", "\u{0}"] {
        server.post_json(&path, body).await.problem(400);
    }
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let request =
            Request::post(&path).header("content-type", content_type).body(Body::from(r#"{"reason":"scam"}"#));
        server.send(request.unwrap()).await.problem(415);
    }
    assert!(printed(&server).await.is_empty());
}

#[tokio::test]
async fn an_unknown_offer_is_a_problem_however_odd() {
    let (server, _) = server_with_offer().await;
    let long = "a".repeat(5_000);
    for id in ["zzz", "%00", "%27%20OR%201%3D1", "%E2%80%AE", "..%2F..", &long] {
        let path = format!("/api/v1/job-postings/{id}/reports");
        report(&server, &path, json!({"reason": "scam"})).await.problem(404);
    }
    report(&server, "/api/v1/job-postings/%FF/reports", json!({"reason": "scam"})).await.problem(400);
    assert!(printed(&server).await.is_empty());
}

#[tokio::test]
async fn one_address_may_report_so_often_and_still_sign_up() {
    let (server, path) = with_offer(TestServer::start_with(|config| config.report_limit = 2).await).await;
    // A form that does not hold costs nothing.
    report(&server, &path, json!({"reason": "boh"})).await.problem(422);
    for _ in 0..2 {
        assert_eq!(report(&server, &path, json!({"reason": "scam"})).await.status, 202);
    }
    let refused = report(&server, &path, json!({"reason": "scam"})).await;
    refused.problem(429);
    assert_eq!((refused.header("retry-after"), refused.header("ratelimit-limit")), ("600", "2"));
    let account =
        r#"{"name": "A", "email": "a@b.it", "password": "cavallo batteria", "privacy_notice_version": "2026-11"}"#;
    assert_eq!(server.post_json("/api/v1/accounts", account).await.status, 202);
    server.set_time("2026-11-23T10:10:00Z");
    assert_eq!(report(&server, &path, json!({"reason": "scam"})).await.status, 202);
    assert_eq!(printed(&server).await.len(), 3);
}

#[tokio::test]
async fn twenty_in_ten_minutes_unless_configured() {
    let (server, path) = server_with_offer().await;
    for _ in 0..20 {
        assert_eq!(report(&server, &path, json!({"reason": "scam"})).await.status, 202);
    }
    report(&server, &path, json!({"reason": "scam"})).await.problem(429);
}

#[tokio::test]
async fn only_pages_of_the_configured_sites_may_report() {
    let configured = TestServer::start_at_site().await;
    let (server, path) = with_offer(configured).await;
    let from = async |origin: &str| {
        let request = Request::post(&path).header("content-type", "application/json").header("origin", origin);
        server.send(request.body(Body::from(r#"{"reason":"scam"}"#)).unwrap()).await
    };
    let own = from("https://bacheca.example").await;
    assert_eq!((own.status.as_u16(), own.header("access-control-allow-origin")), (202, "https://bacheca.example"));
    from("https://evil.example").await.problem(403);
    let preflight = async |origin: &str| {
        let request = Request::options(&path)
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type");
        server.send(request.body(Body::empty()).unwrap()).await.header("access-control-allow-origin").to_owned()
    };
    assert_eq!(preflight("https://bacheca.example").await, "https://bacheca.example");
    assert_eq!(preflight("https://evil.example").await, "");
}

#[tokio::test]
async fn nothing_tells_who_reported() {
    let (server, path) = server_with_offer().await;
    report(&server, &path, json!({"reason": "scam"})).await;
    let columns = server.database().columns("job_posting_reports").await;
    assert_eq!(columns, ["seq", "job_posting", "reason", "note", "created_at"]);
}

#[tokio::test]
async fn one_report_that_cannot_be_read_does_not_stop_the_others() {
    let (server, path) = server_with_offer().await;
    for _ in 0..3 {
        report(&server, &path, json!({"reason": "scam"})).await;
    }
    server.database().set("job_posting_reports", Rows::Where("seq", "2"), "note", Cell::Garbled).await;
    let mut output = Vec::new();
    let left_out = listings_api::listings::reports::listing::write_all(&server.state.store, &mut output).await.unwrap();
    assert_eq!(left_out.len(), 1);
    assert!(left_out[0].to_string().starts_with("report 2: "), "{}", left_out[0]);
    assert_eq!(String::from_utf8(output).unwrap().lines().count(), 2);
}
