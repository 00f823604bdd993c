use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::fixture::application::apply;
use crate::fixture::candidate::{Candidate, EMAIL};
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::offers::offer_with;
use crate::fixture::server::TestServer;

const ME: &str = "/api/v1/me";

/// Imports an offer with this last day; gives its id.
async fn closing(server: &TestServer, identifier: &str, last_day: &str) -> String {
    server.import_offers(&[offer_with(identifier, json!({"validThrough": last_day}))]).await;
    server.offer_id(identifier).await
}

async fn save(candidate: &Candidate<'_>, offer: &str) {
    assert_eq!(candidate.send("PUT", &format!("{ME}/saved/{offer}"), None).await.status, 204);
}

/// Puts reminders into the outbox at a time, without sending them.
async fn run_at(server: &TestServer, time: &str) {
    server.set_time(time);
    server.run_reminders().await.unwrap();
}

/// Runs what is due at a time; how many reminders were sent so far.
async fn sent_at(server: &TestServer, time: &str) -> usize {
    run_at(server, time).await;
    server.mailbox().await.iter().filter(|email| email.label.ends_with("saved_reminder")).count()
}

/// Monday at eleven; from now on the emails go out at seven in the morning.
async fn server() -> TestServer {
    let server = TestServer::start_with(|config| {
        config.site_origins = vec!["https://bacheca.example".to_owned()];
        config.api_origin = Some("https://api.example".to_owned());
    })
    .await;
    run_at(&server, "2026-11-23T10:00:00Z").await;
    server
}

#[tokio::test]
async fn one_email_in_the_morning_names_what_closes_within_three_days_each_once() {
    let server = server().await;
    let candidate = Candidate::anna(&server).await;
    for (identifier, last_day) in
        [("quattro", "2026-11-28"), ("tre", "2026-11-27"), ("oggi", "2026-11-24"), ("passata", "2026-11-23")]
    {
        save(&candidate, &closing(&server, identifier, last_day).await).await;
    }
    let (sent, withdrawn) =
        (closing(&server, "inviata", "2026-11-25").await, closing(&server, "ritirata", "2026-11-25").await);
    let ended = closing(&server, "coperta", "2026-11-25").await;
    for offer in [&sent, &withdrawn, &ended] {
        save(&candidate, offer).await;
    }
    assert_eq!(apply(&candidate, &sent, "k1").await.status, 201);
    let application = apply(&candidate, &withdrawn, "k2").await.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(candidate.send("PUT", &format!("{ME}/applications/{application}/withdrawal"), None).await.status, 204);
    assert!(server.state.store.end_job_posting(&ended, "filled").await.unwrap());
    closing(&server, "altrui", "2026-11-25").await;

    assert_eq!(sent_at(&server, "2026-11-24T05:59:59Z").await, 0);
    assert_eq!(sent_at(&server, "2026-11-24T06:00:00Z").await, 1);
    let email = server.last_email("saved_reminder").await.text;
    let (first, second) =
        (email.find("Offerta oggi, Officine Lambro S.r.l. (scade il 24 novembre 2026)"), email.find("Offerta tre"));
    assert!(first.is_some() && first < second, "{email}");
    assert!(email.contains("https://bacheca.example/offerte/") && email.contains("https://bacheca.example/salvate"));
    for other in ["quattro", "passata", "inviata", "ritirata", "coperta", "altrui"] {
        assert!(!email.contains(&format!("Offerta {other}")), "{other}: {email}");
    }
    // Saved during the day, it waits for the next morning.
    save(&candidate, &closing(&server, "nuova", "2026-11-25").await).await;
    assert_eq!(sent_at(&server, "2026-11-24T20:00:00Z").await, 1);
    assert_eq!(sent_at(&server, "2026-11-25T06:00:00Z").await, 2);
    let email = server.last_email("saved_reminder").await.text;
    assert!(email.contains("Offerta quattro") && email.contains("Offerta nuova"), "{email}");
    assert!(!email.contains("Offerta tre"), "{email}");
    assert_eq!(sent_at(&server, "2026-11-26T06:00:00Z").await, 2);
}

