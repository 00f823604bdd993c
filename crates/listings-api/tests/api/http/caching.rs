use axum::body::Body;
use axum::http::{Method, Request};

use crate::fixture::offers::offer;
use crate::fixture::server::TestServer;

#[tokio::test]
async fn a_read_that_is_still_the_same_is_not_sent_again() {
    let server = TestServer::start().await;
    for path in [
        "/api/v1/job-postings", "/api/v1/articles", "/api/v1/places?q=mi", "/api/v1/occupations",
        "/api/v1/occupations/magazziniere", "/api/v1/openapi.json",
    ] {
        let first = server.get(path).await;
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty() && first.header("cache-control").starts_with("public, max-age="), "{path}");
        let again = server.send(Request::get(path).header("if-none-match", &tag).body(Body::empty()).unwrap()).await;
        assert_eq!((again.status.as_u16(), again.body.len(), again.header("etag")), (304, 0, tag.as_str()), "{path}");
    }
}

#[tokio::test]
async fn a_changed_answer_has_another_tag() {
    let server = TestServer::start().await;
    let before = server.get("/api/v1/job-postings").await;
    server.import_offers(&[offer("a")]).await;
    assert_ne!(before.header("etag"), server.get("/api/v1/job-postings").await.header("etag"));
}

#[tokio::test]
async fn head_answers_like_get_without_a_body() {
    let server = TestServer::start().await;
    let get = server.get("/api/v1/occupations").await;
    let request = Request::builder().method(Method::HEAD).uri("/api/v1/occupations").body(Body::empty()).unwrap();
    let head = server.send(request).await;
    assert_eq!((head.status, head.body.len(), head.header("etag")), (get.status, 0, get.header("etag")));
}

#[tokio::test]
async fn answers_are_compressed_for_who_takes_it() {
    let server = TestServer::start().await;
    let request = Request::get("/api/v1/occupations").header("accept-encoding", "gzip").body(Body::empty()).unwrap();
    let packed = server.send(request).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < server.get("/api/v1/occupations").await.body.len());
}

#[tokio::test]
async fn anyone_may_read_from_any_page_without_credentials() {
    let server = TestServer::start().await;
    let request =
        Request::get("/api/v1/articles").header("origin", "https://other.example").body(Body::empty()).unwrap();
    let answer = server.send(request).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
}
