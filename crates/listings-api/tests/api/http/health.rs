use std::time::Duration;

use serde_json::{Value, json};

use crate::fixture::offers::offer;
use crate::fixture::server::{TestServer, instant};

#[tokio::test]
async fn the_report_names_every_part() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a")]).await;
    let live = server.get("/livez").await;
    assert_eq!((live.json(), live.header("cache-control")), (json!({"status": "ok"}), "no-store"));
    for path in ["/readyz", "/healthz"] {
        let answer = server.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"), "{path}");
        let report = answer.json();
        assert_eq!(report["database"], "ok", "{path}");
        assert_eq!(report["search_index"], json!({"status": "ok", "job_postings": 1}), "{path}");
        assert!(report["disk"]["free_bytes"].as_u64().is_some_and(|free| free > 0), "{path}: {report}");
        assert_eq!(report["emails"], json!({"set_aside": 0}), "{path}");
        assert_eq!(report["jobs"], json!([]), "{path}");
    }
}

#[tokio::test]
async fn a_letter_that_waits_and_a_job_that_stays_away_are_told() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", "anna@posta.example").await;
    server.set_time("2026-11-23T10:00:30Z");
    assert_eq!(server.read("/readyz").await["emails"]["oldest_unsent_seconds"], 30);
    server.set_time("2026-11-23T11:00:00Z");
    assert_eq!(server.read("/readyz").await["status"], "degraded");
    server.send_emails().await;
    assert_eq!(server.read("/readyz").await["emails"]["oldest_unsent_seconds"], Value::Null);
    server.state.jobs.started("mail", Duration::from_secs(5), instant("2026-11-23T11:00:00Z"));
    let job = |report: &Value| report["jobs"][0].clone();
    let report = server.read("/readyz").await;
    assert_eq!((&job(&report)["name"], &job(&report)["status"]), (&json!("mail"), &json!("ok")));
    server.state.jobs.failed("mail", instant("2026-11-23T11:00:01Z"));
    let report = server.read("/readyz").await;
    assert_eq!((&report["status"], &job(&report)["status"]), (&json!("degraded"), &json!("failing")));
    server.state.jobs.succeeded("mail", instant("2026-11-23T11:00:02Z"));
    assert_eq!(job(&server.read("/readyz").await)["last_success_at"], "2026-11-23T11:00:02Z");
    server.set_time("2026-11-23T12:00:00Z");
    assert_eq!(job(&server.read("/readyz").await)["status"], "late");
}

#[tokio::test]
async fn a_process_without_its_database_is_alive_and_not_ready() {
    let server = TestServer::start().await;
    server.state.store.close().await;
    assert_eq!(server.get("/livez").await.status, 200);
    for path in ["/readyz", "/healthz"] {
        assert_eq!(server.get(path).await.problem(503), [("/database".to_owned(), "unreachable".to_owned())], "{path}");
    }
}
