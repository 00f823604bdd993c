//! Notifications, with a push service on this machine that reads them as a browser would.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use listings_api::config::Config;
use serde_json::{Value, json};
use web_push_native::p256::PublicKey;
use web_push_native::p256::ecdsa::signature::Verifier;
use web_push_native::p256::ecdsa::{Signature, VerifyingKey};

use crate::fixture::candidate::{Candidate, EMAIL, PASSWORD};
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::offers::offer_with;
use crate::fixture::push_service::{Browser, PushService, SUBSCRIPTION};
use crate::fixture::server::{Answer, TestServer, instant};

const ALERTS: &str = "/api/v1/me/alerts";
/// When the alert runs for the first time.
const MORNING: &str = "2026-11-24T06:00:00Z";

async fn server() -> TestServer {
    TestServer::start_with(|config| {
        config.is_local_push_allowed = true;
        config.site_origins = vec!["https://bacheca.example".to_owned()];
    })
    .await
}

async fn import(server: &TestServer, identifiers: &[&str]) {
    let changes = json!({"jobLocation": {"address": {"addressLocality": "Torino"}}, "validThrough": "2026-12-20"});
    let offers: Vec<_> = identifiers.iter().map(|identifier| offer_with(identifier, changes.clone())).collect();
    server.import_offers(&offers).await;
}

/// Anna with a daily alert, to which these offers are new.
async fn anna<'a>(server: &'a TestServer, new: &[&str]) -> Candidate<'a> {
    let candidate = Candidate::anna(server).await;
    let alert = json!({"query": "place=torino-to&radius_km=20", "frequency": "daily"});
    assert_eq!(candidate.send("POST", ALERTS, Some(alert)).await.status, 201);
    import(server, new).await;
    candidate
}

async fn run_at(server: &TestServer, time: &str) {
    server.set_time(time);
    server.run_alerts().await;
    server.send_notifications().await;
}

async fn emails(server: &TestServer) -> usize {
    server.mailbox().await.iter().filter(|email| email.label.ends_with("-alert")).count()
}

async fn subscriptions(server: &TestServer) -> i64 {
    server.database().count("push_subscriptions").await
}

async fn queued(server: &TestServer) -> i64 {
    server.database().count("outgoing_pushes").await
}

#[tokio::test]
async fn new_offers_are_told_to_the_browser_that_asked() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &["nuova", "altra"]).await;
    let browser = Browser::new(&service, "anna");
    browser.subscribe(&candidate).await;
    run_at(&server, MORNING).await;
    let taken = service.taken();
    let [(path, headers, body)] = taken.as_slice() else { panic!("{} messages", taken.len()) };
    assert_eq!(path, "/anna");
    for (name, value) in [
        ("content-encoding", "aes128gcm"),
        ("content-type", "application/octet-stream"),
        ("ttl", "86400"),
        ("urgency", "normal"),
    ] {
        assert_eq!(headers[name], value, "{name}");
    }
    let topic = headers["topic"].to_str().unwrap();
    assert!(topic.len() <= 32 && topic.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{topic}");
    let alert = candidate.read(ALERTS).await[0]["id"].as_str().unwrap().to_owned();
    assert!(!topic.contains(&alert));
    let mut message = browser.read(body);
    // Of the same day: in no order that counts.
    let mut named: Vec<&str> = message["body"].as_str().unwrap().lines().collect();
    named.sort_unstable();
    assert_eq!(named, ["Offerta altra, Torino (TO)", "Offerta nuova, Torino (TO)"]);
    message["body"] = Value::Null;
    assert_eq!(
        message,
        json!({
            "alert": alert, "count": 2, "lang": "it", "title": "2 offerte nuove per te",
            "body": null,
            "url": "/offerte?place=torino-to&radius_km=20&sort=newest",
        })
    );
    // Emails come as well, as long as nobody says otherwise.
    assert_eq!((emails(&server).await, queued(&server).await), (1, 0));
    // One alone leads to its page, in the language of the account.
    candidate.send("PATCH", "/api/v1/me", Some(json!({"language": "en"}))).await;
    import(&server, &["terza"]).await;
    run_at(&server, "2026-11-25T06:00:00Z").await;
    let taken = service.taken();
    let message = browser.read(&taken[0].2);
    assert_eq!((&message["title"], &message["count"]), (&json!("A new job for you"), &json!(1)));
    assert!(message["url"].as_str().unwrap().starts_with("/offerte/"), "{message}");
    // Nothing new, nothing said.
    run_at(&server, "2026-11-26T06:00:00Z").await;
    assert_eq!(service.taken().len(), 0);
}

