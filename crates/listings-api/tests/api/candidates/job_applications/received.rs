use serde_json::{Value, json};

use crate::fixture::application::{PDF, apply, send};
use crate::fixture::candidate::{Candidate, EMAIL};
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::offers::offer;
use crate::fixture::server::TestServer;
use listings_api::candidates::job_applications::received::{Exported, export, write_all};

async fn printed(server: &TestServer, offer: Option<&str>) -> Vec<Value> {
    let mut output = Vec::new();
    write_all(&server.state.store, offer, &mut output).await.unwrap();
    String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn who_receives_applications_sees_who_and_how_to_reach_them() {
    let server = TestServer::start().await;
    let (a, b) = (server.import_offer("a").await, server.import_offer("b").await);
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
    let exported = export(&server.state.store, &server.state.cv_files, None, &folder).await.unwrap();
    assert_eq!(exported, Exported { cvs: 1, left_out: Vec::new() });
    let cv = folder.join(format!("{}-Anna Rossi.pdf", id.as_str().unwrap()));
    assert_eq!(std::fs::read(cv).unwrap(), PDF);
    assert_eq!(std::fs::read_to_string(folder.join("applications.jsonl")).unwrap().lines().count(), 1);
}

#[tokio::test]
async fn an_offer_that_is_ended_by_command_stays_ended_and_leaves_the_search() {
    let server = TestServer::start().await;
    let (a, b) = (server.import_offer("a").await, server.import_offer("b").await);
    assert!(server.state.store.end_job_posting(&a, "filled").await.unwrap());
    assert!(server.state.store.end_job_posting(&b, "withdrawn").await.unwrap());
    assert!(!server.state.store.end_job_posting("nessuna", "filled").await.unwrap());
    server.import_offers(&["a", "b", "c"].map(offer)).await;
    let found = server.read("/api/v1/job-postings").await;
    assert_eq!(crate::fixture::offers::titles(&found), ["c"]);
    assert_eq!(server.read(&format!("/api/v1/job-postings/{a}")).await["summary"]["status"], "filled");
    server.get(&format!("/api/v1/job-postings/{b}")).await.problem(410);
}

#[tokio::test]
async fn one_application_that_cannot_be_exported_does_not_stop_the_others() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    let mut ids = Vec::new();
    for identifier in ["long", "con", "lost", "folder", "garbled", "good"] {
        let offer = server.import_offer(identifier).await;
        ids.push(apply(&candidate, &offer, identifier).await.json()["id"].as_str().unwrap().to_owned());
    }
    let database = server.database();
    let set = async |id: &str, column: &str, value: Cell<'_>| {
        database.set("job_applications", Rows::Where("id", id), column, value).await;
    };
    // As versions before took it.
    let long = format!("{}.pdf", "漢".repeat(300));
    set(&ids[0], "cv_name", Cell::Text(&long)).await;
    set(&ids[1], "cv_name", Cell::Text("../../con.pdf. ")).await;
    set(&ids[2], "cv_file", Cell::Text("lost")).await;
    set(&ids[4], "message", Cell::Garbled).await;
    let folder = server.dir.path().join("export");
    std::fs::create_dir_all(folder.join(format!("{}-Anna Rossi.pdf", ids[3]))).unwrap();
    let exported = export(&server.state.store, &server.state.cv_files, None, &folder).await.unwrap();
    assert_eq!(exported.cvs, 3, "{exported:?}");
    let said: Vec<_> = exported.left_out.iter().map(ToString::to_string).collect();
    for (id, reason) in [(&ids[2], "missing"), (&ids[3], "cannot write"), (&ids[4], "message")] {
        assert!(said.iter().any(|one| one.contains(id.as_str()) && one.contains(reason)), "{id} {reason}: {said:?}");
    }
    assert_eq!(said.len(), 3, "{said:?}");
    for name in [format!("{}-{}.pdf", ids[0], "漢".repeat(32)), format!("{}-_con.pdf", ids[1])] {
        assert_eq!(std::fs::read(folder.join(&name)).unwrap(), PDF, "{name}");
    }
    assert_eq!(std::fs::read_to_string(folder.join("applications.jsonl")).unwrap().lines().count(), 5);
    let mut output = Vec::new();
    assert_eq!(write_all(&server.state.store, None, &mut output).await.unwrap().len(), 1);
    assert_eq!(String::from_utf8(output).unwrap().lines().count(), 5);
}

#[tokio::test]
async fn a_name_is_bounded_by_bytes_when_it_is_sent() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let name = format!("{}.pdf", "漢".repeat(300));
    let sent = send(&candidate, &offer, Some("k1"), &[("cv", Some(&name), PDF)]).await.json();
    assert_eq!(sent["cv"]["file_name"], format!("{}.pdf", "漢".repeat(32)));
}
