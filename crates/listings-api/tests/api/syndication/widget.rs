//! The frame that partners show: `GET /embed/`.

use axum::body::Body;
use axum::http::Request;
use roxmltree::Document;
use serde_json::json;

use crate::fixture::offers::{offer, offer_in, offer_with};
use crate::fixture::server::{Answer, TestServer};

async fn server() -> TestServer {
    let server = TestServer::start_at_site().await;
    let hostile = json!({"title": "Addetto \"R&D\" &lt;script&gt;alert(1)&lt;/script&gt;", "datePosted": "2026-11-22"});
    let cook = json!({"title": "Aiuto cuoco", "relevantOccupation": "aiuto-cuoco", "datePosted": "2026-11-21",
        "baseSalary": {"currency": "EUR", "value": {"minValue": 1900, "maxValue": 2100, "unitText": "MONTH"}}});
    let offers = [offer_with("a", hostile), offer_with("b", cook), offer_in("c", "Milano"), offer_in("d", "Bergamo")];
    server.import_offers(&offers).await;
    server
}

/// The text of every heading, in order; fails when the document is not well-formed.
fn headings(answer: &Answer) -> Vec<String> {
    let text = answer.text();
    // What HTML has beyond XML: its first line, void elements, attributes without a value.
    let body = text.split_once("<body>").unwrap().1.split_once("<script>").unwrap().0;
    let xml = body.replace(" hidden>", ">").replace("</main>", "");
    let xml = format!("{xml}</main>");
    let document = Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    let is_heading = |node: &roxmltree::Node<'_, '_>| matches!(node.tag_name().name(), "h1" | "h2");
    let texts = |node: roxmltree::Node<'_, '_>| {
        node.descendants().filter(roxmltree::Node::is_text).filter_map(|text| text.text()).collect::<String>()
    };
    document
        .descendants()
        .filter(is_heading)
        .map(texts)
        .map(|text| text.replace(" (si apre in una nuova scheda)", ""))
        .collect()
}

#[tokio::test]
async fn the_newest_offers_with_links_that_say_who_sent_the_visitor() {
    let server = server().await;
    let answer = server.get("/embed/?limite=2&partner=Comune-di-Lodi").await;
    assert_eq!(answer.status, 200);
    assert_eq!(headings(&answer), ["Offerte di lavoro", "Addetto \"R&D\" <script>alert(1)</script>", "Aiuto cuoco"]);
    let html = answer.text();
    assert_eq!(html.matches("<script").count(), 1, "only ours");
    assert!(html.contains("da 1.900 a 2.100\u{a0}€ al mese"), "{html}");
    assert!(html.contains("https://bacheca.example/offerte?sort=newest&amp;partner=comune-di-lodi"), "{html}");
    assert!(html.contains("Vedi tutte le 4 offerte"));
    let id = html.split_once("https://bacheca.example/offerte/").unwrap().1.split_once('?').unwrap();
    assert!(id.0.len() == 12 && id.1.starts_with("partner=comune-di-lodi\""), "{id:?}");
    assert!(html.contains("data-views=\"../api/v1/partners/comune-di-lodi/views\""));
}

#[tokio::test]
async fn words_of_partners_are_looked_up_and_unknown_ones_told() {
    let server = server().await;
    for query in ["ruolo=Aiuto%20cuoco", "ruolo=aiuto-cuoco", "ruolo=AIUTO+CUOCO"] {
        let answer = server.get(&format!("/embed/?{query}")).await;
        assert_eq!(headings(&answer), ["Aiuto cuoco: offerte di lavoro", "Aiuto cuoco"], "{query}");
    }
    for query in ["luogo=milano-mi&raggio=5", "luogo=Milano&raggio=5", "luogo=20121&raggio=5"] {
        let answer = server.get(&format!("/embed/?{query}")).await;
        assert_eq!(headings(&answer), ["Offerte di lavoro entro 5 km da Milano (MI)", "Offerta c"], "{query}");
    }
    for (query, told) in [
        ("ruolo=astronauta", "Non conosciamo il ruolo «astronauta»."),
        ("luogo=Mil", "Non conosciamo il luogo «Mil»."),
        ("luogo=Giovanni", "Non conosciamo il luogo «Giovanni»."),
        ("luogo=Atlantide", "Non conosciamo il luogo «Atlantide»."),
        ("settore=commercio,spazio", "Non conosciamo il settore «spazio»."),
        ("ruolo=astronauta&lingua=en", "We don’t know the role “astronauta”."),
    ] {
        let answer = server.get(&format!("/embed/?{query}")).await;
        assert_eq!((answer.status.as_u16(), headings(&answer)[1].as_str()), (200, told), "{query}");
        // The partner's console hears it too.
        assert!(answer.text().split_once("data-faults=").unwrap().1.contains(told), "{query}");
    }
}

#[tokio::test]
async fn half_a_name_brings_those_that_begin_like_it_to_the_console() {
    let html = server().await.get("/embed/?luogo=Lampedusa").await.text();
    assert!(html.contains("Non conosciamo il luogo «Lampedusa». Forse: lampedusa-e-linosa-ag"), "{html}");
}

#[tokio::test]
async fn a_name_that_several_comuni_have_is_told() {
    let server = server().await;
    let html = server.get("/embed/?luogo=Castro").await.text();
    assert!(html.contains("luogo: c’è più di un comune «Castro»; vale Castro ("), "{html}");
    for plain in ["luogo=Castro%20(BG)", "luogo=castro-bg", "luogo=20121", "luogo=Milano"] {
        assert!(server.get(&format!("/embed/?{plain}")).await.text().contains("data-faults=\"[]\""), "{plain}");
    }
}

