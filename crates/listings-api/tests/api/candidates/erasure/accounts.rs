use std::fs;
use std::io::{Cursor, Read};

use serde_json::json;

use crate::fixture::application::{PDF, apply, send};
use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD, cookie};
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::files::files_with;
use crate::fixture::server::TestServer;

const ME: &str = "/api/v1/me";

#[tokio::test]
async fn an_erased_account_leaves_no_byte_behind() {
    const TEXTS: [&[u8]; 6] = [
        b"anna@posta.example", b"nuova.anna@posta.example", b"Anna Rossi", b"prova-unica-del-cv", b"messaggio-unico",
        b"333 7654321",
    ];
    let server = TestServer::start().await;
    let (a, b) = (server.import_offer("a").await, server.import_offer("b").await);
    let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    let candidate = Candidate::anna(&server).await;
    let credentials = store::sessions::find_credentials(&server.state.store, EMAIL).await.unwrap();
    let id = credentials.unwrap().account;
    // Some of everything: emails sent and waiting, links, kept offers, consents, applications sent and withdrawn.
    server.mailbox().await;
    candidate.send("PATCH", ME, Some(json!({"marketing_consent": true, "place": "torino-to"}))).await;
    candidate.send("PUT", &format!("/api/v1/me/saved/{a}"), None).await;
    let parts = [
        ("cv", Some("Anna Rossi.pdf"), PDF),
        ("message", None, &b"messaggio-unico"[..]),
        ("phone", None, b"333 7654321"),
    ];
    assert_eq!(send(&candidate, &a, Some("k1"), &parts).await.status, 201);
    let withdrawn = send(&candidate, &b, Some("k2"), &parts).await.json();
    let path = format!("/api/v1/me/applications/{}/withdrawal", withdrawn["id"].as_str().unwrap());
    assert_eq!(candidate.send("PUT", &path, None).await.status, 204);
    assert_eq!(send(&other, &a, Some("k1"), &[("cv", Some("cv.pdf"), PDF)]).await.status, 201);
    let change = json!({"email": "nuova.anna@posta.example", "current_password": PASSWORD});
    assert_eq!(candidate.send("PUT", "/api/v1/me/email", Some(change)).await.status, 202);
    server.mailbox().await;
    server.sign_up("Anna Rossi", "ANNA@posta.example").await;
    let data = server.dir.path().join("data");
    assert!(files_with(&data, &TEXTS).len() > 5);

    let wrong = candidate.send("DELETE", ME, Some(json!({"current_password": "sbagliata"}))).await;
    assert_eq!(wrong.problem(422), [("/current_password".to_owned(), "wrong".to_owned())]);
    candidate.send("DELETE", ME, None).await.problem(415);
    let erased = candidate.send("DELETE", ME, Some(json!({"current_password": PASSWORD}))).await;
    assert_eq!((erased.status.as_u16(), cookie(&erased).as_str()), (204, "__Host-bacheca="));

    // Bruno's CV is the same file: its bytes may stay, once.
    let left = files_with(&data, &[TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[4], TEXTS[5], id.as_bytes()]);
    // The CV itself names her, in Bruno's application too: he sent the same bytes.
    let left: Vec<_> = left.into_iter().filter(|file| !file.contains("/cv/")).collect();
    assert!(left.is_empty(), "{left:?}");
    assert_eq!(fs::read_dir(data.join("cv")).unwrap().count(), 1);
    assert_eq!(fs::metadata(data.join("listings.db-wal")).map_or(0, |wal| wal.len()), 0);
    assert!(!candidate.is_signed_in().await);
    assert_eq!(server.sign_in(EMAIL, PASSWORD).await.status, 401);
    assert_eq!(other.read("/api/v1/me/applications").await.as_array().unwrap().len(), 1);
    assert_eq!(server.database().pragma("integrity_check").await, "ok");

    // The last one goes too: then no byte of any CV is left.
    let erased = other.send("DELETE", ME, Some(json!({"current_password": PASSWORD}))).await;
    assert_eq!(erased.status, 204);
    let left = files_with(&data, &[TEXTS[3], b"bruno@posta.example", b"Bruno Neri"]);
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn among_many_accounts_one_is_erased_without_a_trace() {
    let server = TestServer::start_with(|config| config.sign_up_limit = 1000).await;
    let candidate = Candidate::anna(&server).await;
    for number in 0..60 {
        server.sign_up("Una Persona", &format!("persona{number}@posta.example")).await;
        if number % 20 == 0 {
            // Rows move between pages as they grow.
            let occupations = json!({"occupations": ["magazziniere", "centralinista"], "place": "torino-to"});
            candidate.send("PATCH", ME, Some(occupations)).await;
            candidate.send("PATCH", ME, Some(json!({"occupations": [], "place": null}))).await;
        }
    }
    server.mailbox().await;
    let erased = candidate.send("DELETE", ME, Some(json!({"current_password": PASSWORD}))).await;
    assert_eq!(erased.status, 204);
    let left = files_with(&server.dir.path().join("data"), &[EMAIL.as_bytes(), b"Anna Rossi"]);
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn the_export_holds_everything_and_the_files() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let application = apply(&candidate, &offer, "k1").await.json();
    candidate.send("PUT", &format!("/api/v1/me/saved/{offer}"), None).await;
    let alert = candidate
        .send("POST", "/api/v1/me/alerts", Some(json!({"query": "q=turni", "frequency": "daily"})))
        .await
        .json();
    let subscription = json!({"endpoint": "https://push.example/a", "keys": {
        "p256dh": "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
        "auth": "8eDyX_uCN0XRhSbY5hs7Hg",
    }});
    assert_eq!(candidate.send("PUT", "/api/v1/me/push-subscription", Some(subscription)).await.status, 204);
    let export = candidate.get("/api/v1/me/export").await;
    assert_eq!((export.status.as_u16(), export.header("content-type")), (200, "application/zip"));
    assert_eq!(export.header("content-disposition"), "attachment; filename=\"bacheca.zip\"");
    assert_eq!(export.header("cache-control"), "no-store");
    let mut archive = zip::ZipArchive::new(Cursor::new(export.body.to_vec())).unwrap();
    let mut read = |name: &str| {
        let mut content = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut content).unwrap();
        content
    };
    let all: serde_json::Value = serde_json::from_slice(&read("bacheca.json")).unwrap();
    assert_eq!((&all["profile"]["email"], &all["applications"]), (&json!(EMAIL), &json!([application])));
    assert_eq!(all["saved"][0]["job_posting"]["id"], offer);
    assert_eq!((&all["alerts"], &all["seen_at"]), (&json!([alert]), &json!("2026-11-23T10:00:00Z")));
    assert_eq!(all["consents"][0]["purpose"], "privacy_notice");
    assert_eq!(all["sessions"].as_array().unwrap().len(), 1);
    assert_eq!(all["push_subscriptions"][0]["endpoint"], "https://push.example/a");
    let name = format!("cv/{}-Anna Rossi.pdf", application["id"].as_str().unwrap());
    assert_eq!(read(&name), PDF);
    assert!(!String::from_utf8_lossy(&export.body).contains("argon2"));
    server.get("/api/v1/me/export").await.problem(401);
    // Nothing of it stays in the data folder.
    assert!(fs::read_dir(server.dir.path().join("data")).unwrap().all(|file| {
        let name = file.unwrap().file_name().into_string().unwrap();
        name.starts_with("listings.db") || ["media", "search", "cv", "outbox"].contains(&name.as_str())
    }));
}

