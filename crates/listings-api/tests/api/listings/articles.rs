use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::articles::article;
use crate::fixture::offers::{offer_with, titles};
use crate::fixture::server::TestServer;

fn slugs(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["slug"].as_str().unwrap()).collect()
}

fn published(slug: &str, day: u32, front: &str) -> String {
    article(slug, front, "Testo.").replace("2026-10-03", &format!("2026-10-{day:02}"))
}

async fn server_with_articles() -> TestServer {
    let server = TestServer::start().await;
    server
        .import_articles(&[
            ("a.md", &published("uno", 1, "occupation: magazziniere\n")),
            ("b.md", &published("due", 5, "")),
            ("c.md", &published("tre", 5, "").replace("topic: ruoli", "topic: colloquio")),
            ("d.md", &published("quattro", 9, "related: [uno, ignoto, tre]\n")),
        ])
        .await;
    server
}

#[tokio::test]
async fn articles_come_newest_first_and_by_topic_or_role() {
    let server = server_with_articles().await;
    let all = server.read("/api/v1/articles").await;
    assert_eq!(slugs(&all["items"]), ["quattro", "due", "tre", "uno"]);
    assert_eq!(all["total"], 4);
    assert_eq!(slugs(&server.read("/api/v1/articles?topic=colloquio").await["items"]), ["tre"]);
    assert_eq!(slugs(&server.read("/api/v1/articles?occupation=magazziniere").await["items"]), ["uno"]);
    for (query, name) in
        [("topic=sport", "topic"), ("occupation=astronauta", "occupation"), ("limit=0", "limit"), ("page=2", "page")]
    {
        assert_eq!(server.get(&format!("/api/v1/articles?{query}")).await.problem(400)[0].0, name);
    }
}

#[tokio::test]
async fn pages_join_even_when_something_newer_comes_meanwhile() {
    let server = server_with_articles().await;
    let first = server.read("/api/v1/articles?limit=2").await;
    server.import_articles(&[("e.md", &published("cinque", 20, ""))]).await;
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = server.read(&format!("/api/v1/articles?limit=2&cursor={cursor}")).await;
    assert_eq!(slugs(&second["items"]), ["tre", "uno"]);
    assert_eq!(second.get("next_cursor"), None);
    server.get(&format!("/api/v1/articles?topic=ruoli&cursor={cursor}")).await.problem(400);
}

#[tokio::test]
async fn an_article_is_whole() {
    let server = server_with_articles().await;
    let article = server.read("/api/v1/articles/quattro").await;
    assert_eq!(article["summary"]["topic"], json!({"slug": "ruoli", "label": "Ruoli"}));
    assert_eq!(article["sections"][0], json!({"id": "inizio", "level": 0, "heading": "", "html": "<p>Testo.</p>"}));
    // Those named that are there, then one more of the same topic.
    assert_eq!(slugs(&article["related"]), ["uno", "tre", "due"]);
    let with_role = server.read("/api/v1/articles/uno").await;
    assert_eq!(with_role["occupation"]["slug"], "magazziniere");
}

#[tokio::test]
async fn offers_in_the_text_are_live() {
    let server = TestServer::start().await;
    let body = "Inizio.\n\n## Il lavoro\n\nTesto.\n\n::offerte{ruolo=magazziniere settore=commercio limite=2}\n";
    server.import_articles(&[("a.md", &article("guida", "", body))]).await;
    let in_body = async || server.read("/api/v1/articles/guida").await["job_postings"][0].clone();
    assert_eq!(in_body().await["items"], json!([]));
    let offers: Vec<_> = (1..=3)
        .map(|day| {
            offer_with(&format!("{day}"), json!({"industry": "commercio", "datePosted": format!("2026-11-0{day}")}))
        })
        .chain([offer_with("altrove", json!({"industry": "informatica"}))])
        .collect();
    server.import_offers(&offers).await;
    let found = in_body().await;
    assert_eq!((found["section"].as_str(), found["total"].as_u64()), (Some("s-il-lavoro"), Some(3)));
    assert_eq!(titles(&found), ["3", "2"]);
    assert_eq!(
        (found["occupation"]["slug"].as_str(), found["industry"].as_str()),
        (Some("magazziniere"), Some("commercio"))
    );
}

#[tokio::test]
async fn an_old_slug_leads_to_the_new_one() {
    let server = TestServer::start().await;
    server.import_articles(&[("a.md", &article("primo", "", "Testo."))]).await;
    server.import_articles(&[("a.md", &article("secondo", "former_slugs: [primo]\n", "Testo."))]).await;
    let answer = server.get("/api/v1/articles/primo").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (308, "/api/v1/articles/secondo"));
    // A page of another site may follow it.
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(slugs(&server.read("/api/v1/articles").await["items"]), ["secondo"]);
}

#[tokio::test]
async fn an_unknown_slug_is_a_problem() {
    let server = TestServer::start().await;
    for slug in ["ignoto", "%00", "%22%3E%3Cscript%3E", &"a".repeat(4_000)] {
        server.get(&format!("/api/v1/articles/{slug}")).await.problem(404);
    }
}

#[tokio::test]
async fn pictures_are_served_so_that_nothing_in_them_runs() {
    let server = TestServer::start().await;
    server.file("articles/images/a.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 9'/>");
    server.file("articles/a.md", article("guida", "image: images/a.svg\nimage_alt: Una riga\n", "Testo."));
    server.import_article_files().await;
    let image = server.read("/api/v1/articles/guida").await["summary"]["image"].clone();
    assert_eq!(
        (image["width"].as_u64(), image["height"].as_u64(), image["alt"].as_str()),
        (Some(16), Some(9), Some("Una riga"))
    );
    let picture = server.get(image["src"].as_str().unwrap()).await;
    assert_eq!(picture.header("content-type"), "image/svg+xml; charset=utf-8");
    assert_eq!(picture.header("content-security-policy"), "default-src 'none'; style-src 'unsafe-inline'");
    assert_eq!(picture.header("x-content-type-options"), "nosniff");
    assert!(picture.header("cache-control").contains("immutable"));
    for name in ["0000000000000000.svg", "..%2Flistings.db", "%2e%2e%2f%2e%2e%2fetc%2fpasswd"] {
        server.send(Request::get(format!("/media/{name}")).body(Body::empty()).unwrap()).await.problem(404);
    }
}
