use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::offers::{offer, offer_with};
use crate::fixture::server::{Answer, TestServer};

/// A server with this one offer, and its id.
pub async fn server_with(changes: Value) -> (TestServer, String) {
    let server = TestServer::start_with_offers(&[offer_with("a", changes)]).await;
    let id = server.only_offer().await;
    (server, id)
}

/// The texts of a picture, in the order they are drawn.
fn texts(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.header("content-type"), "image/svg+xml; charset=utf-8");
    let svg = answer.text();
    let document = roxmltree::Document::parse(&svg).unwrap();
    assert_eq!(document.root_element().tag_name().name(), "svg");
    let texts = document.descendants().filter(|node| node.tag_name().name() == "text");
    texts.map(|node| node.text().unwrap_or_default().replace('\u{a0}', " ")).collect()
}

pub fn lodi() -> Value {
    json!({
        "title": "Magazziniera o magazziniere",
        "jobLocation": {"address": {"addressLocality": "Lodi"}},
        "baseSalary": {"currency": "EUR", "value": {"minValue": 1900, "maxValue": 2100, "unitText": "MONTH"}},
        "employmentType": "FULL_TIME", "bacheca:shift": ["night"], "bacheca:contractTerm": "permanent",
        "totalJobOpenings": 2, "validThrough": "2026-12-16",
    })
}

#[tokio::test]
async fn an_offer_is_a_picture() {
    let (server, id) = server_with(lodi()).await;
    let answer = server.get(&format!("/embed/offerte/{id}.svg")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        texts(&answer),
        [
            "Magazziniera o magazziniere", "Officine Lambro S.r.l.", "Lodi (LO)", "da 1.900 a 2.100 € al mese",
            "Tempo indeterminato", "Tempo pieno", "Notte", "2 posti", "Scade il 16 dic", "Bacheca", "bacheca.example",
        ]
    );
    let svg = answer.text();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let root = document.root_element();
    assert_eq!((root.attribute("width"), root.attribute("height")), (Some("600"), Some("340")));
    assert_eq!((root.attribute("role"), root.attribute("lang")), (Some("img"), Some("it")));
    assert_eq!(
        root.first_element_child().unwrap().text().unwrap().replace('\u{a0}', " "),
        "Magazziniera o magazziniere. Officine Lambro S.r.l.. Lodi (LO). da 1.900 a 2.100 € al mese. Scade il 16 dic"
    );
}

