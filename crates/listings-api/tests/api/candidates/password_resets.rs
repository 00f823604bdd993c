use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD, cookie};
use crate::fixture::server::{Answer, TestServer};

const NEW: &str = "graffetta batteria cavallo";

async fn ask(server: &TestServer, email: &str) -> Answer {
    let request =
        Request::post("/api/v1/password-resets").header("content-type", "application/json").header("x-bacheca", "1");
    server.send(request.body(Body::from(json!({"email": email}).to_string())).unwrap()).await
}

async fn choose(server: &TestServer, token: &str, password: &str) -> Answer {
    let request = Request::put(format!("/api/v1/password-resets/{token}"))
        .header("content-type", "application/json")
        .header("x-bacheca", "1");
    server.send(request.body(Body::from(json!({"password": password}).to_string())).unwrap()).await
}

#[tokio::test]
async fn a_link_gives_a_new_password_once_and_ends_all_sessions() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    assert_eq!(ask(&server, "ANNA@posta.example").await.status, 202);
    let token = server.last_email("reset_password").await.token();
    choose(&server, &token, "corta").await.problem(422);
    assert_eq!(choose(&server, &token, "Anna Rossi").await.problem(422)[0].1, "same_as_other_field");
    let chosen = choose(&server, &token, NEW).await;
    assert_eq!((chosen.status.as_u16(), chosen.header("cache-control")), (204, "no-store"));
    assert!(!candidate.is_signed_in().await);
    let here = Candidate { server: &server, cookie: cookie(&chosen) };
    assert!(here.is_signed_in().await);
    assert_eq!(server.sign_in(EMAIL, PASSWORD).await.status, 401);
    assert_eq!(server.sign_in(EMAIL, NEW).await.status, 204);
    choose(&server, &token, PASSWORD).await.problem(404);
    server.last_email("password_changed").await;
    // Asked for again, it is another email.
    assert_eq!(ask(&server, EMAIL).await.status, 202);
    assert_ne!(server.last_email("reset_password").await.token(), token);
    let resets = server.mailbox().await.into_iter().filter(|email| email.label.ends_with("reset_password"));
    assert_eq!(resets.count(), 2);
}

#[tokio::test]
async fn a_new_password_confirms_an_address_that_was_not() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    let confirmation = server.last_email("confirm_email").await.token();
    ask(&server, EMAIL).await;
    let reset = server.last_email("reset_password").await.token();
    // A later sign-up takes back the link that confirms its password, not the one that chooses another.
    server.sign_up("Anna Rossi", EMAIL).await;
    let chosen = choose(&server, &reset, NEW).await;
    assert_eq!(chosen.status, 204);
    let candidate = Candidate { server: &server, cookie: cookie(&chosen) };
    assert!(candidate.is_signed_in().await);
    assert_eq!(server.sign_in(EMAIL, NEW).await.status, 204);
    server.confirm(&confirmation).await.problem(404);
}

#[tokio::test]
async fn known_and_unknown_addresses_are_answered_alike() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    let known = ask(&server, EMAIL).await;
    let unknown = ask(&server, "nessuno@posta.example").await;
    assert_eq!((known.status, &known.headers, &known.body), (unknown.status, &unknown.headers, &unknown.body));
    let sent: Vec<_> = server.mailbox().await.into_iter().map(|email| email.label).collect();
    assert_eq!(sent.iter().filter(|label| label.ends_with("reset_password")).count(), 1, "{sent:?}");
    // Nothing of the unknown address is kept.
    assert_eq!(server.database().count("outgoing_emails").await, 0);
    assert_eq!(ask(&server, "nessuno").await.problem(422), [("/email".to_owned(), "invalid".to_owned())]);
    let limited = TestServer::start_with(|config| config.email_request_limit = 1).await;
    assert_eq!(ask(&limited, EMAIL).await.status, 202);
    ask(&limited, "nessuno@posta.example").await.problem(429);
}

#[tokio::test]
async fn a_link_holds_an_hour_and_for_its_purpose() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    let confirmation = server.last_email("confirm_email").await.token();
    choose(&server, &confirmation, NEW).await.problem(404);
    ask(&server, EMAIL).await;
    let token = server.last_email("reset_password").await.token();
    server.set_time("2026-11-23T11:00:01Z");
    choose(&server, &token, NEW).await.problem(404);
}

#[tokio::test]
async fn of_two_that_use_a_link_at_once_one_wins() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    ask(&server, EMAIL).await;
    let token = server.last_email("reset_password").await.token();
    let (one, two) = tokio::join!(choose(&server, &token, NEW), choose(&server, &token, "tutt'altra parola"));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 404]);
}
