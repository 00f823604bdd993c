use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::server::{Answer, TestServer};

const ACCOUNTS: &str = "/api/v1/accounts";

fn account(changes: Value) -> String {
    let mut account = json!({
        "name": "Anna Rossi", "email": "anna@posta.example", "password": "cavallo batteria graffetta",
        "place": "torino-to", "marketing_consent": false, "privacy_notice_version": "2026-11",
    });
    for (name, value) in changes.as_object().unwrap() {
        account[name] = value.clone();
    }
    account.to_string()
}

async fn sign_up(server: &TestServer, changes: Value) -> Answer {
    server.post_json(ACCOUNTS, account(changes)).await
}

async fn stored(server: &TestServer, column: &'static str) -> Vec<Option<String>> {
    let (table, column, order) = match column {
        "consent" => ("accounts", "marketing_consent_at", "email_key"),
        "requests" => ("sign_up_days", "requests", "1"),
        column => ("accounts", column, "email_key"),
    };
    server.database().values(table, column, order).await
}

#[tokio::test]
async fn an_account_is_stored_before_the_answer_with_its_password_hashed() {
    let server = TestServer::start().await;
    let answer = sign_up(&server, json!({"marketing_consent": true})).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (202, "no-store"));
    assert_eq!(stored(&server, "name").await, [Some("Anna Rossi".to_owned())]);
    assert_eq!(stored(&server, "place").await, [Some("torino-to".to_owned())]);
    assert_eq!(stored(&server, "consent").await, [Some("2026-11-23T10:00:00+00:00".to_owned())]);
    let hash = stored(&server, "password_hash").await[0].clone().unwrap();
    assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
}

#[tokio::test]
async fn commits_reach_the_disk_before_they_are_acknowledged() {
    let server = TestServer::start().await;
    let database = server.database();
    assert_eq!(database.pragma("journal_mode").await, "wal");
    assert_eq!((database.pragma("synchronous").await, database.pragma("foreign_keys").await), ("2".into(), "1".into()));
}

#[tokio::test]
async fn a_known_address_gets_the_same_answer_and_changes_nothing() {
    let server = TestServer::start().await;
    let first = sign_up(&server, json!({})).await;
    let token = server.last_email("confirm_email").await.token();
    assert_eq!(server.confirm(&token).await.status, 204);
    let hash = stored(&server, "password_hash").await;
    let again =
        sign_up(&server, json!({"name": "Un'altra", "email": "ANNA@Posta.example", "password": "tutt'altra parola"}))
            .await;
    assert_eq!((first.status, &first.headers, &first.body), (again.status, &again.headers, &again.body));
    assert_eq!(stored(&server, "name").await, [Some("Anna Rossi".to_owned())]);
    assert_eq!(stored(&server, "password_hash").await, hash);
    // Both times something was written, so both times the disk was waited for.
    assert_eq!(stored(&server, "requests").await, [Some("2".to_owned())]);
}

#[tokio::test]
async fn a_double_click_makes_one_account() {
    let server = TestServer::start().await;
    let (one, two) = tokio::join!(sign_up(&server, json!({})), sign_up(&server, json!({})));
    assert_eq!((one.status.as_u16(), two.status.as_u16()), (202, 202));
    assert_eq!(stored(&server, "name").await.len(), 1);
}

#[tokio::test]
async fn place_and_consent_may_be_left_out() {
    let server = TestServer::start().await;
    let body =
        json!({"name": "A", "email": "a@b.it", "password": "cavallo batteria", "privacy_notice_version": "2026-11"});
    assert_eq!(server.post_json(ACCOUNTS, body.to_string()).await.status, 202);
    assert_eq!((stored(&server, "place").await, stored(&server, "consent").await), (vec![None], vec![None]));
}

