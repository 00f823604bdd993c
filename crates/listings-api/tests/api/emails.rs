use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::candidate::{Candidate, EMAIL, PASSWORD, confirm, cookie, sign_in, sign_up};
use crate::mailbox::{Email, last, last_to, mailbox};
use crate::server::{Server, instant};
use crate::smtp::{Manner, SmtpServer};

#[tokio::test]
async fn following_the_link_confirms_the_address_and_signs_in_once() {
    let server = Server::start_with(|config| config.site_origins = vec!["https://bacheca.example".to_owned()]).await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    let email = last(&server, "confirm_email").await;
    assert!(email.text.contains("To: anna@posta.example\r\n"), "{}", email.text);
    assert!(email.text.contains("https://bacheca.example/conferma-email#"), "{}", email.text);
    assert!(email.text.contains("text/plain") && email.text.contains("text/html"));
    // Only the hash of what the link holds is stored.
    let stored: Vec<String> =
        sqlx::query_scalar("SELECT token_hash FROM email_tokens").fetch_all(&server.state.store.read).await.unwrap();
    assert!(!stored.contains(&email.token()));
    assert_eq!(confirm(&server, "another").await.status, 404);
    let first = confirm(&server, &email.token()).await;
    assert_eq!((first.status.as_u16(), first.header("cache-control")), (204, "no-store"));
    assert!(first.header("set-cookie").contains("; HttpOnly; Secure; SameSite=Lax"));
    let candidate = Candidate { server: &server, cookie: cookie(&first) };
    assert!(candidate.is_signed_in().await);
    let again = confirm(&server, &email.token()).await;
    assert_eq!((again.status.as_u16(), again.header("set-cookie")), (204, ""));
}

#[tokio::test]
async fn of_two_that_follow_a_link_at_once_one_is_signed_in() {
    let server = Server::start().await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    let token = last(&server, "confirm_email").await.token();
    let (one, two) = tokio::join!(confirm(&server, &token), confirm(&server, &token));
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (204, 204));
    assert_eq!([&one, &two].into_iter().filter(|answer| !answer.header("set-cookie").is_empty()).count(), 1);
}

#[tokio::test]
async fn a_link_expires_and_signing_up_again_sends_another() {
    let server = Server::start().await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    let first = last(&server, "confirm_email").await.token();
    server.clock.set(instant("2026-11-24T10:00:01Z"));
    confirm(&server, &first).await.problem(404);
    sign_up(&server, "Anna Rossi", EMAIL).await;
    let second = last(&server, "confirm_email").await.token();
    assert_eq!(confirm(&server, &second).await.status, 204);
}

#[tokio::test]
async fn a_later_sign_up_takes_the_place_of_one_that_nobody_confirmed() {
    let server = Server::start().await;
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
    let before = last(&server, "confirm_email").await.token();
    // One that is still to be sent is not.
    server.post_json("/api/v1/accounts", account(&[])).await;
    server.clock.set(instant("2026-11-23T11:00:00Z"));
    let anna = account(&[
        ("name", json!("Anna Rossi")),
        ("email", json!(EMAIL)),
        ("password", json!(PASSWORD)),
        ("place", json!("torino-to")),
        ("marketing_consent", json!(false)),
    ]);
    let own = server.post_json("/api/v1/accounts", anna).await;
    assert_eq!((own.status, &own.headers, &own.body), (stranger.status, &stranger.headers, &stranger.body));
    assert_eq!(mailbox(&server).await.len(), 2);
    confirm(&server, &before).await.problem(404);
    let email = last(&server, "confirm_email").await;
    assert_eq!(email.recipient(), EMAIL);
    let candidate = Candidate { server: &server, cookie: cookie(&confirm(&server, &email.token()).await) };
    let profile = candidate.read("/api/v1/me").await;
    assert_eq!((&profile["name"], &profile["email"]), (&json!("Anna Rossi"), &json!(EMAIL)));
    assert_eq!((&profile["place"]["slug"], &profile["marketing_consent"]), (&json!("torino-to"), &json!(false)));
    assert_eq!(profile["created_at"], "2026-11-23T11:00:00Z");
    let consents: Vec<(String, String)> =
        sqlx::query_as("SELECT purpose, at FROM account_consents").fetch_all(&server.state.store.read).await.unwrap();
    assert_eq!(consents, [("privacy_notice".to_owned(), "2026-11-23T11:00:00+00:00".to_owned())]);
    assert_eq!(sign_in(&server, EMAIL, "la password di un altro").await.status, 401);
    assert_eq!(sign_in(&server, EMAIL, PASSWORD).await.status, 204);
}

#[tokio::test]
async fn who_signs_up_twice_is_told_by_email_only() {
    let server = Server::start().await;
    Candidate::anna(&server).await;
    sign_up(&server, "Qualcun Altro", "ANNA@posta.example").await;
    let email = last(&server, "already_registered").await;
    assert!(email.text.contains("Anna Rossi") && !email.text.contains("Qualcun"), "{}", email.text);
    assert_eq!(mailbox(&server).await.len(), 2);
}

#[tokio::test]
async fn emails_are_in_the_language_of_the_browser() {
    let server = Server::start().await;
    let account = json!({
        "name": "Zoë", "email": "zoe@posta.example", "password": "cavallo batteria", "privacy_notice_version": "2026-11"
    });
    let request = Request::post("/api/v1/accounts")
        .header("content-type", "application/json")
        .header("accept-language", "en-GB,en;q=0.9,it;q=0.8");
    assert_eq!(server.send(request.body(Body::from(account.to_string())).unwrap()).await.status, 202);
    let email = last(&server, "confirm_email").await;
    assert!(email.text.contains("Subject: Confirm your email address"), "{}", email.text);
}