#[tokio::test]
async fn files_that_a_crash_left_behind_are_cleaned_up() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    assert_eq!(apply(&candidate, &offer, "k1").await.status, 201);
    let dir = server.dir.path().join("data/cv");
    fs::write(dir.join("orphan"), "di nessuno").unwrap();
    // Too young: its row may be on the way.
    server.clean("2020-01-01T00:00:00Z").await;
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 2);
    server.clean("2100-01-01T00:00:00Z").await;
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
    assert_eq!(candidate.read("/api/v1/me/applications").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_export_brings_what_it_can_and_names_the_rest() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    let mut ids = Vec::new();
    for identifier in ["long", "lost"] {
        let offer = server.import_offer(identifier).await;
        candidate.send("PUT", &format!("/api/v1/me/saved/{offer}"), None).await;
        ids.push(apply(&candidate, &offer, identifier).await.json()["id"].as_str().unwrap().to_owned());
    }
    let long = format!("{}.pdf", "漢".repeat(300));
    for (column, value, id) in [("cv_name", long.as_str(), &ids[0]), ("cv_file", "lost", &ids[1])] {
        server.database().set("job_applications", Rows::Where("id", id), column, Cell::Text(value)).await;
    }
    server.database().set("saved_job_postings", Rows::All, "saved_at", Cell::Text("domani")).await;
    let export = candidate.get("/api/v1/me/export").await;
    assert_eq!(export.status, 200, "{}", export.text());
    let mut archive = zip::ZipArchive::new(Cursor::new(export.body.to_vec())).unwrap();
    let mut read = |name: &str| {
        let mut content = Vec::new();
        archive.by_name(name).unwrap().read_to_end(&mut content).unwrap();
        content
    };
    assert_eq!(read(&format!("cv/{}-{}.pdf", ids[0], "漢".repeat(32))), PDF);
    let all: serde_json::Value = serde_json::from_slice(&read("bacheca.json")).unwrap();
    let lost = format!("cv/{}-Anna Rossi.pdf", ids[1]);
    assert_eq!((&all["left_out"], &all["saved"]), (&json!([lost, "saved"]), &json!([])));
    assert_eq!(all["applications"].as_array().unwrap().len(), 2);
    assert!(String::from_utf8(read("LEGGIMI.txt")).unwrap().contains(&lost));
}
