use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::json;

use crate::fixture::candidate::Candidate;
use crate::fixture::server::TestServer;

#[tokio::test]
async fn paths_that_lead_nowhere_are_problems() {
    let server = TestServer::start().await;
    for path in
        ["/api", "/api/", "/api/v1", "/api/v1/", "/api/v1/nope", "/api/v2/articles", "/nope", "/", "/api/v1/articles/"]
    {
        server.get(path).await.problem(404);
    }
}

#[tokio::test]
async fn wrong_methods_are_problems_that_name_the_right_ones() {
    let server = TestServer::start().await;
    for (method, path, allowed) in [
        (Method::POST, "/api/v1/articles", "GET,HEAD"),
        (Method::DELETE, "/api/v1/job-postings/x", "GET,HEAD"),
        (Method::GET, "/api/v1/accounts", "POST"),
        (Method::GET, "/api/v1/job-postings/x/reports", "POST"),
        (Method::POST, "/api/v1/job-postings/x/deadline.ics", "GET,HEAD"),
        (Method::PUT, "/healthz", "GET,HEAD"),
    ] {
        let request = Request::builder().method(&method).uri(path).body(Body::empty()).unwrap();
        let answer = server.send(request).await;
        answer.problem(405);
        assert_eq!(answer.header("allow"), allowed, "{method} {path}");
    }
}

#[tokio::test]
async fn query_strings_are_bounded() {
    let server = TestServer::start().await;
    for path in ["/api/v1/job-postings", "/api/v1/places", "/healthz", "/nope"] {
        server.get(&format!("{path}?q={}", "a".repeat(10_000))).await.problem(414);
    }
    server.get(&format!("/api/v1/job-postings?place={}", "a".repeat(8_000))).await.problem(400);
}

#[tokio::test]
async fn odd_query_strings_never_crash() {
    let server = TestServer::start().await;
    for path in
        ["/api/v1/job-postings", "/api/v1/articles", "/api/v1/places", "/api/v1/places/nearest", "/api/v1/industries"]
    {
        for query in [
            "%00", "q=%00%FF", "'%22%3B--", "%E2%80%AE=%E2%80%AE", "&&&=&=", "=", "a=b=c", "q=%",
            "limit=99999999999999999999",
        ] {
            let answer = server.get(&format!("{path}?{query}")).await;
            assert!(matches!(answer.status.as_u16(), 200 | 400), "{path}?{query}: {}", answer.status);
            if answer.status == 400 {
                answer.problem(400);
            }
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_not_ready_in_time_is_given_up() {
    let server = TestServer::start_with(|config| config.request_timeout = std::time::Duration::from_millis(1)).await;
    // Someone holds the one connection that writes.
    let _held = server.state.store.begin_write().await.unwrap();
    let account =
        r#"{"name": "A", "email": "a@b.it", "password": "cavallo batteria", "privacy_notice_version": "2026-11"}"#;
    let answer = server.post_json("/api/v1/accounts", account).await;
    answer.problem(503);
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
async fn a_database_that_is_gone_is_no_leak() {
    let server = TestServer::start().await;
    server.state.store.close().await;
    let answer = server.get("/api/v1/job-postings").await;
    answer.problem(500);
    assert!(!answer.text().to_lowercase().contains("pool"), "{}", answer.text());
    server.get("/healthz").await.problem(503);
}

#[tokio::test]
async fn a_list_of_values_is_no_object() {
    let server = TestServer::start().await;
    for (path, list) in [
        ("/api/v1/sessions", json!(["anna@posta.example", "cavallo batteria"])),
        ("/api/v1/accounts", json!(["Anna", "anna@posta.example", "cavallo batteria", null, false, "2026-11"])),
        ("/api/v1/password-resets", json!(["anna@posta.example"])),
        ("/api/v1/job-postings/x/reports", json!(["misleading", "una nota"])),
    ] {
        let request = Request::post(path).header("content-type", "application/json").header("x-bacheca", "1");
        let answer = server.send(request.body(Body::from(list.to_string())).unwrap()).await;
        assert_eq!(answer.problem(422), [(String::new(), "invalid".to_owned())], "{path}");
    }
    let candidate = Candidate::anna(&server).await;
    let nested = json!({"items": [["mzxw6ytboi2a", null]]});
    let refused = candidate.send("POST", "/api/v1/me/saved", Some(nested)).await;
    assert_eq!(refused.problem(422), [("/items/0".to_owned(), "invalid".to_owned())]);
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let server = TestServer::start().await;
    for path in ["/api/v1/articles", "/api/v1/nope", "/nope", "/healthz"] {
        let answer = server.get(path).await;
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
        assert!(answer.header("permissions-policy").contains("geolocation=(self)"));
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
    }
}

/// Over a real socket, where a request may lack what a client always sends.
#[tokio::test]
async fn a_request_says_once_whom_it_is_for() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let server = TestServer::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = listings_api::app(server.state.clone());
    tokio::spawn(listings_api::http::server::serve(listener, app, std::future::pending()));
    for (head, status) in [
        ("GET /livez HTTP/1.1\r\nHost: a\r\n", "200"),
        ("GET /livez HTTP/1.1\r\n", "400"),
        ("GET /livez HTTP/1.1\r\nHost:\r\n", "400"),
        ("GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n", "400"),
        ("GET /livez HTTP/1.1\r\nHost: a/b\r\n", "400"),
        ("GET /livez HTTP/1.0\r\n", "200"),
    ] {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert_eq!(answer.get(9..12), Some(status), "{head}: {answer}");
        assert_eq!(status == "400", answer.contains("application/problem+json"), "{head}: {answer}");
    }
}

/// Over a real socket: the address is known, and the signal to stop ends it once open requests are done.
#[tokio::test]
async fn the_socket_serves_until_it_is_told_to_stop() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let server = TestServer::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let app = listings_api::app(server.state.clone());
    let serving = tokio::spawn(listings_api::http::server::serve(listener, app, async {
        let _ = stopped.await;
    }));
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
    stop.send(()).unwrap();
    serving.await.unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