#[tokio::test]
async fn a_mailbox_is_not_filled_by_clicks() {
    let server = Server::start().await;
    for _ in 0..12 {
        sign_up(&server, "Anna Rossi", EMAIL).await;
        listings_api::delivery::mail::send_due(&server.state).await.unwrap();
    }
    assert_eq!(mailbox(&server).await.len(), 6);
    server.clock.set(instant("2026-11-23T11:00:01Z"));
    sign_up(&server, "Anna Rossi", EMAIL).await;
    let token = last(&server, "confirm_email").await.token();
    assert_eq!(confirm(&server, &token).await.status, 204);
}

async fn waiting(server: &Server) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM outgoing_emails").fetch_one(&server.state.store.read).await.unwrap()
}

#[tokio::test]
async fn an_smtp_server_gets_the_email_after_the_account_is_stored() {
    let smtp = SmtpServer::start(|_, _| Manner::Take).await;
    let server = Server::start_with(|config| {
        config.smtp_url = Some(smtp.url.clone());
        config.mail_from = "Bacheca <lavoro@bacheca.example>".to_owned();
    })
    .await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    assert_eq!((waiting(&server).await, smtp.messages().len()), (1, 0));
    listings_api::delivery::mail::send_due(&server.state).await.unwrap();
    assert_eq!(waiting(&server).await, 0);
    let messages = smtp.messages();
    assert!(messages[0].contains("From: Bacheca <lavoro@bacheca.example>\r\n"), "{}", messages[0]);
    assert!(messages[0].contains("Auto-Submitted: auto-generated\r\n"), "{}", messages[0]);
    assert_eq!(messages.len(), 1);
    assert!(!server.dir.path().join("data/outbox").exists());
}

#[tokio::test]
async fn an_email_that_can_not_be_sent_now_is_sent_later() {
    let smtp = SmtpServer::start(|connection, _| if connection < 2 { Manner::Refuse(451) } else { Manner::Take }).await;
    let server = Server::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    let send_at = async |time: &str| {
        server.clock.set(instant(time));
        listings_api::delivery::mail::send_due(&server.state).await.unwrap();
        (waiting(&server).await, smtp.messages().len())
    };
    assert_eq!(send_at("2026-11-23T10:00:00Z").await, (1, 0));
    assert_eq!(send_at("2026-11-23T10:00:29Z").await, (1, 0));
    assert_eq!(send_at("2026-11-23T10:00:30Z").await, (1, 0));
    // Twice as long after the second failure.
    assert_eq!(send_at("2026-11-23T10:01:00Z").await, (1, 0));
    assert_eq!(send_at("2026-11-23T10:01:30Z").await, (0, 1));
}

#[tokio::test]
async fn an_email_that_is_refused_for_good_is_given_up_and_stops_no_other() {
    let smtp =
        SmtpServer::start(|connection, _| if connection == 0 { Manner::Refuse(550) } else { Manner::Take }).await;
    let server = Server::start_with(|config| config.smtp_url = Some(smtp.url.clone())).await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    sign_up(&server, "Bruno Neri", "bruno@posta.example").await;
    listings_api::delivery::mail::send_due(&server.state).await.unwrap();
    assert_eq!((waiting(&server).await, smtp.messages().len()), (0, 1));
    // Nobody listens there any more.
    let server = Server::start_with(|config| config.smtp_url = Some("smtp://127.0.0.1:1".to_owned())).await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    listings_api::delivery::mail::send_due(&server.state).await.unwrap();
    assert_eq!(waiting(&server).await, 1);
    server.clock.set(instant("2026-11-25T10:00:01Z"));
    listings_api::delivery::mail::send_due(&server.state).await.unwrap();
    assert_eq!(waiting(&server).await, 0);
}

/// What strangers could make our letters say.
const ADVERTISEMENT: &str = "Hai vinto un premio, chiama";

#[tokio::test]
async fn a_letter_to_an_address_that_nobody_has_confirmed_names_nobody() {
    let server = Server::start().await;
    let names = |email: &Email| email.text.contains("Hai vinto");
    sign_up(&server, ADVERTISEMENT, "vittima@posta.example").await;
    let confirm_email = last_to(&server, "vittima@posta.example", "confirm_email").await;
    assert!(!names(&confirm_email) && confirm_email.text.contains("Ciao,"), "{}", confirm_email.text);
    let wanted = json!({"email": "vittima@posta.example"}).to_string();
    let request = Request::post("/api/v1/password-resets").header("content-type", "application/json");
    let request = request.header("x-bacheca", "1").body(Body::from(wanted)).unwrap();
    assert_eq!(server.send(request).await.status, 202);
    assert!(!names(&last_to(&server, "vittima@posta.example", "reset_password").await));
    // With an account of one's own one may ask for letters to any address.
    let stranger = Candidate::named(&server, ADVERTISEMENT, "estraneo@posta.example").await;
    let change = json!({"email": "altra@posta.example", "current_password": PASSWORD});
    assert_eq!(stranger.send("PUT", "/api/v1/me/email", Some(change)).await.status, 202);
    assert!(!names(&last_to(&server, "altra@posta.example", "change_email").await));
    // Whose address has been confirmed is called by the name they gave, and never by another.
    Candidate::anna(&server).await;
    sign_up(&server, ADVERTISEMENT, EMAIL).await;
    let own = last_to(&server, EMAIL, "already_registered").await;
    assert!(own.text.contains("To: \"Anna Rossi\" <anna@posta.example>") && !names(&own), "{}", own.text);
    assert!(own.text.contains("Ciao Anna Rossi,"), "{}", own.text);
}
