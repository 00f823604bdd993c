//! What stands beside an offer: its deadline for calendars, reports of readers; and the page of its role.

use serde_json::json;

use crate::offers::{offer_in, offer_with};
use crate::server::Server;

async fn only_id(server: &Server) -> String {
    server.read("/api/v1/job-postings").await["items"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_deadline_is_a_calendar_file() {
    let server = Server::start().await;
    server.import_offers(&[offer_with("a", json!({"validThrough": "2026-12-11"}))]).await;
    let id = only_id(&server).await;
    let answer = server.get(&format!("/api/v1/job-postings/{id}/deadline.ics")).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "text/calendar; charset=utf-8"));
    assert!(answer.text().contains("DTSTART;VALUE=DATE:20261211\r\n"), "{}", answer.text());
    assert!(!answer.header("etag").is_empty());
}

#[tokio::test]
async fn an_offer_without_a_deadline_has_no_calendar_file() {
    let server = Server::start().await;
    server.import_offers(&[offer_with("a", json!({}))]).await;
    let id = only_id(&server).await;
    server.get(&format!("/api/v1/job-postings/{id}/deadline.ics")).await.problem(404);
    server.get("/api/v1/job-postings/none/deadline.ics").await.problem(404);
    server.import_offers(&[offer_with("a", json!({"bacheca:status": "withdrawn"}))]).await;
    server.get(&format!("/api/v1/job-postings/{id}/deadline.ics")).await.problem(410);
}

#[tokio::test]
async fn a_report_is_taken_and_stored() {
    let server = Server::start().await;
    server.import_offers(&[offer_with("a", json!({}))]).await;
    let path = format!("/api/v1/job-postings/{}/reports", only_id(&server).await);
    let answer = server.post_json(&path, r#"{"reason": "fraud", "text": " Chiedono soldi. "}"#).await;
    assert_eq!((answer.status.as_u16(), answer.json()), (202, json!({"status": "accepted"})));
    let stored: (String, Option<String>) = sqlx::query_as("SELECT reason, text FROM job_posting_reports")
        .fetch_one(&server.state.store.read)
        .await
        .unwrap();
    assert_eq!(stored, ("fraud".to_owned(), Some("Chiedono soldi.".to_owned())));
}

#[tokio::test]
async fn reports_are_checked_and_bounded() {
    let server = Server::start_with(|config| config.report_limit = 2).await;
    server.import_offers(&[offer_with("a", json!({}))]).await;
    let path = format!("/api/v1/job-postings/{}/reports", only_id(&server).await);
    let refused = async |body: String| server.post_json(&path, body).await.problem(422);
    assert_eq!(refused(json!({"reason": "boring"}).to_string()).await, [("/reason".into(), "unknown_value".into())]);
    let long = json!({"reason": "fraud", "text": "x".repeat(1001)}).to_string();
    assert_eq!(refused(long).await, [("/text".into(), "too_long".into())]);
    assert_eq!(refused("{}".to_owned()).await, [("/reason".into(), "missing".into())]);
    server.post_json("/api/v1/job-postings/none/reports", r#"{"reason": "fraud"}"#).await.problem(404);
    assert_eq!(server.post_json(&path, r#"{"reason": "fraud"}"#).await.status, 202);
    server.post_json(&path, r#"{"reason": "fraud"}"#).await.problem(429);
}

#[tokio::test]
async fn a_role_says_where_it_is_wanted_and_what_it_pays() {
    let server = Server::start().await;
    let pay = |euros: u32| json!({"baseSalary": {"currency": "EUR", "value": {"value": euros, "unitText": "MONTH"}}});
    let mut offers: Vec<_> =
        (0..5).map(|number| offer_with(&format!("p{number}"), pay(1_500 + number * 100))).collect();
    offers.extend([offer_in("m1", "Milano"), offer_in("m2", "Milano"), offer_in("r", "Roma")]);
    offers.push(offer_with("old", json!({"validThrough": "2026-11-21"})));
    offers.push(offer_with("other", json!({"relevantOccupation": "cassiere"})));
    server.import_offers(&offers).await;
    let detail = server.read("/api/v1/occupations/magazziniere").await;
    assert_eq!(detail["open_job_postings"], 8);
    assert_eq!(detail["top_places"][0]["place"]["slug"], "milano-mi");
    assert_eq!((&detail["top_places"][0]["count"], &detail["top_places"][1]["count"]), (&json!(2), &json!(1)));
    assert_eq!(
        detail["typical_pay"],
        json!({"low_month_minor": 160_000, "high_month_minor": 180_000, "job_postings": 5})
    );
    assert!(detail["summary"].as_str().is_some_and(|summary| summary.len() > 50));
    assert!(server.read("/api/v1/occupations/cassiere").await.get("typical_pay").is_none());
    server.get("/api/v1/occupations/astronauta").await.problem(404);
}
