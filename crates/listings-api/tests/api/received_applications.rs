use serde_json::{Value, json};

use crate::candidate::{Candidate, EMAIL};
use crate::form::{PDF, apply, import};
use crate::offers::offer;
use crate::server::Server;
use listings_api::received_applications::{export, write_all};

async fn printed(server: &Server, offer: Option<&str>) -> Vec<Value> {
    let mut output = Vec::new();
    write_all(&server.state.store, offer, &mut output).await.unwrap();
    String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn who_receives_applications_sees_who_and_how_to_reach_them() {
    let server = Server::start().await;
    let (a, b) = (import(&server, "a").await, import(&server, "b").await);
    let candidate = Candidate::anna(&server).await;
    let id = apply(&candidate, &a, "k1").await.json()["id"].clone();
    let withdrawn = apply(&candidate, &b, "k2").await.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/me/applications/{withdrawn}/withdrawal");
    assert_eq!(candidate.send("PUT", &path, None).await.status, 204);
    let all = printed(&server, None).await;
    assert_eq!(
        all,
        [json!({
            "id": id, "created_at": "2026-11-23T10:00:00+00:00", "job_posting": a, "title": "Offerta a",
            "reference": "a", "name": "Anna Rossi", "email": EMAIL, "phone": "",
            "message": "Buongiorno", "cv_name": "Anna Rossi.pdf"
        })]
    );
    assert_eq!(printed(&server, Some(&a)).await, all);
    assert!(printed(&server, Some(&b)).await.is_empty());
    let folder = server.dir.path().join("export");
    assert_eq!(export(&server.state.store, &server.state.cv_files, None, &folder).await.unwrap(), 1);
    let cv = folder.join(format!("{}-Anna Rossi.pdf", id.as_str().unwrap()));
    assert_eq!(std::fs::read(cv).unwrap(), PDF);
    assert_eq!(std::fs::read_to_string(folder.join("applications.jsonl")).unwrap().lines().count(), 1);
}

#[tokio::test]
async fn an_offer_that_is_ended_by_command_stays_ended_and_leaves_the_search() {
    let server = Server::start().await;
    let (a, b) = (import(&server, "a").await, import(&server, "b").await);
    assert!(server.state.store.end_job_posting(&a, "filled").await.unwrap());
    assert!(server.state.store.end_job_posting(&b, "withdrawn").await.unwrap());
    assert!(!server.state.store.end_job_posting("nessuna", "filled").await.unwrap());
    server.import_offers(&["a", "b", "c"].map(offer)).await;
    let found = server.read("/api/v1/job-postings").await;
    assert_eq!(crate::offers::titles(&found), ["c"]);
    assert_eq!(server.read(&format!("/api/v1/job-postings/{a}")).await["summary"]["status"], "filled");
    server.get(&format!("/api/v1/job-postings/{b}")).await.problem(410);
}
