use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD, cookie, device_cookie};
use crate::fixture::server::{Answer, TestServer};

const SESSIONS: &str = "/api/v1/sessions";
const CURRENT: &str = "/api/v1/sessions/current";

#[tokio::test]
async fn signing_in_sets_a_cookie_that_only_browsers_of_this_host_carry() {
    let server = TestServer::start().await;
    let first = Candidate::anna(&server).await;
    assert_eq!(first.send("DELETE", CURRENT, None).await.status, 204);
    let answer = server.sign_in("  ANNA@posta.example ", PASSWORD).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (204, "no-store"));
    let set = answer.header("set-cookie");
    let token = cookie(&answer).strip_prefix("__Host-bacheca=").unwrap().to_owned();
    assert_eq!(token.len(), 43);
    assert!(set.ends_with("; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=15552000"), "{set}");
    let stored = server.database().values("sessions", "token_hash", "created_at").await;
    assert_eq!(stored.len(), 1);
    assert_ne!(stored[0].as_deref(), Some(token.as_str()));
}

#[tokio::test]
async fn an_unknown_email_and_a_wrong_password_are_answered_alike() {
    let server = TestServer::start().await;
    Candidate::anna(&server).await;
    let wrong = server.sign_in(EMAIL, "un'altra parola").await;
    let unknown = server.sign_in("nessuno@posta.example", PASSWORD).await;
    assert_eq!((wrong.status.as_u16(), &wrong.headers, &wrong.body), (401, &unknown.headers, &unknown.body));
    assert_eq!((wrong.header("www-authenticate"), wrong.header("set-cookie")), ("Session", ""));
    // A site tells by it that no session has ended.
    assert_eq!(wrong.problem(401), [("/email".to_owned(), "wrong_pair".to_owned())]);
    assert_eq!(server.get("/api/v1/me").await.problem(401), []);
    for email in ["", "x", "Anna <anna@posta.example>", &"a".repeat(300)] {
        let answer = server.sign_in(email, PASSWORD).await;
        assert_eq!(answer.status, if email.is_empty() { 422 } else { 401 }, "{email}");
    }
}

#[tokio::test]
async fn the_password_of_an_account_that_nobody_confirmed_is_as_good_as_any() {
    let server = TestServer::start_with(|config| config.sign_in_limit = 100).await;
    Candidate::anna(&server).await;
    server.sign_up("Bruno Neri", "bruno@posta.example").await;
    // As someone does who wants to know whether an address has an account: sign up with it, then try the password.
    let account = json!({
        "name": "Anna Rossi", "email": EMAIL, "password": "la mia password", "privacy_notice_version": "2026-11"
    });
    assert_eq!(server.post_json("/api/v1/accounts", account.to_string()).await.status, 202);
    for _ in 0..2 {
        let known = server.sign_in(EMAIL, "la mia password").await;
        let unconfirmed = server.sign_in("bruno@posta.example", PASSWORD).await;
        known.problem(401);
        assert_eq!(
            (known.status, &known.headers, &known.body),
            (unconfirmed.status, &unconfirmed.headers, &unconfirmed.body)
        );
    }
    // Nor is the right password forgiven: it counts as a wrong one.
    for _ in 0..3 {
        server.sign_in("bruno@posta.example", PASSWORD).await.problem(401);
    }
    server.sign_in("bruno@posta.example", PASSWORD).await.problem(429);
}

#[tokio::test]
async fn every_sign_in_has_a_new_token_and_ends_the_one_before() {
    let server = TestServer::start().await;
    let first = Candidate::anna(&server).await;
    let headers = [("x-bacheca", "1"), ("cookie", first.cookie.as_str())];
    let again = server.sign_in_with(EMAIL, PASSWORD, &headers).await;
    assert_eq!(again.status, 204);
    let second = Candidate { server: &server, cookie: cookie(&again) };
    assert_ne!(first.cookie, second.cookie);
    assert_eq!((first.is_signed_in().await, second.is_signed_in().await), (false, true));
    // A token that someone planted is not taken over.
    let headers = [("x-bacheca", "1"), ("cookie", "__Host-bacheca=planted")];
    assert_ne!(cookie(&server.sign_in_with(EMAIL, PASSWORD, &headers).await), "__Host-bacheca=planted");
}

#[tokio::test]
async fn signing_out_here_leaves_the_others_and_everywhere_leaves_none() {
    let server = TestServer::start().await;
    let phone = Candidate::anna(&server).await;
    let laptop = Candidate::signed_in(&server, EMAIL, PASSWORD).await;
    let tablet = Candidate::signed_in(&server, EMAIL, PASSWORD).await;
    let other = Candidate::named(&server, "Bruno Neri", "bruno@posta.example").await;
    let out = phone.send("DELETE", CURRENT, None).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").ends_with("__Host-bacheca=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0"));
    assert_eq!((phone.is_signed_in().await, laptop.is_signed_in().await), (false, true));
    assert_eq!(phone.send("DELETE", CURRENT, None).await.status, 204);
    assert_eq!(laptop.send("DELETE", SESSIONS, None).await.status, 204);
    assert_eq!((laptop.is_signed_in().await, tablet.is_signed_in().await), (false, false));
    assert!(other.is_signed_in().await);
    laptop.send("DELETE", SESSIONS, None).await.problem(401);
}

