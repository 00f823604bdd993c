use std::fs;

use axum::body::Body;
use axum::http::Request;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::fixture::application::{PDF, Part, apply, body, send, send_body};
use crate::fixture::candidate::Candidate;
use crate::fixture::offers::offer_with;
use crate::fixture::server::TestServer;

const APPLICATIONS: &str = "/api/v1/me/applications";

fn files(server: &TestServer) -> usize {
    fs::read_dir(server.dir.path().join("data/cv")).unwrap().count()
}

#[tokio::test]
async fn an_application_is_stored_with_its_cv_and_comes_back_as_a_download() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let parts: [Part<'_>; 3] = [
        ("cv", Some("../../CV di Zoë.pdf"), PDF),
        ("message", None, " Buongiorno,\nè per il turno di notte. ".as_bytes()),
        ("phone", None, b"+39 333 1234567"),
    ];
    let answer = send(&candidate, &offer, Some("k1"), &parts).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (201, "no-store"), "{}", answer.text());
    let application = answer.json();
    assert_eq!(
        application["cv"],
        json!({"file_name": "CV di Zoë.pdf", "media_type": "application/pdf", "size": PDF.len()})
    );
    assert_eq!((&application["status"], &application["job_posting"]["id"]), (&json!("sent"), &json!(offer)));
    assert_eq!(application["message"], "Buongiorno,\nè per il turno di notte.");
    assert_eq!(candidate.read(APPLICATIONS).await, json!([application]));
    let cv = candidate.get(&format!("{APPLICATIONS}/{}/cv", application["id"].as_str().unwrap())).await;
    assert_eq!((cv.status.as_u16(), &cv.body[..], cv.header("content-type")), (200, PDF, "application/pdf"));
    assert_eq!(
        cv.header("content-disposition"),
        "attachment; filename=\"CV di Zo_.pdf\"; filename*=UTF-8''CV%20di%20Zo%C3%AB.pdf"
    );
    assert_eq!(cv.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!((cv.header("x-content-type-options"), cv.header("cache-control")), ("nosniff", "no-store"));
    let names: Vec<_> = fs::read_dir(server.dir.path().join("data/cv"))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.len() == 1 && names[0].len() == 26 && !names[0].contains('.'), "{names:?}");
}

#[tokio::test]
async fn who_applies_is_told_by_email_once() {
    let server = TestServer::start_at_site().await;
    let candidate = Candidate::anna(&server).await;
    let told = async || {
        let emails = server.mailbox().await;
        emails.into_iter().filter(|email| email.label.ends_with("application_received")).collect::<Vec<_>>()
    };
    let offer = server.import_offer("a").await;
    for _ in 0..2 {
        assert_eq!(apply(&candidate, &offer, "k1").await.status, 201);
    }
    apply(&candidate, &offer, "k2").await.problem(409);
    let emails = told().await;
    assert_eq!(emails.len(), 1);
    let text = &emails[0].text;
    assert!(text.contains("Subject: Abbiamo ricevuto la tua candidatura"), "{text}");
    assert!(text.contains("Offerta a, Officine Lambro S.r.l."), "{text}");
    assert!(text.contains("https://bacheca.example/candidature") && !text.contains("List-Unsubscribe"), "{text}");
    // More in an hour than anyone else could cause, and in the language of the profile.
    candidate.send("PATCH", "/api/v1/me", Some(json!({"language": "en"}))).await;
    for number in 0..7 {
        let offer = server.import_offer(&format!("b{number}")).await;
        assert_eq!(apply(&candidate, &offer, &format!("b{number}")).await.status, 201);
    }
    let emails = told().await;
    assert_eq!(emails.len(), 8);
    assert!(emails[7].text.contains("Subject: We have received your application"), "{}", emails[7].text);
}

