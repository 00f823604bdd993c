use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD, cookie};
use crate::fixture::mailbox::Email;
use crate::fixture::server::TestServer;

#[tokio::test]
async fn following_the_link_confirms_the_address_and_signs_in_once() {
    let server = TestServer::start_at_site().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    let email = server.last_email("confirm_email").await;
    assert!(email.text.contains("To: anna@posta.example\r\n"), "{}", email.text);
    assert!(email.text.contains("https://bacheca.example/conferma-email#"), "{}", email.text);
    assert!(email.text.contains("text/plain") && email.text.contains("text/html"));
    // Only the hash of what the link holds is stored.
    let stored = server.database().values("email_tokens", "token_hash", "created_at").await;
    assert!(!stored.contains(&Some(email.token())));
    assert_eq!(server.confirm("another").await.status, 404);
    let first = server.confirm(&email.token()).await;
    assert_eq!((first.status.as_u16(), first.header("cache-control")), (204, "no-store"));
    assert!(first.header("set-cookie").contains("; HttpOnly; SameSite=Lax; Secure;"));
    let candidate = Candidate { server: &server, cookie: cookie(&first) };
    assert!(candidate.is_signed_in().await);
    let again = server.confirm(&email.token()).await;
    assert_eq!((again.status.as_u16(), again.header("set-cookie")), (204, ""));
}

#[tokio::test]
async fn of_two_that_follow_a_link_at_once_one_is_signed_in() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    let token = server.last_email("confirm_email").await.token();
    let (one, two) = tokio::join!(server.confirm(&token), server.confirm(&token));
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (204, 204));
    assert_eq!([&one, &two].into_iter().filter(|answer| !answer.header("set-cookie").is_empty()).count(), 1);
}

#[tokio::test]
async fn a_link_expires_and_signing_up_again_sends_another() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    let first = server.last_email("confirm_email").await.token();
    server.set_time("2026-11-24T10:00:01Z");
    server.confirm(&first).await.problem(404);
    server.sign_up("Anna Rossi", EMAIL).await;
    let second = server.last_email("confirm_email").await.token();
    assert_eq!(server.confirm(&second).await.status, 204);
}

#[tokio::test]
async fn a_later_sign_up_takes_the_place_of_one_that_nobody_confirmed() {
    let server = TestServer::start().await;
    let account = |changes: &[(&str, Value)]| {
        let mut account = json!({
            "name": "Qualcun Altro", "email": "ANNA@posta.example", "password": "la password di un altro",
            "place": "milano-mi", "marketing_consent": true, "privacy_notice_version": "2026-11"
        });
        for (name, value) in changes {
            account[*name] = value.clone();
        }
        account.to_string()
    };
    let stranger = server.post_json("/api/v1/accounts", account(&[])).await;
    let before = server.last_email("confirm_email").await.token();
    // One that is still to be sent is not.
    server.post_json("/api/v1/accounts", account(&[])).await;
    server.set_time("2026-11-23T11:00:00Z");
    let anna = account(&[
        ("name", json!("Anna Rossi")),
        ("email", json!(EMAIL)),
        ("password", json!(PASSWORD)),
        ("place", json!("torino-to")),
        ("marketing_consent", json!(false)),
    ]);
    let own = server.post_json("/api/v1/accounts", anna).await;
    assert_eq!((own.status, &own.headers, &own.body), (stranger.status, &stranger.headers, &stranger.body));
    assert_eq!(server.mailbox().await.len(), 2);
    server.confirm(&before).await.problem(404);
    let email = server.last_email("confirm_email").await;
    assert_eq!(email.recipient(), EMAIL);
    let candidate = Candidate { server: &server, cookie: cookie(&server.confirm(&email.token()).await) };
    let profile = candidate.read("/api/v1/me").await;
    assert_eq!((&profile["name"], &profile["email"]), (&json!("Anna Rossi"), &json!(EMAIL)));
    assert_eq!((&profile["place"]["slug"], &profile["marketing_consent"]), (&json!("torino-to"), &json!(false)));
    assert_eq!(profile["created_at"], "2026-11-23T11:00:00Z");
    let consents = async |column: &str| server.database().values("account_consents", column, "seq").await;
    assert_eq!(consents("purpose").await, [Some("privacy_notice".to_owned())]);
    assert_eq!(consents("at").await, [Some("2026-11-23T11:00:00+00:00".to_owned())]);
    assert_eq!(server.sign_in(EMAIL, "la password di un altro").await.status, 401);
    assert_eq!(server.sign_in(EMAIL, PASSWORD).await.status, 204);
}

#[tokio::test]
async fn who_signs_up_twice_is_told_by_email_only() {
    let server = TestServer::start().await;
    Candidate::anna(&server).await;
    server.sign_up("Qualcun Altro", "ANNA@posta.example").await;
    let email = server.last_email("already_registered").await;
    assert!(email.text.contains("Anna Rossi") && !email.text.contains("Qualcun"), "{}", email.text);
    assert_eq!(server.mailbox().await.len(), 2);
}

#[tokio::test]
async fn emails_are_in_the_language_of_the_browser() {
    let server = TestServer::start().await;
    let account = json!({
        "name": "Zoë", "email": "zoe@posta.example", "password": "cavallo batteria", "privacy_notice_version": "2026-11"
    });
    let request = Request::post("/api/v1/accounts")
        .header("content-type", "application/json")
        .header("accept-language", "en-GB,en;q=0.9,it;q=0.8");
    assert_eq!(server.send(request.body(Body::from(account.to_string())).unwrap()).await.status, 202);
    let email = server.last_email("confirm_email").await;
    assert!(email.text.contains("Subject: Confirm your email address"), "{}", email.text);
}

/// What strangers could make our letters say.
const ADVERTISEMENT: &str = "Hai vinto un premio, chiama";

#[tokio::test]
async fn a_letter_to_an_address_that_nobody_has_confirmed_names_nobody() {
    let server = TestServer::start().await;
    let names = |email: &Email| email.text.contains("Hai vinto");
    server.sign_up(ADVERTISEMENT, "vittima@posta.example").await;
    let confirm_email = server.last_email_to("vittima@posta.example", "confirm_email").await;
    assert!(!names(&confirm_email) && confirm_email.text.contains("Ciao,"), "{}", confirm_email.text);
    let wanted = json!({"email": "vittima@posta.example"}).to_string();
    let request = Request::post("/api/v1/password-resets").header("content-type", "application/json");
    let request = request.header("x-bacheca", "1").body(Body::from(wanted)).unwrap();
    assert_eq!(server.send(request).await.status, 202);
    assert!(!names(&server.last_email_to("vittima@posta.example", "reset_password").await));
    // With an account of one's own one may ask for letters to any address.
    let stranger = Candidate::named(&server, ADVERTISEMENT, "estraneo@posta.example").await;
    let change = json!({"email": "altra@posta.example", "current_password": PASSWORD});
    assert_eq!(stranger.send("PUT", "/api/v1/me/email", Some(change)).await.status, 202);
    assert!(!names(&server.last_email_to("altra@posta.example", "change_email").await));
    // Whose address has been confirmed is called by the name they gave, and never by another.
    Candidate::anna(&server).await;
    server.sign_up(ADVERTISEMENT, EMAIL).await;
    let own = server.last_email_to(EMAIL, "already_registered").await;
    assert!(own.text.contains("To: \"Anna Rossi\" <anna@posta.example>") && !names(&own), "{}", own.text);
    assert!(own.text.contains("Ciao Anna Rossi,"), "{}", own.text);
}
