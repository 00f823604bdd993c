//! What partners bring, counted.

use axum::body::Body;
use axum::http::Request;
use chrono::NaiveDate;
use listings_api::syndication::partners::counts as partner_counts;

use crate::fixture::damage::{Cell, Rows};
use crate::fixture::server::{Answer, TestServer};

async fn count(server: &TestServer, partner: &str, event: &str) -> Answer {
    let path = format!("/api/v1/partners/{partner}/{event}");
    let request = Request::post(path).header("origin", "https://comune.example");
    server.send(request.body(Body::empty()).unwrap()).await
}

async fn report(server: &TestServer, is_csv: bool) -> String {
    server.store_partner_counts().await;
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let mut text = Vec::new();
    partner_counts::report(&server.state.store, day(1)..=day(30), is_csv, &mut text).await.unwrap();
    String::from_utf8(text).unwrap()
}

#[tokio::test]
async fn views_and_clicks_add_up_per_partner_and_day_in_rome() {
    let server = TestServer::start().await;
    for _ in 0..3 {
        assert_eq!(count(&server, "comune-di-lodi", "views").await.status, 204);
    }
    assert_eq!(count(&server, "Scuola", "clicks").await.status, 204);
    server.store_partner_counts().await;
    assert_eq!(count(&server, "comune-di-lodi", "clicks").await.status, 204);
    // Half past midnight in Rome is still the day before in London.
    server.set_time("2026-11-23T23:30:00Z");
    assert_eq!(count(&server, "comune-di-lodi", "views").await.status, 204);
    assert_eq!(
        report(&server, true).await,
        "partner,day,views,clicks\ncomune-di-lodi,2026-11-23,3,1\nscuola,2026-11-23,0,1\ncomune-di-lodi,2026-11-24,1,0\n"
    );
    let sums = report(&server, false).await;
    let lines: Vec<Vec<&str>> = sums.lines().skip(2).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines, [["comune-di-lodi", "4", "1"], ["scuola", "0", "1"]]);
}

#[tokio::test]
async fn what_is_no_partner_is_not_counted() {
    let server = TestServer::start().await;
    let long = "a".repeat(10_000);
    for name in ["a", "%3Cscript%3E", "a%20b", &long] {
        count(&server, name, "views").await.problem(404);
    }
    count(&server, "scuola", "likes").await.problem(404);
    assert_eq!(report(&server, true).await, "partner,day,views,clicks\n");
}

#[tokio::test]
async fn one_address_can_count_only_so_much() {
    let server = TestServer::start_with(|config| config.attribution_limit = 2).await;
    for status in [204, 204, 429] {
        assert_eq!(count(&server, "scuola", "views").await.status, status);
    }
    assert!(report(&server, true).await.contains("scuola,2026-11-23,2,0"));
}

#[tokio::test]
async fn a_day_full_of_invented_names_has_room_for_a_partner_who_brings_more() {
    let server = TestServer::start().await;
    server.database().invent_partners("2026-11-23", 5000).await;
    count(&server, "altro-inventato", "views").await;
    for _ in 0..2 {
        count(&server, "scuola", "views").await;
    }
    server.store_partner_counts().await;
    let report = report(&server, true).await;
    assert!(report.contains("scuola,2026-11-23,2,0") && !report.contains("altro-inventato"));
    assert_eq!(report.lines().count(), 5001);
}

#[tokio::test]
async fn nothing_but_sums_is_stored() {
    let server = TestServer::start().await;
    count(&server, "scuola", "clicks").await;
    server.store_partner_counts().await;
    let columns = server.database().columns("partner_days").await;
    assert_eq!(columns, ["partner", "day", "views", "clicks"]);
}

#[tokio::test]
async fn counts_are_forgotten_after_two_years() {
    let server = TestServer::start().await;
    count(&server, "scuola", "views").await;
    server.store_partner_counts().await;
    for (now, kept) in [("2028-11-20T10:00:00Z", 1), ("2028-12-25T10:00:00Z", 0)] {
        server.set_time(now);
        server.clean(now).await;
        assert_eq!(server.database().count("partner_days").await, kept, "{now}");
    }
}

#[tokio::test]
async fn one_row_that_cannot_be_read_does_not_stop_the_others() {
    let server = TestServer::start().await;
    for partner in ["comune-di-lodi", "scuola"] {
        assert_eq!(count(&server, partner, "views").await.status, 204);
    }
    server.store_partner_counts().await;
    server.database().set("partner_days", Rows::Where("partner", "scuola"), "partner", Cell::Garbled).await;
    let day = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let mut text = Vec::new();
    let left_out = partner_counts::report(&server.state.store, day..=day, true, &mut text).await.unwrap();
    assert_eq!(left_out.len(), 1);
    assert_eq!(String::from_utf8(text).unwrap(), "partner,day,views,clicks\ncomune-di-lodi,2026-11-23,1,0\n");
}