#[tokio::test]
async fn the_same_key_sent_again_makes_no_second_row() {
    let server = TestServer::start().await;
    let (a, b) = (server.import_offer("a").await, server.import_offer("b").await);
    let candidate = Candidate::anna(&server).await;
    let first = apply(&candidate, &a, "k1").await;
    let again = apply(&candidate, &a, "k1").await;
    assert_eq!((first.status.as_u16(), first.json()), (again.status.as_u16(), again.json()));
    // After the deadline too: the first attempt was in time.
    server.import_offers(&[offer_with("a", json!({"bacheca:status": "filled"}))]).await;
    assert_eq!(apply(&candidate, &a, "k1").await.status, 201);
    let reused = [("Idempotency-Key".to_owned(), "reused".to_owned())];
    assert_eq!(apply(&candidate, &b, "k1").await.problem(422), reused);
    let other: [Part<'_>; 2] = [("cv", Some("Anna Rossi.pdf"), PDF), ("message", None, b"altro")];
    assert_eq!(send(&candidate, &a, Some("k1"), &other).await.problem(422), reused);
    assert_eq!((server.database().count("job_applications").await, files(&server)), (1, 1));
    // Keys are each person's own.
    let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    assert_eq!(apply(&other, &b, "k1").await.status, 201);
    for (key, code) in [(None, "missing"), (Some(""), "invalid"), (Some(&*"k".repeat(129)), "invalid")] {
        let problem = send(&candidate, &b, key, &[("cv", Some("cv.pdf"), PDF)]).await.problem(400);
        assert_eq!(problem, [("Idempotency-Key".to_owned(), code.to_owned())]);
    }
}

#[tokio::test]
async fn fifty_at_once_under_one_key_make_one_row_and_one_file() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let answers = join_all((0..50).map(|_| apply(&candidate, &offer, "k1"))).await;
    for answer in &answers {
        assert_eq!((answer.status.as_u16(), answer.json()), (201, answers[0].json()), "{}", answer.text());
    }
    assert_eq!((server.database().count("job_applications").await, files(&server)), (1, 1));
    // Fifty under keys of their own: one stands, the others are told.
    let offer = server.import_offer("b").await;
    let keys: Vec<_> = (0..9).map(|number| format!("b{number}")).collect();
    let answers = join_all(keys.iter().map(|key| apply(&candidate, &offer, key))).await;
    let created = answers.iter().filter(|answer| answer.status == 201).count();
    let refused = answers.iter().filter(|answer| answer.status == 409).count();
    assert_eq!((created, refused, server.database().count("job_applications").await, files(&server)), (1, 8, 2, 2));
}

#[tokio::test]
async fn only_open_offers_take_applications() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    apply(&candidate, "nessuna", "k1").await.problem(404);
    let offer = server.import_offer("a").await;
    for changes in [
        json!({"bacheca:status": "filled"}),
        json!({"bacheca:status": "withdrawn"}),
        json!({"validThrough": "2026-11-22"}),
        json!({"url": "https://officine.example/candidati", "directApply": false}),
    ] {
        server.import_offers(&[offer_with("a", changes.clone())]).await;
        let answer = apply(&candidate, &offer, "k1").await;
        if changes.get("url").is_none() {
            answer.problem(409);
        }
    }
    server.import_offers(&[offer_with("a", json!({}))]).await;
    server.database().set_apply_url("https://officine.example/candidati").await;
    let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    apply(&other, &offer, "k2").await.problem(409);
    server.get(APPLICATIONS).await.problem(401);
}

#[tokio::test]
async fn withdrawing_deletes_the_cv_and_one_may_apply_again() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let application = apply(&candidate, &offer, "k1").await.json();
    let path = format!("{APPLICATIONS}/{}", application["id"].as_str().unwrap());
    apply(&candidate, &offer, "k2").await.problem(409);
    let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    other.send("PUT", &format!("{path}/withdrawal"), None).await.problem(404);
    other.get(&format!("{path}/cv")).await.problem(404);
    assert_eq!(candidate.read(APPLICATIONS).await, json!([application]));
    server.set_time("2026-11-23T11:00:00Z");
    for _ in 0..2 {
        assert_eq!(candidate.send("PUT", &format!("{path}/withdrawal"), None).await.status, 204);
    }
    let withdrawn = candidate.read(APPLICATIONS).await[0].clone();
    assert_eq!(
        (&withdrawn["status"], withdrawn.get("cv"), withdrawn.get("message")),
        (&json!("withdrawn"), None, None)
    );
    assert!(withdrawn["withdrawn_at"].as_str().unwrap().starts_with("2026-11-23T11:00:00"));
    candidate.get(&format!("{path}/cv")).await.problem(404);
    assert_eq!(files(&server), 0);
    assert_eq!(apply(&candidate, &offer, "k3").await.status, 201);
    assert_eq!((server.database().count("job_applications").await, files(&server)), (2, 1));
}