#[tokio::test]
async fn every_field_that_does_not_hold_is_named_by_pointer() {
    let server = TestServer::start().await;
    for (changes, pointer, code) in [
        (json!({"name": " "}), "/name", "missing"),
        (json!({"name": "<script>"}), "/name", "invalid"),
        (json!({"name": "Hai vinto 500 euro http://evil.example/x"}), "/name", "link"),
        (json!({"name": "Vai su evil.example"}), "/name", "link"),
        (json!({"name": "Anna Rоssi"}), "/name", "mixed_scripts"),
        (json!({"name": "Anna\u{202E}issoR"}), "/name", "invalid"),
        (json!({"email": "anna"}), "/email", "invalid"),
        (json!({"password": "corta"}), "/password", "too_short"),
        (json!({"password": "👨‍👩‍👧‍👦".repeat(7)}), "/password", "too_short"),
        (json!({"password": "a".repeat(129)}), "/password", "too_long"),
        (json!({"password": " ".repeat(8)}), "/password", "blank"),
        (json!({"password": "\u{a0}\u{3000}\t \u{200b}\u{2800}\u{3164}\u{feff}"}), "/password", "blank"),
        (json!({"password": "password"}), "/password", "common"),
        (json!({"password": "PassWord1"}), "/password", "common"),
        (json!({"password": "Anna Rossi"}), "/password", "same_as_other_field"),
        (json!({"password": "anna@posta.example"}), "/password", "same_as_other_field"),
        (json!({"place": "atlantide-at"}), "/place", "unknown_place"),
        (json!({"privacy_notice_version": "1999-01"}), "/privacy_notice_version", "unknown_value"),
        (json!({"role": "admin"}), "/role", "unknown_field"),
        (json!({"email": 7}), "/email", "invalid"),
        (json!({"marketing_consent": "yes"}), "/marketing_consent", "invalid"),
    ] {
        let problem = sign_up(&server, changes.clone()).await.problem(422);
        assert_eq!(problem, [(pointer.to_owned(), code.to_owned())], "{changes}");
    }
    let all = sign_up(&server, json!({"name": "", "email": "", "password": "", "place": "x"})).await.problem(422);
    assert_eq!(
        all.iter().map(|(pointer, _)| pointer.as_str()).collect::<Vec<_>>(),
        ["/name", "/email", "/password", "/place"]
    );
    assert_eq!(server.post_json(ACCOUNTS, "{}").await.problem(422), [("/name".to_owned(), "missing".to_owned())]);
    assert!(stored(&server, "name").await.is_empty());
}

#[tokio::test]
async fn a_password_is_never_in_an_answer() {
    let server = TestServer::start().await;
    let answer = sign_up(&server, json!({"password": "segreto", "email": "x"})).await;
    assert!(!answer.text().contains("segreto"), "{}", answer.text());
    let wrong_type = sign_up(&server, json!({"password": ["segretissima"]})).await;
    assert!(!wrong_type.text().contains("segret"), "{}", wrong_type.text());
}

#[tokio::test]
async fn passwords_are_taken_as_people_type_them() {
    let server = TestServer::start().await;
    for (number, password) in ["12 34 56 7x", "caffè  è ", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦"].into_iter().enumerate()
    {
        let answer = sign_up(&server, json!({"password": password, "email": format!("a{number}@b.it")})).await;
        assert_eq!(answer.status, 202, "{password}: {}", answer.text());
    }
}

#[tokio::test]
async fn what_is_no_json_is_refused_as_what_it_is() {
    let server = TestServer::start().await;
    for body in ["", "{", "<html></html>", "nome=Anna", "\u{0}"] {
        server.post_json(ACCOUNTS, body).await.problem(400);
    }
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let request = Request::post(ACCOUNTS).header("content-type", content_type).body(Body::from(account(json!({}))));
        server.send(request.unwrap()).await.problem(415);
    }
    let charset = Request::post(ACCOUNTS).header("content-type", "application/json; charset=utf-8");
    assert_eq!(server.send(charset.body(Body::from(account(json!({})))).unwrap()).await.status, 202);
}

#[tokio::test]
async fn deep_and_large_bodies_are_refused() {
    let deep = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    let server = TestServer::start().await;
    server.post_json(ACCOUNTS, deep(30_000)).await.problem(400);
    server.post_json(ACCOUNTS, deep(100_000)).await.problem(413);
    server.post_json(ACCOUNTS, "a".repeat(2_000_000)).await.problem(413);
    let unannounced = Body::from_stream(Chunks(32));
    server.post_json(ACCOUNTS, unannounced).await.problem(413);
    let roomy = TestServer::start_with(|config| config.json_body_limit = 1_000_000).await;
    roomy.post_json(ACCOUNTS, deep(100_000)).await.problem(400);
}