#[tokio::test]
async fn who_sends_is_signed() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &["nuova"]).await;
    Browser::new(&service, "anna").subscribe(&candidate).await;
    run_at(&server, MORNING).await;
    let (_, headers, _) = service.taken().remove(0);
    let key = server.read("/api/v1/push/key").await["key"].as_str().unwrap().to_owned();
    let authorization = headers["authorization"].to_str().unwrap();
    let (token, public) = authorization.strip_prefix("vapid t=").unwrap().split_once(", k=").unwrap();
    assert_eq!(public, key);
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).unwrap();
    let verifying = VerifyingKey::from(PublicKey::from_sec1_bytes(&decode(public)).unwrap());
    verifying.verify(signed.as_bytes(), &Signature::from_slice(&decode(signature)).unwrap()).unwrap();
    let claims: Value = serde_json::from_slice(&decode(signed.split_once('.').unwrap().1)).unwrap();
    assert_eq!(claims["aud"], service.origin());
    assert_eq!(claims["sub"], "https://bacheca.example");
    let now = instant(MORNING).timestamp();
    assert!((now + 1..=now + 86_400).contains(&claims["exp"].as_i64().unwrap()), "{claims}");
}

#[tokio::test]
async fn the_key_outlives_the_process_and_may_be_given() {
    let dir = tempfile::tempdir().unwrap();
    let key = async |config: Config| {
        let clock = Arc::new(listings_api::clock::FixedClock::at(instant(MORNING)));
        let state = listings_api::AppState::open(config, clock).await.unwrap();
        let public = state.push.key.public.clone();
        state.store.close().await;
        public
    };
    let first = key(Config::new(dir.path())).await;
    assert_eq!(key(Config::new(dir.path())).await, first);
    let given = URL_SAFE_NO_PAD.encode([9_u8; 32]);
    let with_given = key(Config { push_key: Some(given), ..Config::new(dir.path()) }).await;
    assert_ne!(with_given, first);
    // What was given is not kept: without it, the own one is there again.
    assert_eq!(key(Config::new(dir.path())).await, first);
    let clock = Arc::new(listings_api::clock::FixedClock::at(instant(MORNING)));
    let wrong = Config { push_key: Some("abc".to_owned()), ..Config::new(dir.path()) };
    assert!(listings_api::AppState::open(wrong, clock).await.is_err());
}

#[tokio::test]
async fn emails_may_be_left_out_as_long_as_a_browser_gets_it() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &["nuova"]).await;
    assert_eq!(candidate.read("/api/v1/me").await["alert_emails"], true);
    candidate.send("PATCH", "/api/v1/me", Some(json!({"alert_emails": false}))).await;
    assert_eq!(candidate.read("/api/v1/me").await["alert_emails"], false);
    // No browser gets it: an alert that nobody hears of would be none.
    run_at(&server, MORNING).await;
    assert_eq!(emails(&server).await, 1);
    Browser::new(&service, "anna").subscribe(&candidate).await;
    import(&server, &["altra"]).await;
    run_at(&server, "2026-11-25T06:00:00Z").await;
    assert_eq!((service.taken().len(), emails(&server).await), (1, 1));
    // The browser is gone: this one comes by email, and so do those after it.
    service.refuse(410, None);
    import(&server, &["terza"]).await;
    run_at(&server, "2026-11-26T06:00:00Z").await;
    assert_eq!((service.taken().len(), subscriptions(&server).await, queued(&server).await), (1, 0, 0));
    assert_eq!(emails(&server).await, 2);
    import(&server, &["quarta"]).await;
    run_at(&server, "2026-11-27T06:00:00Z").await;
    assert_eq!((service.taken().len(), emails(&server).await), (0, 3));
}

#[tokio::test]
async fn a_push_service_that_is_down_is_asked_again() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &["nuova"]).await;
    Browser::new(&service, "anna").subscribe(&candidate).await;
    service.refuse(503, None);
    run_at(&server, MORNING).await;
    assert_eq!((service.taken().len(), queued(&server).await), (1, 1));
    let again = async |time: &str| {
        server.set_time(time);
        server.send_notifications().await;
        service.taken().len()
    };
    assert_eq!(again("2026-11-24T06:00:29Z").await, 0);
    service.refuse(429, Some("600"));
    assert_eq!(again("2026-11-24T06:00:30Z").await, 1);
    // It said when.
    assert_eq!(again("2026-11-24T06:10:29Z").await, 0);
    service.recover();
    server.set_time("2026-11-24T06:10:30Z");
    server.send_notifications().await;
    let taken = service.taken();
    // What is left of the day.
    assert_eq!(taken[0].1["ttl"], "85770");
    assert_eq!((queued(&server).await, subscriptions(&server).await), (0, 1));
    // What cannot be sent for a day is given up; the subscription stays.
    service.refuse(500, None);
    import(&server, &["altra"]).await;
    run_at(&server, "2026-11-25T06:00:00Z").await;
    assert_eq!(service.taken().len(), 1);
    assert_eq!(again("2026-11-26T05:59:00Z").await, 1);
    assert_eq!(again("2026-11-26T18:00:00Z").await, 0);
    assert_eq!((queued(&server).await, subscriptions(&server).await), (0, 1));
}