#[tokio::test]
async fn it_may_be_shown_anywhere_and_runs_nowhere() {
    let (server, id) = server_with(lodi()).await;
    let request = |name: &str, value: &str| {
        Request::get(format!("/embed/offerte/{id}.svg")).header(name, value).body(Body::empty()).unwrap()
    };
    let answer = server.send(request("origin", "https://comune.example")).await;
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("content-security-policy", "default-src 'none'"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "public, max-age=60"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    let svg = answer.text();
    for forbidden in ["<style", "style=", "<script", "href", "onload", "foreignObject"] {
        assert!(!svg.contains(forbidden), "{forbidden}");
    }
    let tag = answer.header("etag").to_owned();
    let again = server.send(request("if-none-match", &tag)).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let packed = server.send(request("accept-encoding", "gzip")).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn it_comes_in_two_languages_and_two_colours() {
    let (server, id) = server_with(lodi()).await;
    let path = format!("/embed/offerte/{id}.svg");
    let english = texts(&server.get(&format!("{path}?lingua=en")).await);
    assert!(english.contains(&"€1,900 to €2,100 a month".to_owned()), "{english:?}");
    assert!(english.contains(&"Closes on 16 Dec".to_owned()), "{english:?}");
    let plain = server.get(&path).await.text();
    assert_ne!(server.get(&format!("{path}?tema=scuro")).await.text(), plain);
    // Who writes an address into a newsletter sees no error in it: what does not hold is as if it were not there.
    for query in ["tema=chiaro", "tema=auto", "tema=rosa", "lingua=fr", "x=1", "colore=red%3B%7D", "tema=%FF"] {
        assert_eq!(server.get(&format!("{path}?{query}")).await.text(), plain, "{query}");
    }
}

#[tokio::test]
async fn a_hostile_title_stays_text() {
    let title = "Cuoco & <b>\"chef\"</b> ]]> &lt;script&gt;alert(1)&lt;/script&gt; 🙂";
    let (server, id) = server_with(json!({"title": title})).await;
    let answer = server.get(&format!("/embed/offerte/{id}.svg")).await;
    let svg = answer.text();
    let document = roxmltree::Document::parse(&svg).unwrap();
    let shown: String = texts(&answer).join(" ");
    let stored = server.stored_offers().await.remove(0).facts.title;
    assert!(stored.contains("<script>"), "{stored}");
    assert!(shown.starts_with(&stored), "{shown}");
    assert!(!document.descendants().any(|node| matches!(node.tag_name().name(), "script" | "b")), "{svg}");
}

#[tokio::test]
async fn a_deadline_close_by_stands_out() {
    let (server, id) = server_with(lodi()).await;
    let path = format!("/embed/offerte/{id}.svg");
    let calm = server.get(&path).await.text();
    server.set_time("2026-12-16T10:00:00Z");
    let today = server.get(&path).await;
    assert!(texts(&today).contains(&"Scade oggi".to_owned()));
    let colours = |svg: &str| {
        let document = roxmltree::Document::parse(svg).unwrap();
        let texts: Vec<_> = document.descendants().filter(|node| node.tag_name().name() == "text").collect();
        let deadline = texts.iter().find(|text| text.text().unwrap().starts_with("Scade")).unwrap();
        let mark = texts.iter().find(|text| text.text() == Some("Bacheca")).unwrap();
        (deadline.attribute("fill").unwrap().to_owned(), mark.attribute("fill").unwrap().to_owned())
    };
    assert_ne!(colours(&calm).0, colours(&today.text()).0);
    assert_eq!(colours(&calm).1, colours(&today.text()).1);
}

#[tokio::test]
async fn what_has_ended_says_so() {
    let (server, id) = server_with(lodi()).await;
    let path = format!("/embed/offerte/{id}.svg");
    server.set_time("2026-12-17T10:00:00Z");
    let expired = server.get(&path).await;
    assert_eq!(expired.status, 200);
    assert!(texts(&expired).contains(&"Scaduta il 16 dic".to_owned()));
    let mut filled = lodi();
    filled["bacheca:status"] = json!("filled");
    server.import_offers(&[offer_with("a", filled)]).await;
    assert!(texts(&server.get(&path).await).contains(&"Posizione coperta".to_owned()));
}

#[tokio::test]
async fn one_that_is_not_there_says_so_in_a_picture() {
    let (server, id) = server_with(json!({"bacheca:status": "withdrawn"})).await;
    let withdrawn = server.get(&format!("/embed/offerte/{id}.svg")).await;
    assert_eq!((withdrawn.status.as_u16(), withdrawn.header("cache-control")), (410, "public, max-age=60"));
    assert_eq!(texts(&withdrawn).first().unwrap(), "Questa offerta è stata ritirata");
    let in_english = server.get(&format!("/embed/offerte/{id}.svg?lingua=en")).await;
    assert_eq!(texts(&in_english).first().unwrap(), "This job was withdrawn");
    for id in ["zzz", "%00", "%3Cscript%3E", "..%2f..", "", ".svg"] {
        let unknown = server.get(&format!("/embed/offerte/{id}.svg")).await;
        assert_eq!(unknown.status, 404, "{id}");
        assert_eq!(texts(&unknown).first().unwrap(), "Questa offerta non c’è", "{id}");
        assert_eq!(unknown.header("cross-origin-resource-policy"), "cross-origin");
    }
}

#[tokio::test]
async fn other_files_are_no_pictures() {
    let server = TestServer::start().await;
    server.import_offers(&[offer("a")]).await;
    for name in ["a.jpg", "a.svg.br", "svg", "a.SVG"] {
        let answer = server.get(&format!("/embed/offerte/{name}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (404, "text/html; charset=utf-8"),
            "{name}"
        );
    }
    server.get("/embed/offerte/%FF.svg").await.problem(400);
    server.send(Request::post("/embed/offerte/a.svg").body(Body::empty()).unwrap()).await.problem(405);
}