#[tokio::test]
async fn sessions_end_when_idle_and_at_last_in_any_case() {
    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    server.set_time("2026-12-23T09:00:00Z");
    assert!(candidate.is_signed_in().await);
    // That use counts from here.
    server.set_time("2027-01-22T08:00:00Z");
    assert!(candidate.is_signed_in().await);
    server.set_time("2027-02-21T08:00:01Z");
    assert!(!candidate.is_signed_in().await);

    let server = TestServer::start().await;
    let candidate = Candidate::anna(&server).await;
    for day in ["2026-12-15", "2027-01-10", "2027-02-05", "2027-03-03", "2027-03-29", "2027-04-24", "2027-05-20"] {
        server.set_time(&format!("{day}T10:00:00Z"));
        assert!(candidate.is_signed_in().await, "{day}");
    }
    server.set_time("2027-05-22T10:00:01Z");
    assert!(!candidate.is_signed_in().await);
    // What has ended goes with the next sign-in.
    Candidate::signed_in(&server, EMAIL, PASSWORD).await;
    assert_eq!(server.database().count("sessions").await, 1);
}

#[tokio::test]
async fn a_page_of_another_site_can_neither_sign_in_nor_use_the_cookie() {
    let server = TestServer::start_at_site().await;
    Candidate::anna(&server).await;
    for own in [("origin", "https://bacheca.example"), ("sec-fetch-site", "same-origin"), ("x-bacheca", "1")] {
        assert_eq!(server.sign_in_with(EMAIL, PASSWORD, &[own]).await.status, 204, "{own:?}");
    }
    let candidate = Candidate::signed_in(&server, EMAIL, PASSWORD).await;
    for foreign in [
        &[][..],
        &[("origin", "https://evil.example")],
        &[("origin", "https://evil.example"), ("x-bacheca", "1")],
        &[("origin", "null"), ("x-bacheca", "1")],
        &[("sec-fetch-site", "cross-site"), ("x-bacheca", "1")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("x-bacheca", "0")],
    ] {
        server.sign_in_with(EMAIL, PASSWORD, foreign).await.problem(403);
        let mut request = Request::delete(SESSIONS).header("cookie", &candidate.cookie);
        for (name, value) in foreign {
            request = request.header(*name, *value);
        }
        server.send(request.body(Body::empty()).unwrap()).await.problem(403);
    }
    // A form can't send JSON.
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let request = Request::post(SESSIONS).header("content-type", content_type).header("x-bacheca", "1");
        let body = json!({"email": EMAIL, "password": PASSWORD}).to_string();
        server.send(request.body(Body::from(body)).unwrap()).await.problem(415);
    }
    assert!(candidate.is_signed_in().await);
}

#[tokio::test]
async fn guessing_slows_down_and_the_owner_elsewhere_still_gets_in() {
    let server = TestServer::start_with(|config| config.is_behind_proxy = true).await;
    Candidate::anna(&server).await;
    let attacker = [("x-bacheca", "1"), ("x-forwarded-for", "198.51.100.7")];
    for _ in 0..5 {
        server.sign_in_with(EMAIL, "un'altra parola", &attacker).await.problem(401);
    }
    let refused = server.sign_in_with(EMAIL, PASSWORD, &attacker).await;
    refused.problem(429);
    assert_eq!(refused.header("retry-after"), "1");
    let owner = [("x-bacheca", "1"), ("x-forwarded-for", "192.0.2.1")];
    assert_eq!(server.sign_in_with(EMAIL, PASSWORD, &owner).await.status, 204);
    // An email without an account is slowed down alike.
    for _ in 0..5 {
        server.sign_in_with("nessuno@posta.example", PASSWORD, &attacker).await.problem(401);
    }
    server.sign_in_with("nessuno@posta.example", PASSWORD, &attacker).await.problem(429);
}

/// A password from the first address of a /48 of a botnet, on a device or on none.
async fn guess(server: &TestServer, email: &str, password: &str, number: u16, cookie: &str) -> Answer {
    let address = format!("2001:db8:{number:x}::1");
    let headers = [("x-bacheca", "1"), ("x-forwarded-for", address.as_str()), ("cookie", cookie)];
    server.sign_in_with(email, password, &headers).await
}