#[tokio::test]
async fn parts_that_do_not_hold_are_named_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let large = [PDF, &vec![b'x'; 5 * 1024 * 1024]].concat();
    let long = "à".repeat(2001);
    let cv = ("cv", Some("cv.pdf"), PDF);
    let cases: [(&[Part<'_>], &str, &str); 14] = [
        (&[], "/cv", "missing"),
        (&[("cv", Some("cv.pdf"), b"")], "/cv", "empty"),
        (&[("cv", Some("cv.pdf"), b"<html><script>alert(1)</script>")], "/cv", "unsupported_type"),
        (&[("cv", Some("cv.pdf.exe"), PDF)], "/cv", "type_mismatch"),
        (&[("cv", Some("cv.docx"), PDF)], "/cv", "type_mismatch"),
        (&[("cv", Some("cv.exe"), b"MZ\x90\x00\x03")], "/cv", "unsupported_type"),
        (&[("cv", Some("cv.docx"), b"PK\x03\x04 rotto")], "/cv", "unsafe_archive"),
        (&[("cv", Some("cv.pdf"), &large)], "/cv", "too_large"),
        (&[cv, ("message", None, long.as_bytes())], "/message", "too_long"),
        (&[cv, ("message", None, b"\xff\xfe")], "/message", "invalid"),
        (&[cv, ("phone", None, b"chiamami")], "/phone", "invalid"),
        (&[cv, ("role", None, b"admin")], "/role", "unknown_field"),
        (&[cv, cv], "/cv", "repeated"),
        (&[cv, ("message", None, b"a"), ("message", None, b"b")], "/message", "repeated"),
    ];
    for (parts, pointer, code) in cases {
        let problem = send(&candidate, &offer, Some("k1"), parts).await.problem(422);
        assert_eq!(problem, [(pointer.to_owned(), code.to_owned())]);
    }
    assert_eq!((server.database().count("job_applications").await, files(&server)), (0, 0));
    // The key of what was refused is free.
    assert_eq!(apply(&candidate, &offer, "k1").await.status, 201);
}

#[tokio::test]
async fn what_is_no_form_or_too_much_is_refused_as_what_it_is() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let whole = body(&[("cv", Some("cv.pdf"), PDF)]);
    let broken = Body::from(whole[..whole.len() / 2].to_vec());
    send_body(&candidate, &offer, Some("k1"), broken).await.problem(400);
    send_body(&candidate, &offer, Some("k1"), Body::from("no form at all")).await.problem(400);
    let huge = vec![b'x'; 6 * 1024 * 1024];
    let huge = body(&[("cv", Some("cv.pdf"), &huge), ("message", None, b"a")]);
    send_body(&candidate, &offer, Some("k1"), Body::from(huge)).await.problem(413);
    let path = format!("/api/v1/job-postings/{offer}/applications");
    let json = candidate.send("POST", &path, Some(json!({}))).await;
    json.problem(415);
    let announced = Request::post(&path)
        .header("cookie", &candidate.cookie)
        .header("x-bacheca", "1")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("content-length", "50000000");
    server.send(announced.body(Body::empty()).unwrap()).await.problem(413);
    // A form of another site can send such a body: it lacks what only our pages can add.
    let foreign = Request::post(&path)
        .header("cookie", &candidate.cookie)
        .header("idempotency-key", "k1")
        .header("content-type", "multipart/form-data; boundary=----confine");
    server.send(foreign.body(Body::from(whole)).unwrap()).await.problem(403);
    assert_eq!(candidate.read(APPLICATIONS).await, Value::Array(Vec::new()));
}

#[tokio::test]
async fn a_cv_may_be_larger_than_other_bodies() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let candidate = Candidate::anna(&server).await;
    let cv = [PDF, &vec![b'x'; 4 * 1024 * 1024]].concat();
    let form = body(&[("cv", Some("cv.pdf"), &cv)]);
    let request = Request::post(format!("/api/v1/job-postings/{offer}/applications"))
        .header("cookie", &candidate.cookie)
        .header("x-bacheca", "1")
        .header("idempotency-key", "k1")
        .header("content-length", form.len())
        .header("content-type", "multipart/form-data; boundary=----confine");
    let answer = server.send(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.json()["cv"]["size"], cv.len());
    assert_eq!(files(&server), 1);
}
