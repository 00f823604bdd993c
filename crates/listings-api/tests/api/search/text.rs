//! The search field: words, phrases, exclusions, stems, typos, junk.

use serde_json::json;

use crate::fixture::offers::{offer_with, titles};
use crate::fixture::server::TestServer;

async fn found(server: &TestServer, text: &str) -> Vec<String> {
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
    titles(&server.read(&format!("/api/v1/job-postings?{query}")).await)
}

/// Found, in alphabetical order.
async fn set(server: &TestServer, text: &str) -> String {
    let mut found = found(server, text).await;
    found.sort();
    found.join(" | ")
}

async fn server_with_texts() -> TestServer {
    let server = TestServer::start().await;
    let text = |identifier: &str, title: &str, description: &str| {
        offer_with(identifier, json!({"title": title, "description": description, "relevantOccupation": null}))
    };
    server
        .import_offers(&[
            text("1", "Magazziniere", "<p>Carico e scarico merci, uso del muletto.</p>"),
            text("2", "Addetto vendite", "<p>Vendita al banco in città, turni di notte.</p>"),
            text("3", "Cuoca", "<p>Cucina per mensa; lavoro con il magazziniere.</p>"),
            text("4", "Addetta alle pulizie", "<p>Pulizia di uffici la notte, non la vendita.</p>"),
            text("5", "Sviluppatore C++ / R&D", "<p>Codice &amp; test.</p>"),
        ])
        .await;
    server
}

#[tokio::test]
async fn words_are_and_and_forms_of_a_word_are_one() {
    let server = server_with_texts().await;
    assert_eq!(set(&server, "magazzinieri").await, "Cuoca | Magazziniere");
    assert_eq!(set(&server, "MAGAZZINIERE muletto").await, "Magazziniere");
    assert_eq!(set(&server, "magazziniere notte").await, "");
    assert_eq!(set(&server, "citta").await, "Addetto vendite");
    assert_eq!(set(&server, "CITTÀ").await, "Addetto vendite");
    assert_eq!(set(&server, "cuoco").await, "Cuoca");
    assert_eq!(set(&server, "addetto alle pulizie").await, "Addetta alle pulizie");
    // The employer's name.
    assert_eq!(found(&server, "Officine Lambro").await.len(), 5);
}

#[tokio::test]
async fn quoted_words_stand_together() {
    let server = server_with_texts().await;
    assert_eq!(set(&server, "\"turni di notte\"").await, "Addetto vendite");
    assert_eq!(set(&server, "turni notte").await, "Addetto vendite");
    assert_eq!(set(&server, "\"notte turni\"").await, "");
    assert_eq!(set(&server, "\"carico e scarico\" muletto").await, "Magazziniere");
}

#[tokio::test]
async fn a_minus_takes_offers_away() {
    let server = server_with_texts().await;
    assert_eq!(set(&server, "vendita -banco").await, "Addetta alle pulizie");
    assert_eq!(set(&server, "notte -\"turni di notte\"").await, "Addetta alle pulizie");
    assert_eq!(found(&server, "-magazziniere").await.len(), 3);
    // A hyphen inside a word is none.
    assert_eq!(set(&server, "carico-scarico").await, "Magazziniere");
}

#[tokio::test]
async fn one_typo_is_forgiven_in_longer_words() {
    let server = server_with_texts().await;
    for typo in ["magaziniere", "magazzinierre", "magazizniere", "magazzimiere", "agazziniere"] {
        assert_eq!(set(&server, typo).await, "Cuoca | Magazziniere", "{typo}");
    }
    // Two are not.
    assert_eq!(set(&server, "magazinire").await, "");
    assert_eq!(set(&server, "pulzie").await, "Addetta alle pulizie");
    // Four letters must be right; what is taken away must be, too.
    assert_eq!(set(&server, "cuco").await, "");
    assert_eq!(found(&server, "-magaziniere").await.len(), 5);
}

#[tokio::test]
async fn the_title_counts_more_than_the_description_and_then_the_newest() {
    let server = server_with_texts().await;
    assert_eq!(found(&server, "magazziniere").await, ["Magazziniere", "Cuoca"]);
    let newer = json!({"title": "Magazziniere notturno", "datePosted": "2026-11-22", "relevantOccupation": null});
    server.import_offers(&[offer_with("6", newer)]).await;
    assert_eq!(found(&server, "magazziniere").await, ["Magazziniere notturno", "Magazziniere", "Cuoca"]);
}

#[tokio::test]
async fn junk_does_no_harm() {
    let server = server_with_texts().await;
    for junk in
        ["%_'", "🙂", "\"", "-", "'; DROP TABLE job_postings; --", "title:* OR 1=1", "NEAR(a b)", "\u{0}", "((((("]
    {
        assert_eq!(found(&server, junk).await.len(), 0, "{junk}");
    }
    assert_eq!(set(&server, "C++").await, "Sviluppatore C++ / R&D");
    assert_eq!(set(&server, "muletto %_' 🙂 *").await, "Magazziniere");
    let long = server.get(&format!("/api/v1/job-postings?q={}", "a".repeat(7_000))).await.problem(400);
    assert_eq!(long, [("q".to_owned(), "too_long".to_owned())]);
    assert_eq!(server.get(&format!("/api/v1/job-postings?q={}", "a".repeat(10_000))).await.problem(414), []);
    let words = "ab ".repeat(66);
    assert_eq!(found(&server, words.trim()).await.len(), 0);
    let filters = "shift=siesta&".repeat(300);
    assert_eq!(server.get(&format!("/api/v1/job-postings?{filters}")).await.problem(400).len(), 20);
    let industries: String = (0..300).map(|number| format!("industry=i{number}&")).collect();
    assert!(!server.get(&format!("/api/v1/job-postings?{industries}")).await.problem(400).is_empty());
}

#[tokio::test]
async fn a_search_that_takes_too_long_is_broken_off() {
    let server = TestServer::start_with(|config| config.search_timeout = std::time::Duration::ZERO).await;
    let offers: Vec<_> = (0..4_200).map(|number| offer_with(&number.to_string(), json!({}))).collect();
    server.import_offers(&offers).await;
    assert_eq!(server.get("/api/v1/job-postings").await.problem(503), []);
    // Whatever else looks into the index has the same limit.
    for path in ["/api/v1/occupations", "/api/v1/industries", "/api/v1/occupations/magazziniere", "/offerte.rss"] {
        assert_eq!(server.get(path).await.problem(503), [], "{path}");
    }
    // In somebody's page it is words and a button, not a problem for programs.
    let frame = server.get("/embed/").await;
    assert_eq!((frame.status.as_u16(), frame.header("cache-control")), (503, "no-store"));
    assert!(frame.text().contains("Le offerte non si caricano") && frame.text().contains(">Riprova</button>"));
}