#[tokio::test]
async fn a_botnet_runs_out_of_guesses_and_the_owner_goes_on_where_they_signed_in_before() {
    let server = TestServer::start_with(|config| config.is_behind_proxy = true).await;
    let first = Candidate::anna(&server).await;
    let laptop = server.sign_in(EMAIL, PASSWORD).await;
    let device = device_cookie(&laptop);
    for email in [EMAIL, "nessuno@posta.example"] {
        let mut statuses = Vec::new();
        for number in 0..1000 {
            statuses.push(guess(&server, email, "un'altra parola", number, "").await.status.as_u16());
        }
        assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 20, "{email}");
        assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 980, "{email}");
    }
    // Not even the right one, on a device that was never here; nor on another account's.
    let refused = guess(&server, EMAIL, PASSWORD, 2000, "").await;
    refused.problem(429);
    assert_eq!(refused.header("retry-after"), "3600");
    assert_eq!(guess(&server, "nessuno@posta.example", PASSWORD, 2001, &device).await.status, 429);
    // Wherever the owner's own device is.
    assert_eq!(guess(&server, EMAIL, PASSWORD, 2002, &device).await.status, 204);
    // Who is signed in may use the password too.
    let change = json!({"current_password": PASSWORD, "password": "graffetta batteria cavallo"});
    assert_eq!(first.send("PUT", "/api/v1/me/password", Some(change)).await.status, 204);
    server.set_time("2026-11-23T11:00:00Z");
    assert_eq!(guess(&server, EMAIL, "graffetta batteria cavallo", 2000, "").await.status, 204);
}

#[tokio::test]
async fn a_device_that_guesses_waits_wherever_it_is() {
    let server = TestServer::start_with(|config| config.is_behind_proxy = true).await;
    Candidate::anna(&server).await;
    let device = device_cookie(&server.sign_in(EMAIL, PASSWORD).await);
    for number in 0..5 {
        guess(&server, EMAIL, "un'altra parola", number, &device).await.problem(401);
    }
    guess(&server, EMAIL, PASSWORD, 6, &device).await.problem(429);
    assert_eq!(guess(&server, EMAIL, PASSWORD, 6, "").await.status, 204);
}

#[tokio::test]
async fn every_way_in_makes_the_device_known() {
    let server = TestServer::start().await;
    server.sign_up("Anna Rossi", EMAIL).await;
    let confirmed = server.confirm(&server.last_email_to(EMAIL, "confirm_email").await.token()).await;
    let signed_in = server.sign_in(EMAIL, PASSWORD).await;
    let candidate = Candidate { server: &server, cookie: cookie(&signed_in) };
    let change = json!({"current_password": PASSWORD, "password": "graffetta batteria cavallo"});
    let changed = candidate.send("PUT", "/api/v1/me/password", Some(change)).await;
    for answer in [&confirmed, &signed_in, &changed] {
        assert!(device_cookie(answer).len() > 80, "{}", device_cookie(answer));
        let set = answer.headers.get_all("set-cookie").iter().nth(1).unwrap().to_str().unwrap();
        assert!(set.ends_with("; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=34560000"), "{set}");
        assert!(!set.contains("anna"), "{set}");
    }
    let candidate = Candidate { server: &server, cookie: cookie(&changed) };
    let erasure = json!({"current_password": "graffetta batteria cavallo"});
    let erased = candidate.send("DELETE", "/api/v1/me", Some(erasure)).await;
    assert_eq!((erased.status.as_u16(), device_cookie(&erased).as_str()), (204, "__Host-bacheca-device="));
}

#[tokio::test]
async fn one_address_may_try_so_often() {
    let server = TestServer::start_with(|config| config.sign_in_limit = 2).await;
    for number in 0..2 {
        server.sign_in(&format!("a{number}@b.it"), PASSWORD).await.problem(401);
    }
    let refused = server.sign_in("a3@b.it", PASSWORD).await;
    refused.problem(429);
    assert_eq!((refused.header("retry-after"), refused.header("ratelimit-limit")), ("600", "2"));
}

#[tokio::test]
async fn pages_of_the_configured_sites_may_send_the_cookie() {
    let server = TestServer::start_at_site().await;
    let preflight = async |origin: &str| {
        let request = Request::options("/api/v1/me")
            .header("origin", origin)
            .header("access-control-request-method", "PATCH")
            .header("access-control-request-headers", "content-type,x-bacheca");
        server.send(request.body(Body::empty()).unwrap()).await
    };
    let own = preflight("https://bacheca.example").await;
    assert_eq!(own.header("access-control-allow-origin"), "https://bacheca.example");
    assert_eq!(own.header("access-control-allow-credentials"), "true");
    assert!(own.header("access-control-allow-methods").contains("PATCH"));
    assert_eq!(preflight("https://evil.example").await.header("access-control-allow-origin"), "");
}
