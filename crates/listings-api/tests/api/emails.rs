use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use crate::candidate::{Candidate, EMAIL, sign_up};
use crate::mailbox::{last, mailbox};
use crate::server::{Server, instant};

const AGAIN: &str = "/api/v1/me/email-confirmations";

async fn confirm(server: &Server, token: &str) -> u16 {
    let request = Request::put(format!("/api/v1/email-confirmations/{token}")).header("x-bacheca", "1");
    server.send(request.body(Body::empty()).unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn following_the_link_confirms_the_address() {
    let server = Server::start_with(|config| config.site_origins = vec!["https://bacheca.example".to_owned()]).await;
    let candidate = Candidate::anna(&server).await;
    let email = last(&server, "confirm_email").await;
    assert!(email.text.contains("To: \"Anna Rossi\" <anna@posta.example>"), "{}", email.text);
    assert!(email.text.contains("https://bacheca.example/conferma-email#"), "{}", email.text);
    assert!(email.text.contains("text/plain") && email.text.contains("text/html"));
    // Only the hash of what the link holds is stored.
    let stored: Vec<String> =
        sqlx::query_scalar("SELECT token_hash FROM email_tokens").fetch_all(&server.state.store.read).await.unwrap();
    assert!(!stored.contains(&email.token()));
    assert_eq!(confirm(&server, "another").await, 404);
    assert_eq!(confirm(&server, &email.token()).await, 204);
    assert_eq!(candidate.read("/api/v1/me").await["is_email_confirmed"], true);
    assert_eq!(confirm(&server, &email.token()).await, 204);
}

#[tokio::test]
async fn a_link_expires_and_another_may_be_asked_for() {
    let server = Server::start().await;
    let candidate = Candidate::anna(&server).await;
    let first = last(&server, "confirm_email").await.token();
    server.clock.set(instant("2026-11-24T10:00:01Z"));
    assert_eq!(confirm(&server, &first).await, 404);
    assert_eq!(candidate.send("POST", AGAIN, None).await.status, 202);
    let second = last(&server, "confirm_email").await.token();
    assert_eq!(confirm(&server, &second).await, 204);
    let sent = mailbox(&server).await.len();
    assert_eq!(candidate.send("POST", AGAIN, None).await.status, 202);
    assert_eq!(mailbox(&server).await.len(), sent);
}

#[tokio::test]
async fn who_signs_up_twice_is_told_by_email_only() {
    let server = Server::start().await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
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
    let server = Server::start_with(|config| config.email_request_limit = 100).await;
    let candidate = Candidate::anna(&server).await;
    for _ in 0..12 {
        assert_eq!(candidate.send("POST", AGAIN, None).await.status, 202);
    }
    assert_eq!(mailbox(&server).await.len(), 6);
    let limited = Server::start_with(|config| config.email_request_limit = 1).await;
    let candidate = Candidate::anna(&limited).await;
    assert_eq!(candidate.send("POST", AGAIN, None).await.status, 202);
    candidate.send("POST", AGAIN, None).await.problem(429);
}

/// A server that takes every email, unless it is told to refuse at `MAIL FROM` with this code.
async fn smtp_server(refusals: Vec<u16>) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let received = Arc::new(Mutex::new(Vec::new()));
    let taken = received.clone();
    tokio::spawn(async move {
        let mut refusals = refusals.into_iter();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let refusal = refusals.next();
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 test ESMTP\r\n").await.unwrap();
            while let Ok(Some(line)) = lines.next_line().await {
                let verb = line.split([' ', ':']).next().unwrap().to_ascii_uppercase();
                let answer = match (verb.as_str(), refusal) {
                    ("MAIL", Some(code)) => format!("{code} no\r\n"),
                    ("DATA", _) => {
                        write.write_all(b"354 go on\r\n").await.unwrap();
                        let mut message = String::new();
                        while let Ok(Some(line)) = lines.next_line().await {
                            if line == "." {
                                break;
                            }
                            message.push_str(&line);
                            message.push_str("\r\n");
                        }
                        taken.lock().unwrap().push(message);
                        "250 taken\r\n".to_owned()
                    }
                    ("QUIT", _) => "221 bye\r\n".to_owned(),
                    _ => "250 ok\r\n".to_owned(),
                };
                if write.write_all(answer.as_bytes()).await.is_err() {
                    break;
                }
            }
        }
    });
    (port, received)
}

async fn waiting(server: &Server) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM outgoing_emails").fetch_one(&server.state.store.read).await.unwrap()
}

#[tokio::test]
async fn an_smtp_server_gets_the_email_after_the_account_is_stored() {
    let (port, received) = smtp_server(Vec::new()).await;
    let server = Server::start_with(|config| {
        config.smtp_url = Some(format!("smtp://127.0.0.1:{port}"));
        config.mail_from = "Bacheca <lavoro@bacheca.example>".to_owned();
    })
    .await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    assert_eq!((waiting(&server).await, received.lock().unwrap().len()), (1, 0));
    listings_api::mail::send_due(&server.state).await.unwrap();
    assert_eq!(waiting(&server).await, 0);
    let messages = received.lock().unwrap();
    assert!(messages[0].contains("From: Bacheca <lavoro@bacheca.example>\r\n"), "{}", messages[0]);
    assert!(messages[0].contains("Auto-Submitted: auto-generated\r\n"), "{}", messages[0]);
    assert_eq!(messages.len(), 1);
    assert!(!server.dir.path().join("data/outbox").exists());
}

#[tokio::test]
async fn an_email_that_can_not_be_sent_now_is_sent_later() {
    let (port, received) = smtp_server(vec![451, 451]).await;
    let server = Server::start_with(|config| config.smtp_url = Some(format!("smtp://127.0.0.1:{port}"))).await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    let send_at = async |time: &str| {
        server.clock.set(instant(time));
        listings_api::mail::send_due(&server.state).await.unwrap();
        (waiting(&server).await, received.lock().unwrap().len())
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
    let (port, received) = smtp_server(vec![550]).await;
    let server = Server::start_with(|config| config.smtp_url = Some(format!("smtp://127.0.0.1:{port}"))).await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    sign_up(&server, "Bruno Neri", "bruno@posta.example").await;
    listings_api::mail::send_due(&server.state).await.unwrap();
    assert_eq!((waiting(&server).await, received.lock().unwrap().len()), (0, 1));
    // Nobody listens there any more.
    let server = Server::start_with(|config| config.smtp_url = Some("smtp://127.0.0.1:1".to_owned())).await;
    sign_up(&server, "Anna Rossi", EMAIL).await;
    listings_api::mail::send_due(&server.state).await.unwrap();
    assert_eq!(waiting(&server).await, 1);
    server.clock.set(instant("2026-11-25T10:00:01Z"));
    listings_api::mail::send_due(&server.state).await.unwrap();
    assert_eq!(waiting(&server).await, 0);
}
