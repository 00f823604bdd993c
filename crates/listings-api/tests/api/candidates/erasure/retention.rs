use serde_json::json;

use crate::fixture::application::{PDF, send};
use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD};
use crate::fixture::files::files_with;
use crate::fixture::server::{TestServer, instant};

/// The hourly cleaning at a time; how many accounts there are then.
async fn accounts_at(server: &TestServer, time: &str) -> i64 {
    server.set_time(time);
    server.clean(time).await;
    server.database().count("accounts").await
}

#[tokio::test]
async fn an_account_that_nobody_confirms_leaves_no_byte_after_a_week() {
    let server = TestServer::start().await;
    Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    server.sign_up("Anna Rossi", EMAIL).await;
    server.mailbox().await;
    assert_eq!(accounts_at(&server, "2026-11-30T09:59:59Z").await, 2);
    let data = server.dir.path().join("data");
    let texts: [&[u8]; 2] = [EMAIL.as_bytes(), b"Anna Rossi"];
    assert!(!files_with(&data, &texts).is_empty());
    assert_eq!(accounts_at(&server, "2026-11-30T10:00:00Z").await, 1);
    let left = files_with(&data, &texts);
    assert!(left.is_empty(), "{left:?}");
}

#[tokio::test]
async fn signing_up_again_begins_another_week() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    server.set_time("2026-11-29T10:00:00Z");
    server.sign_up("Anna Rossi", EMAIL).await;
    assert_eq!(accounts_at(&server, "2026-11-30T10:00:00Z").await, 1);
    let token = server.last_email("confirm_email").await.token();
    assert_eq!(server.confirm(&token).await.status, 204);
    assert_eq!(accounts_at(&server, "2026-12-30T10:00:00Z").await, 1);
}

/// How many were told so far that their account is going to be erased.
async fn told(server: &TestServer) -> usize {
    server.mailbox().await.iter().filter(|email| email.label.ends_with("inactive_account")).count()
}

#[tokio::test]
async fn an_account_that_nobody_uses_goes_after_its_owner_was_told_and_leaves_no_byte() {
    let server = TestServer::start().await;
    let offer = server.import_offer("a").await;
    let anna = Candidate::anna(&server).await;
    let parts = [("cv", Some("Anna Rossi.pdf"), PDF), ("message", None, b"messaggio-unico")];
    assert_eq!(send(&anna, &offer, Some("k1"), &parts).await.status, 201);
    anna.send("PUT", &format!("/api/v1/me/saved/{offer}"), None).await;
    // What counts is the last use, not the sign-up, whatever became of the session.
    server.set_time("2026-12-10T10:00:00Z");
    assert!(anna.is_signed_in().await);
    assert_eq!(anna.send("DELETE", "/api/v1/sessions", None).await.status, 204);
    let bruno = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    bruno.send("PATCH", "/api/v1/me", Some(json!({"language": "en"}))).await;

    assert_eq!((accounts_at(&server, "2028-11-10T09:59:59Z").await, told(&server).await), (2, 0));
    assert_eq!((accounts_at(&server, "2028-11-10T10:00:00Z").await, told(&server).await), (2, 2));
    let to_anna = server.last_email_to(EMAIL, "inactive_account").await.text;
    assert!(to_anna.contains("entro il 9 dicembre 2028, lo cancelleremo"), "{to_anna}");
    let to_bruno = server.last_email_to("bruno@posta.example", "inactive_account").await.text;
    assert!(to_bruno.contains("sign in by 9 December 2028, we will erase"), "{to_bruno}");
    assert_eq!((accounts_at(&server, "2028-11-25T10:00:00Z").await, told(&server).await), (2, 2));
    let bruno = Candidate::signed_in(&server, "bruno@posta.example", PASSWORD).await;

    assert_eq!(accounts_at(&server, "2028-12-10T09:59:59Z").await, 2);
    let data = server.dir.path().join("data");
    let texts: [&[u8]; 4] = [EMAIL.as_bytes(), b"Anna Rossi", b"messaggio-unico", b"prova-unica-del-cv"];
    assert!(!files_with(&data, &texts).is_empty());
    assert_eq!(accounts_at(&server, "2028-12-10T10:00:00Z").await, 1);
    let left = files_with(&data, &texts);
    assert!(left.is_empty(), "{left:?}");
    assert!(bruno.is_signed_in().await);
    // He starts anew: told again in two years, not before.
    assert_eq!((accounts_at(&server, "2030-10-01T10:00:00Z").await, told(&server).await), (1, 1));
    assert_eq!((accounts_at(&server, "2030-11-10T10:00:00Z").await, told(&server).await), (1, 2));
}

#[tokio::test]
async fn who_could_not_be_told_in_time_has_thirty_days_all_the_same() {
    let server = TestServer::start_with(|config| {
        config.inactive_months = 3;
        // Nobody listens there.
        config.smtp_url = Some("smtp://127.0.0.1:1".to_owned());
    })
    .await;
    server.sign_up("Anna Rossi", EMAIL).await;
    server.database().confirm_all_accounts().await;
    let told_at = async || server.database().values("accounts", "inactive_told_at", "id").await.remove(0);
    // The server was off when the time came.
    assert_eq!(accounts_at(&server, "2027-06-01T10:00:00Z").await, 1);
    assert!(told_at().await.is_some());
    for time in ["2027-06-01T10:00:00Z", "2027-06-03T10:00:01Z"] {
        server.set_time(time);
        server.send_emails().await;
    }
    assert_eq!(told_at().await, None);
    assert_eq!(accounts_at(&server, "2027-07-02T10:00:00Z").await, 1);
    assert_eq!(told_at().await, Some(instant("2027-07-02T10:00:00Z").timestamp().to_string()));
    assert_eq!(accounts_at(&server, "2027-08-01T09:59:59Z").await, 1);
    assert_eq!(accounts_at(&server, "2027-08-01T10:00:00Z").await, 0);
}

#[tokio::test]
async fn who_was_here_this_week_is_not_told_however_short_the_time() {
    let server = TestServer::start_with(|config| config.inactive_months = 1).await;
    Candidate::anna(&server).await;
    assert_eq!((accounts_at(&server, "2026-11-30T09:59:59Z").await, told(&server).await), (1, 0));
    assert_eq!((accounts_at(&server, "2026-11-30T10:00:00Z").await, told(&server).await), (1, 1));
    assert_eq!(accounts_at(&server, "2026-12-30T09:59:59Z").await, 1);
    assert_eq!(accounts_at(&server, "2026-12-30T10:00:00Z").await, 0);
}
