use serde_json::json;

use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD, cookie};
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::server::TestServer;

const NEW: &str = "graffetta batteria cavallo";
const NEW_EMAIL: &str = "anna.rossi@posta.example";

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_renews_this_one() {
    let server = TestServer::start().await;
    let phone = Candidate::anna(&server).await;
    let laptop = Candidate::signed_in(&server, EMAIL, PASSWORD).await;
    let change = |current: &str, new: &str| Some(json!({"current_password": current, "password": new}));
    let wrong = phone.send("PUT", "/api/v1/me/password", change("sbagliata", NEW)).await;
    assert_eq!(wrong.problem(422), [("/current_password".to_owned(), "wrong".to_owned())]);
    let common = phone.send("PUT", "/api/v1/me/password", change(PASSWORD, "password")).await;
    assert_eq!(common.problem(422), [("/password".to_owned(), "common".to_owned())]);
    let changed = phone.send("PUT", "/api/v1/me/password", change(PASSWORD, NEW)).await;
    assert_eq!(changed.status, 204);
    let renewed = Candidate { server: &server, cookie: cookie(&changed) };
    assert_eq!(
        (phone.is_signed_in().await, laptop.is_signed_in().await, renewed.is_signed_in().await),
        (false, false, true)
    );
    assert_eq!(server.sign_in(EMAIL, PASSWORD).await.status, 401);
    assert_eq!(server.sign_in(EMAIL, NEW).await.status, 204);
    server.last_email("password_changed").await;
}

#[tokio::test]
async fn an_address_changes_when_its_own_link_is_followed() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    let change = |email: &str, password: &str| Some(json!({"email": email, "current_password": password}));
    candidate.send("PUT", "/api/v1/me/email", change(NEW_EMAIL, "sbagliata")).await.problem(422);
    candidate.send("PUT", "/api/v1/me/email", change("anna", PASSWORD)).await.problem(422);
    assert_eq!(candidate.send("PUT", "/api/v1/me/email", change(NEW_EMAIL, PASSWORD)).await.status, 202);
    let email = server.last_email("change_email").await;
    assert_eq!(email.recipient(), NEW_EMAIL);
    let before = candidate.read("/api/v1/me").await;
    assert_eq!(before["email"], EMAIL);
    for _ in 0..2 {
        let followed = server.confirm(&email.token()).await;
        assert_eq!((followed.status.as_u16(), followed.header("set-cookie")), (204, ""));
    }
    let after = candidate.read("/api/v1/me").await;
    assert_eq!((&after["email"], &after["id"]), (&json!(NEW_EMAIL), &before["id"]));
    assert_eq!(server.sign_in(EMAIL, PASSWORD).await.status, 401);
    assert_eq!(server.sign_in(NEW_EMAIL, PASSWORD).await.status, 204);
    let told = server.last_email("email_changed").await;
    assert!(told.text.contains(&format!("<{EMAIL}>")), "{}", told.text);
}

#[tokio::test]
async fn an_address_of_someone_else_stays_theirs() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    let change = Some(json!({"email": "bruno@posta.example", "current_password": PASSWORD}));
    // Free when asked for, taken when followed.
    assert_eq!(candidate.send("PUT", "/api/v1/me/email", change.clone()).await.status, 202);
    let token = server.last_email("change_email").await.token();
    let bruno = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    server.confirm(&token).await.problem(409);
    // Taken when asked for: Bruno is told, Anna is answered as ever.
    assert_eq!(candidate.send("PUT", "/api/v1/me/email", change).await.status, 202);
    let told = server.last_email("already_registered").await;
    assert!(told.text.contains("Bruno Neri"), "{}", told.text);
    assert_eq!(server.mailbox().await.iter().filter(|email| email.label.ends_with("change_email")).count(), 1);
    assert_eq!(candidate.read("/api/v1/me").await["email"], EMAIL);
    assert_eq!(bruno.read("/api/v1/me").await["email"], "bruno@posta.example");
}

#[tokio::test]
async fn an_address_that_someone_signed_up_with_and_never_confirmed_is_free() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    server.sign_up("Qualcun Altro", NEW_EMAIL).await;
    let change = json!({"email": NEW_EMAIL, "current_password": PASSWORD});
    assert_eq!(candidate.send("PUT", "/api/v1/me/email", Some(change)).await.status, 202);
    // Someone tries again while the link is on its way.
    let token = server.last_email("change_email").await.token();
    server.sign_up("Qualcun Altro", NEW_EMAIL).await;
    let stranger = server.last_email("confirm_email").await.token();
    assert_eq!(server.confirm(&token).await.status, 204);
    assert_eq!(candidate.read("/api/v1/me").await["email"], NEW_EMAIL);
    server.confirm(&stranger).await.problem(404);
    let names = server.database().values("accounts", "name", "name").await;
    assert_eq!(names, [Some("Anna Rossi".to_owned())]);
}

/// The same password from a keyboard that composes letters and from one that does not.
const COMPOSED: &str = "perciò è così";
const APART: &str = "percio\u{300} e\u{300} cosi\u{300}";

#[tokio::test]
async fn a_password_is_the_same_from_every_keyboard() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    let change = json!({"current_password": PASSWORD, "password": APART});
    let changed = candidate.send("PUT", "/api/v1/me/password", Some(change)).await;
    assert_eq!(changed.status, 204);
    for password in [COMPOSED, APART] {
        assert_eq!(server.sign_in(EMAIL, password).await.status, 204, "{password}");
    }
    assert_eq!(server.sign_in(EMAIL, "percio e cosi").await.status, 401);
    let candidate = Candidate { server: &server, cookie: cookie(&changed) };
    let blank = json!({"current_password": COMPOSED, "password": "\u{a0} \u{3000}     \t"});
    let refused = candidate.send("PUT", "/api/v1/me/password", Some(blank)).await;
    assert_eq!(refused.problem(422), [("/password".to_owned(), "blank".to_owned())]);
    let erased = candidate.send("DELETE", "/api/v1/me", Some(json!({"current_password": COMPOSED}))).await;
    assert_eq!(erased.status, 204);
}

#[tokio::test]
async fn a_password_hashed_as_it_was_typed_still_opens_the_account() {
    let server = TestServer::start().await;
    Candidate::anna(&server).await;
    // Of APART, from before passwords were composed.
    let stored = "$argon2id$v=19$m=19456,t=2,p=1$dTM8BpH4aDtwQuZ9y21L9w$7Cs/XNGbvqJ9tdbOIT4fuHxSHmr/gKy16U6bW2Rybs4";
    server.database().set("accounts", Rows::All, "password_hash", Cell::Text(stored)).await;
    assert_eq!(server.sign_in(EMAIL, APART).await.status, 204);
    assert_eq!(server.sign_in(EMAIL, "percio\u{300} e cosi").await.status, 401);
}
