//! What search engines are told before they read a page.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::fixture::articles::article;
use crate::fixture::damage::{Cell, Rows};
use crate::fixture::offers::{offer, offer_in, offer_with};
use crate::fixture::server::{SITE, TestServer};

/// Address below the site and `lastmod` of every entry.
async fn entries(server: &TestServer, path: &str) -> Vec<(String, Option<String>)> {
    let answer = server.get(path).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/xml; charset=utf-8"));
    let text = answer.text();
    let document = roxmltree::Document::parse(&text).unwrap();
    let child = |entry: roxmltree::Node<'_, '_>, name: &str| {
        entry.children().find(|node| node.tag_name().name() == name).and_then(|node| node.text().map(str::to_owned))
    };
    let entries = document.root_element().children().filter(roxmltree::Node::is_element);
    entries
        .map(|entry| (child(entry, "loc").unwrap().strip_prefix(SITE).unwrap().to_owned(), child(entry, "lastmod")))
        .collect()
}

async fn addresses(server: &TestServer, path: &str) -> Vec<String> {
    entries(server, path).await.into_iter().map(|(address, _)| address).collect()
}

#[tokio::test]
async fn robots_may_read_what_pages_need_and_find_the_sitemap() {
    let server = TestServer::start_with_offers(&[]).await;
    let answer = server.get("/robots.txt").await;
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let text = answer.text();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "User-agent: *");
    assert!(lines.contains(&"Disallow: /api/") && lines.contains(&"Allow: /api/v1/job-postings"), "{text}");
    assert_eq!(lines.last(), Some(&"Sitemap: https://bacheca.example/sitemap.xml"));
}

#[tokio::test]
async fn every_list_of_the_index_is_there() {
    let server = TestServer::start_with_offers(&[offer("a")]).await;
    server.import_articles(&[("a.md", &article("uno", "date_modified: 2026-11-02\n", "Testo."))]).await;
    let index = entries(&server, "/sitemap.xml").await;
    let expected = [
        ("/sitemaps/pages.xml", None),
        ("/sitemaps/articles.xml", Some("2026-11-02")),
        ("/sitemaps/roles.xml", None),
        ("/sitemaps/offers-1.xml", Some("2026-11-20T00:00:00+01:00")),
    ];
    let expected = expected.map(|(address, changed)| (address.to_owned(), changed.map(str::to_owned)));
    assert_eq!(index, expected);
    for (path, _) in index {
        assert!(!entries(&server, &path).await.is_empty(), "{path}");
    }
    let articles = entries(&server, "/sitemaps/articles.xml").await;
    assert_eq!(articles, [("/articoli/uno".to_owned(), Some("2026-11-02".to_owned()))]);
    for name in
        ["offers-0.xml", "offers-2.xml", "offers-x.xml", "offers-99999999999.xml", "x.xml", "pages", "offers-.xml"]
    {
        server.get(&format!("/sitemaps/{name}")).await.problem(404);
    }
}

#[tokio::test]
async fn only_open_offers_are_listed() {
    let server = TestServer::start_with_offers(&[
        offer_with("open", json!({"dateModified": "2026-11-22"})),
        offer_with("filled", json!({"bacheca:status": "filled"})),
        offer_with("withdrawn", json!({"bacheca:status": "withdrawn"})),
        offer_with("short", json!({"validThrough": "2026-11-23"})),
    ])
    .await;
    let ids = server.offer_ids().await;
    let page = |at: usize| format!("/offerte/{}", ids[at]);
    let listed = entries(&server, "/sitemaps/offers-1.xml").await;
    assert_eq!(listed.iter().map(|(address, _)| address.as_str()).collect::<Vec<_>>(), [page(0), page(3)]);
    assert_eq!(listed[0].1.as_deref(), Some("2026-11-22T00:00:00+01:00"));
    server.set_time("2026-11-24T10:00:00Z");
    assert_eq!(addresses(&server, "/sitemaps/offers-1.xml").await, [page(0)]);
}

#[tokio::test]
async fn an_offer_stays_in_its_list_and_an_empty_list_goes() {
    let server =
        TestServer::start_with_offers(&[offer("a"), offer_with("b", json!({"validThrough": "2026-11-23"}))]).await;
    let ids = server.offer_ids().await;
    // As if ten thousand had been imported in between.
    server.database().set("job_postings", Rows::Where("seq", "2"), "seq", Cell::Integer(10_001)).await;
    let lists = addresses(&server, "/sitemap.xml").await;
    assert_eq!(lists[3..], ["/sitemaps/offers-1.xml", "/sitemaps/offers-2.xml"]);
    assert_eq!(addresses(&server, "/sitemaps/offers-1.xml").await, [format!("/offerte/{}", ids[0])]);
    assert_eq!(addresses(&server, "/sitemaps/offers-2.xml").await, [format!("/offerte/{}", ids[1])]);
    server.set_time("2026-11-24T10:00:00Z");
    assert_eq!(addresses(&server, "/sitemap.xml").await[3..], ["/sitemaps/offers-1.xml"]);
    server.get("/sitemaps/offers-2.xml").await.problem(404);
}

#[tokio::test]
async fn roles_are_listed_where_they_are_wanted() {
    let server = TestServer::start_with_offers(&[
        offer_in("a", "Lodi"),
        offer_in("b", "Lodi"),
        offer_in("c", "Milano"),
        offer_with("e", json!({"relevantOccupation": "elettrauto"})),
        offer_with("d", json!({"jobLocation": {"address": {"addressLocality": "Roma"}}, "bacheca:status": "filled"})),
    ])
    .await;
    let listed = addresses(&server, "/sitemaps/roles.xml").await;
    // Those with a text, and of the others those with offers.
    let roles = server.state.taxonomy.occupation_texts.len() + 1;
    assert!(roles < server.state.taxonomy.occupations.len());
    assert!(listed[..roles].contains(&"/lavoro/cuoco".to_owned()), "{listed:?}");
    assert!(listed[..roles].contains(&"/lavoro/elettrauto".to_owned()), "{listed:?}");
    assert_eq!(
        listed[roles..],
        ["/lavoro-a/lodi-lo", "/lavoro-a/milano-mi", "/lavoro/magazziniere/lodi-lo", "/lavoro/magazziniere/milano-mi"]
    );
}

#[tokio::test]
async fn robots_ask_again_cheaply() {
    let server = TestServer::start_with_offers(&[offer("a")]).await;
    for path in ["/robots.txt", "/sitemap.xml", "/sitemaps/offers-1.xml"] {
        let first = server.get(path).await;
        assert_eq!(first.header("cache-control"), "public, max-age=3600", "{path}");
        let again = Request::get(path).header("if-none-match", first.header("etag")).body(Body::empty()).unwrap();
        assert_eq!(server.send(again).await.status, 304, "{path}");
        server.send(Request::post(path).body(Body::empty()).unwrap()).await.problem(405);
    }
}