#[tokio::test]
async fn they_are_turned_off_in_the_profile_and_by_one_click_from_anywhere() {
    let server = server().await;
    let candidate = Candidate::anna(&server).await;
    let bruno = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    bruno.send("PATCH", ME, Some(json!({"language": "en"}))).await;
    let offer = closing(&server, "a", "2026-11-25").await;
    save(&candidate, &offer).await;
    save(&bruno, &offer).await;
    assert_eq!(candidate.send("PATCH", ME, Some(json!({"saved_reminders": false}))).await.status, 200);
    assert_eq!(sent_at(&server, "2026-11-24T06:00:00Z").await, 1);
    let text = server.last_email_to("bruno@posta.example", "saved_reminder").await.text.replace("\r\n ", "");
    assert!(text.contains("Officine Lambro S.r.l. (closes on 25 November 2026)"), "{text}");
    assert!(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"), "{text}");
    assert!(text.contains("https://bacheca.example/disiscriviti#"), "{text}");
    let link = text.split("<https://api.example").nth(1).unwrap().split('>').next().unwrap();
    for _ in 0..2 {
        let request = Request::post(link)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://mail.example");
        let answer = server.send(request.body(Body::from("List-Unsubscribe=One-Click")).unwrap()).await;
        assert_eq!(answer.status, 204);
    }
    assert_eq!(bruno.read(ME).await["saved_reminders"], false);
    assert_eq!(candidate.read(ME).await["saved_reminders"], false);
    // Wanted again, and turned off while one is on its way.
    bruno.send("PATCH", ME, Some(json!({"saved_reminders": true}))).await;
    save(&bruno, &closing(&server, "b", "2026-11-26").await).await;
    run_at(&server, "2026-11-25T06:00:00Z").await;
    bruno.send("PATCH", ME, Some(json!({"saved_reminders": false}))).await;
    assert_eq!(sent_at(&server, "2026-11-25T06:00:00Z").await, 1);
}

#[tokio::test]
async fn after_an_outage_what_has_closed_is_named_no_more() {
    let server = server().await;
    let candidate = Candidate::anna(&server).await;
    save(&candidate, &closing(&server, "a", "2026-11-24").await).await;
    run_at(&server, "2026-11-24T06:00:00Z").await;
    server.set_time("2026-11-25T06:00:00Z");
    assert!(server.mailbox().await.iter().all(|email| !email.label.ends_with("saved_reminder")));
    // It is not said to an address that is not confirmed either.
    save(&candidate, &closing(&server, "b", "2026-11-27").await).await;
    server.database().set("accounts", Rows::Where("email", EMAIL), "email_confirmed_at", Cell::Null).await;
    assert_eq!(sent_at(&server, "2026-11-25T06:00:00Z").await, 0);
}

#[tokio::test]
async fn one_who_cannot_be_reminded_stops_no_other_and_is_tried_again() {
    let server = server().await;
    let offer = closing(&server, "vicina", "2026-11-25").await;
    let anna = Candidate::anna(&server).await;
    let bruno = Candidate::named(&server, "Bruno Verdi", "bruno@posta.example").await;
    save(&anna, &offer).await;
    save(&bruno, &offer).await;
    // Whoever comes first.
    let first = server.database().values("saved_job_postings", "account", "account").await[0].clone().unwrap();
    server.database().refuse_emails(&first, "saved_reminder").await;
    server.set_time("2026-11-24T06:00:00Z");
    let failed = server.run_reminders().await.unwrap_err();
    assert!(failed.to_string().contains("1 accounts"), "{failed}");
    let reminded =
        async || server.mailbox().await.iter().filter(|email| email.label.ends_with("saved_reminder")).count();
    assert_eq!(reminded().await, 1);
    server.database().mend().await;
    assert_eq!(sent_at(&server, "2026-11-24T06:59:59Z").await, 1);
    assert_eq!(sent_at(&server, "2026-11-24T07:00:00Z").await, 2);
}