/// So many chunks of 64 kB, without saying beforehand how many.
struct Chunks(usize);

impl futures_core::Stream for Chunks {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        self.0 = self.0.saturating_sub(1);
        std::task::Poll::Ready((self.0 > 0).then(|| Ok(vec![b' '; 64 * 1024])))
    }
}

/// A body that never comes.
struct Never;

impl futures_core::Stream for Never {
    type Item = Result<Vec<u8>, std::io::Error>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    let server = TestServer::start_with(|config| config.body_timeout = std::time::Duration::from_millis(1)).await;
    server.post_json(ACCOUNTS, Body::from_stream(Never)).await.problem(408);
}

#[tokio::test]
async fn one_address_may_ask_so_often_and_is_told_when_again() {
    let server = TestServer::start_with(|config| config.sign_up_limit = 2).await;
    for _ in 0..2 {
        assert_eq!(sign_up(&server, json!({})).await.status, 202);
    }
    let refused = sign_up(&server, json!({})).await;
    refused.problem(429);
    assert_eq!((refused.header("retry-after"), refused.header("ratelimit-limit")), ("600", "2"));
    // A form that does not hold costs nothing, and says so as ever.
    sign_up(&server, json!({"name": ""})).await.problem(422);
    server.set_time("2026-11-23T10:10:00Z");
    assert_eq!(sign_up(&server, json!({})).await.status, 202);
}

async fn sign_up_from(server: &TestServer, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::post(ACCOUNTS).header("content-type", "application/json").header("host", "api.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.send(request.body(Body::from(account(json!({})))).unwrap()).await
}

#[tokio::test]
async fn only_pages_of_the_configured_sites_may_write() {
    let server = TestServer::start_at_site().await;
    for own in [
        &[("origin", "https://bacheca.example"), ("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-origin")],
        &[],
    ] {
        assert_eq!(sign_up_from(&server, own).await.status, 202, "{own:?}");
    }
    for foreign in [
        &[("origin", "https://evil.example")][..],
        &[("origin", "https://bacheca.example.evil.example")],
        &[("origin", "null")],
        &[("origin", "http://bacheca.example")],
        // A name of a stranger's may point here: then `Host` is that too.
        &[("origin", "https://api.example"), ("sec-fetch-site", "same-origin")],
        &[("origin", "http://api.example")],
        &[("origin", "https://api.example"), ("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
    ] {
        sign_up_from(&server, foreign).await.problem(403);
    }
}

#[tokio::test]
async fn on_the_machine_itself_the_servers_own_pages_may_write() {
    let server = TestServer::start().await;
    for (host, origin, status) in [
        ("localhost:8080", "http://localhost:8080", 202),
        ("127.0.0.1:8080", "http://127.0.0.1:8080", 202),
        ("[::1]:8080", "http://[::1]:8080", 202),
        ("localhost:8080", "http://localhost:9090", 403),
        ("localhost.evil.example", "http://localhost.evil.example", 403),
        ("192.168.1.7:8080", "http://192.168.1.7:8080", 403),
    ] {
        let request = Request::post(ACCOUNTS).header("content-type", "application/json").header("host", host);
        let request = request.header("origin", origin).body(Body::from(account(json!({})))).unwrap();
        assert_eq!(server.send(request).await.status, status, "{origin} of {host}");
    }
}

#[tokio::test]
async fn browsers_of_other_sites_are_told_no_beforehand() {
    let server = TestServer::start_at_site().await;
    let preflight = async |origin: &str| {
        let request = Request::options(ACCOUNTS)
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "content-type");
        server.send(request.body(Body::empty()).unwrap()).await
    };
    let own = preflight("https://bacheca.example").await;
    assert_eq!(own.header("access-control-allow-origin"), "https://bacheca.example");
    assert!(own.header("access-control-allow-headers").split(',').any(|name| name == "content-type"));
    // The site's forms all go the same way, with the cookie if there is one.
    assert_eq!(own.header("access-control-allow-credentials"), "true");
    assert_eq!(preflight("https://evil.example").await.header("access-control-allow-origin"), "");
}