#[tokio::test]
async fn what_a_push_service_answers_decides() {
    for (status, stays, waits) in
        [(404, 0, 0), (410, 0, 0), (401, 1, 0), (403, 1, 0), (413, 1, 0), (302, 1, 0), (500, 1, 1)]
    {
        let (server, service) = (server().await, PushService::start().await);
        let candidate = anna(&server, &["nuova"]).await;
        Browser::new(&service, "anna").subscribe(&candidate).await;
        service.refuse(status, None);
        run_at(&server, MORNING).await;
        assert_eq!((subscriptions(&server).await, queued(&server).await), (stays, waits), "{status}");
        // A redirect is not followed.
        assert_eq!(service.taken().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn offers_that_have_closed_are_not_told() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &["nuova"]).await;
    Browser::new(&service, "anna").subscribe(&candidate).await;
    server.set_time(MORNING);
    server.run_alerts().await;
    let closed = json!({"jobLocation": {"address": {"addressLocality": "Torino"}}, "bacheca:status": "filled"});
    server.import_offers(&[offer_with("nuova", closed)]).await;
    server.send_notifications().await;
    assert_eq!((service.taken().len(), queued(&server).await), (0, 0));
}

#[tokio::test]
async fn nothing_of_ours_is_asked_for_a_stranger() {
    // As it is run: no exception for this machine.
    let server = TestServer::start().await;
    let service = PushService::start().await;
    let candidate = anna(&server, &["nuova"]).await;
    let browser = Browser::new(&service, "anna");
    for endpoint in [
        service.origin().as_str(),
        "http://push.example/a",
        "https://127.0.0.1/a",
        "https://localhost/a",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/",
        "https://push.example:22/a",
        "",
        "x",
    ] {
        let mut body = browser.json();
        body["endpoint"] = json!(endpoint);
        let answer = candidate.send("PUT", SUBSCRIPTION, Some(body)).await;
        assert_eq!(answer.problem(422), [("/endpoint".to_owned(), "invalid".to_owned())], "{endpoint}");
    }
    for (pointer, value) in
        [("p256dh", ""), ("p256dh", "BNcRdreALRFX"), ("auth", ""), ("auth", "kurz"), ("p256dh", &"A".repeat(200))]
    {
        let mut body = browser.json();
        body["endpoint"] = json!("https://push.example/a");
        body["keys"][pointer] = json!(value);
        let answer = candidate.send("PUT", SUBSCRIPTION, Some(body)).await;
        assert_eq!(answer.problem(422), [(format!("/keys/{pointer}"), "invalid".to_owned())], "{value}");
    }
    // A name that leads here, as it may by the time of sending.
    let mut body = browser.json();
    body["endpoint"] = json!("https://push.example/a");
    assert_eq!(candidate.send("PUT", SUBSCRIPTION, Some(body)).await.status, 204);
    let endpoint = service.origin().replace("127.0.0.1", "localhost").replace("http:", "https:");
    server.database().set("push_subscriptions", Rows::All, "endpoint", Cell::Text(&endpoint)).await;
    run_at(&server, MORNING).await;
    assert_eq!(service.taken().len(), 0);
}

#[tokio::test]
async fn a_subscription_lives_as_long_as_its_session() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &[]).await;
    let browser = Browser::new(&service, "anna");
    browser.subscribe(&candidate).await;
    browser.subscribe(&candidate).await;
    assert_eq!(subscriptions(&server).await, 1);
    // Elsewhere too.
    let second = Candidate::signed_in(&server, EMAIL, PASSWORD).await;
    Browser::new(&service, "telefono").subscribe(&second).await;
    assert_eq!(subscriptions(&server).await, 2);
    // Switched off here alone, twice.
    for _ in 0..2 {
        assert_eq!(second.send("DELETE", SUBSCRIPTION, None).await.status, 204);
    }
    assert_eq!(subscriptions(&server).await, 1);
    // Signed out, nothing comes any more.
    import(&server, &["nuova"]).await;
    server.set_time(MORNING);
    server.run_alerts().await;
    assert_eq!(candidate.send("DELETE", "/api/v1/sessions/current", None).await.status, 204);
    server.send_notifications().await;
    assert_eq!((service.taken().len(), subscriptions(&server).await, queued(&server).await), (0, 0, 0));
    for method in ["PUT", "DELETE"] {
        let body = (method == "PUT").then(|| browser.json());
        let answer: Answer = candidate.send(method, SUBSCRIPTION, body).await;
        answer.problem(401);
    }
}