#[tokio::test]
async fn where_there_is_nothing_the_next_wider_radius_is_shown() {
    let server = server().await;
    let answer = server.get("/embed/?luogo=Crema&raggio=5").await;
    assert_eq!(headings(&answer), ["Offerte di lavoro entro 50 km da Crema (CR)", "Offerta c", "Offerta d"]);
    assert!(answer.text().contains("Entro 5 km non c’è niente."), "{}", answer.text());
    assert!(answer.text().contains("place=crema-cr&amp;radius_km=50&amp;sort=newest"));
    let nothing = server.get("/embed/?turno=notte").await;
    assert_eq!(headings(&nothing)[1], "In questo momento non c’è niente");
}

#[tokio::test]
async fn bad_attributes_are_named_and_do_no_harm() {
    let server = server().await;
    let long = "a".repeat(200);
    let answer = server
        .get(&format!("/embed/?raggio=-5&limite=9999&colore=red%3B%7D&partner={long}&x=%3C/script%3E%3Cscript%3E"))
        .await;
    assert_eq!((answer.status.as_u16(), headings(&answer).len()), (200, 5));
    let html = answer.text();
    assert_eq!(html.matches("<script").count(), 1);
    for told in [
        "raggio: un numero da 1 a 100; vale 30", "limite: un numero da 1 a 10; vale 10", "colore: si scrive",
        "partner: da 2 a 40",
    ] {
        assert!(html.contains(told), "{told}");
    }
    assert!(!html.contains("red;}") && !html.contains("data-views"));
}

#[tokio::test]
async fn the_partner_s_colour_and_theme_come_with_a_policy_that_knows_them() {
    let server = server().await;
    let plain = server.get("/embed/").await;
    let coloured = server.get("/embed/?colore=ffcc00&tema=scuro").await;
    let html = coloured.text();
    assert!(html.contains("data-theme=\"dark\"") && html.contains("--brand:light-dark(#"), "{html}");
    let policy = coloured.header("content-security-policy");
    let hashes = |policy: &str| policy.matches("'sha256-").count();
    assert_eq!((hashes(plain.header("content-security-policy")), hashes(policy)), (2, 3));
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[tokio::test]
async fn any_page_may_frame_it_unless_some_are_listed_and_nothing_else_may_be_framed() {
    let server = TestServer::start_with(|config| config.embed_origins = vec!["https://comune.example".into()]).await;
    let frame = server.get("/embed/").await;
    assert!(frame.header("content-security-policy").ends_with("frame-ancestors https://comune.example"));
    assert_eq!(frame.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(frame.header("cross-origin-embedder-policy"), "require-corp");
    assert_eq!(frame.header("x-frame-options"), "");
    assert!(frame.headers.get_all("set-cookie").iter().next().is_none());
    assert!(server.get("/ignota").await.header("content-security-policy").contains("frame-ancestors 'none'"));
    let open = TestServer::start().await.get("/embed/").await;
    assert!(open.header("content-security-policy").ends_with("form-action 'none'"), "anyone");
}

#[tokio::test]
async fn a_frame_that_has_not_changed_is_not_sent_again() {
    let server = server().await;
    let first = server.get("/embed/?limite=1").await;
    assert_eq!(first.header("cache-control"), "public, max-age=60");
    let again = Request::get("/embed/?limite=1").header("if-none-match", first.header("etag"));
    assert_eq!(server.send(again.body(Body::empty()).unwrap()).await.status, 304);
}

#[tokio::test]
async fn what_ends_while_the_page_is_open_is_known_to_it() {
    let server = TestServer::start().await;
    server.import_offers(&[offer_with("a", json!({"validThrough": "2026-11-23"})), offer("b")]).await;
    let html = server.get("/embed/").await.text();
    // The last second of the day in Rome; the other one has no end.
    assert_eq!(html.matches("data-ends=").count(), 1);
    assert!(html.contains("data-ends=\"1795474799\"") && html.contains("deadline deadline--soon"), "{html}");
}

#[tokio::test]
async fn one_offer_has_a_frame_of_its_own() {
    let server = TestServer::start_at_site().await;
    let withdrawn = offer_with("c", json!({"bacheca:status": "withdrawn", "title": "Ritirata"}));
    let filled = offer_with("b", json!({"bacheca:status": "filled"}));
    server.import_offers(&[offer("a"), filled, withdrawn]).await;
    let offers = server.stored_offers().await;
    let path = |state: &str| {
        let id = &offers.iter().find(|offer| offer.state == state).unwrap().id;
        format!("/embed/offerte/{id}?partner=scuola")
    };
    let open = server.get(&path("open")).await;
    assert_eq!(
        (open.status.as_u16(), headings(&open)),
        (200, vec!["Offerta di lavoro".to_owned(), "Offerta a".to_owned()])
    );
    assert!(open.text().contains("Visualizza l’offerta") && open.text().contains("../../api/v1/partners/scuola/views"));
    assert!(open.header("content-security-policy").ends_with("form-action 'none'"), "anyone");
    let filled = server.get(&path("filled")).await;
    assert!(filled.text().contains("Posizione coperta") && filled.text().contains("Vedi offerte simili"));
    let withdrawn = server.get(&path("withdrawn")).await;
    assert_eq!(
        (withdrawn.status.as_u16(), headings(&withdrawn)),
        (410, vec!["Offerta di lavoro".to_owned(), "Questa offerta non c’è più".to_owned()])
    );
    assert!(!withdrawn.text().contains("Ritirata"));
    assert_eq!(server.get("/embed/offerte/aaaaaaaaaaaa").await.status, 404);
}