#[tokio::test]
async fn signing_in_again_keeps_it() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &["nuova"]).await;
    Browser::new(&service, "anna").subscribe(&candidate).await;
    // The browser still sends the cookie of before.
    let headers = [("x-bacheca", "1"), ("cookie", candidate.cookie.as_str())];
    let answer = server.sign_in_with(EMAIL, PASSWORD, &headers).await;
    assert_eq!(answer.status, 204);
    run_at(&server, MORNING).await;
    assert_eq!((service.taken().len(), subscriptions(&server).await), (1, 1));
}

#[tokio::test]
async fn who_uses_a_browser_next_takes_it_over() {
    let (server, service) = (server().await, PushService::start().await);
    let anna = anna(&server, &["nuova"]).await;
    let browser = Browser::new(&service, "insieme");
    browser.subscribe(&anna).await;
    let bruno = Candidate::named(&server, "Bruno Verdi", "bruno@posta.example").await;
    // Who merely knows the address takes nothing from anybody.
    let mut stranger = browser.json();
    stranger["keys"]["auth"] = json!(URL_SAFE_NO_PAD.encode([1; 16]));
    assert_eq!(bruno.send("PUT", SUBSCRIPTION, Some(stranger)).await.status, 204);
    assert_eq!(subscriptions(&server).await, 2);
    browser.subscribe(&bruno).await;
    assert_eq!(subscriptions(&server).await, 1);
    run_at(&server, MORNING).await;
    assert_eq!(service.taken().len(), 0);
}

#[tokio::test]
async fn there_are_ten_at_most_and_erasing_leaves_none() {
    let (server, service) = (server().await, PushService::start().await);
    let mut candidate = anna(&server, &[]).await;
    for number in 0..12 {
        if number > 0 {
            candidate = Candidate::signed_in(&server, EMAIL, PASSWORD).await;
        }
        server.set_time(&format!("2026-11-23T12:00:{number:02}Z"));
        Browser::new(&service, &format!("b{number}")).subscribe(&candidate).await;
    }
    let names = server.database().values("push_subscriptions", "endpoint", "created_at").await;
    let names: Vec<_> = names.into_iter().flatten().collect();
    assert_eq!((names.len(), names[0].ends_with("/b2"), names[9].ends_with("/b11")), (10, true, true), "{names:?}");
    let erased = candidate.send("DELETE", "/api/v1/me", Some(json!({"current_password": PASSWORD}))).await;
    assert_eq!(erased.status, 204, "{}", erased.text());
    assert_eq!(subscriptions(&server).await, 0);
}

#[tokio::test]
async fn a_row_that_nothing_can_be_made_of_stops_no_other() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &["nuova"]).await;
    Browser::new(&service, "anna").subscribe(&candidate).await;
    server.set_time(MORNING);
    server.run_alerts().await;
    server.database().damage_copies_of_the_notification().await;
    server.send_notifications().await;
    assert_eq!(service.taken().len(), 1);
    let set_aside = store::push_subscriptions::OUTBOX.count_set_aside(&server.state.store).await.unwrap();
    let oldest = store::push_subscriptions::OUTBOX.oldest_unsent(&server.state.store).await.unwrap();
    assert_eq!((queued(&server).await, set_aside, oldest), (2, 2, None));
}

#[tokio::test]
async fn two_processes_run_each_alert_and_send_each_notification_once() {
    let (server, service) = (server().await, PushService::start().await);
    let candidate = anna(&server, &["nuova"]).await;
    for number in 0..6 {
        let query = format!("place=torino-to&radius_km={}", 30 + 10 * number);
        let alert = json!({"query": query, "frequency": "daily"});
        assert_eq!(candidate.send("POST", ALERTS, Some(alert)).await.status, 201);
    }
    Browser::new(&service, "anna").subscribe(&candidate).await;
    import(&server, &["altra"]).await;
    let another = server.another_process().await;
    server.set_time(MORNING);
    let run = |state: listings_api::AppState| async move {
        listings_api::candidates::alerts::due::run_due(&state).await.unwrap();
        listings_api::delivery::push::send_due(&state).await.unwrap();
    };
    tokio::join!(run(server.state.clone()), run(another.clone()));
    // What one had still to write when the other was done.
    listings_api::delivery::push::send_due(&another).await.unwrap();
    assert_eq!((service.taken().len(), emails(&server).await), (7, 7));
}
