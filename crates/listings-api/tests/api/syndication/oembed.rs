use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::offers::offer_with;
use crate::fixture::server::TestServer;
use crate::syndication::offer_card::server_with;

fn call(page: &str, rest: &str) -> String {
    let url = form_urlencoded::byte_serialize(page.as_bytes()).collect::<String>();
    format!("/oembed?url={url}{rest}")
}

fn page(id: &str) -> String {
    format!("https://bacheca.example/offerte/{id}")
}

#[tokio::test]
async fn an_address_becomes_a_frame() {
    let (server, id) = server_with(json!({"title": "Magazziniera o magazziniere"})).await;
    // As WordPress asks.
    let answer = server.read(&call(&page(&id), "&maxwidth=1200&maxheight=1000&dnt=1&format=json")).await;
    let frame = format!(
        "<iframe src=\"https://bacheca.example/embed/offerte/{id}\" width=\"600\" height=\"260\" frameborder=\"0\" \
         title=\"Magazziniera o magazziniere\"></iframe>"
    );
    assert_eq!(
        answer,
        json!({
            "version": "1.0", "type": "rich", "title": "Magazziniera o magazziniere", "provider_name": "Bacheca",
            "provider_url": "https://bacheca.example", "cache_age": 3600, "html": frame, "width": 600, "height": 260,
            "thumbnail_url": format!("https://bacheca.example/embed/offerte/{id}.svg"),
            "thumbnail_width": 600, "thumbnail_height": 340,
        })
    );
    let picture = answer["thumbnail_url"].as_str().unwrap().trim_start_matches("https://bacheca.example");
    assert_eq!(server.get(picture).await.header("content-type"), "image/svg+xml; charset=utf-8");
    for same in [format!("{}/", page(&id)), format!("{}?utm_source=x", page(&id)), format!("{}#candidati", page(&id))] {
        assert_eq!(server.read(&call(&same, "")).await["html"], answer["html"], "{same}");
    }
    let named = server.read(&call(&format!("{}?partner=Lodi", page(&id)), "")).await;
    assert!(named["html"].as_str().unwrap().contains(&format!("/embed/offerte/{id}?partner=lodi\"")), "{named}");
}

#[tokio::test]
async fn it_keeps_within_the_bounds() {
    let (server, id) = server_with(json!({})).await;
    let size = async |rest: &str| {
        let answer = server.read(&call(&page(&id), rest)).await;
        let (width, height) = (answer["width"].as_u64().unwrap(), answer["height"].as_u64().unwrap());
        assert!(answer["html"].as_str().unwrap().contains(&format!(" width=\"{width}\" height=\"{height}\"")));
        (width, height, answer["thumbnail_width"].as_u64().unwrap())
    };
    assert_eq!(size("&maxwidth=320&maxheight=300").await, (320, 260, 320));
    assert_eq!(size("&maxheight=100").await, (600, 100, 176));
    assert_eq!(size("&maxwidth=&maxheight=").await, (600, 260, 600));
    assert_eq!(size("&maxwidth=99999999999999").await, (600, 260, 600));
    for (rest, pointer) in [
        ("&maxwidth=0", "maxwidth"),
        ("&maxwidth=-1", "maxwidth"),
        ("&maxheight=wide", "maxheight"),
        ("&maxheight=1e9", "maxheight"),
    ] {
        let named = server.get(&call(&page(&id), rest)).await.problem(400);
        assert_eq!(named, [(pointer.to_owned(), "out_of_range".to_owned())], "{rest}");
    }
}

#[tokio::test]
async fn only_our_own_offers_have_one() {
    let (server, id) = server_with(json!({})).await;
    for foreign in [
        format!("https://evil.example/offerte/{id}"),
        format!("https://bacheca.example.evil.example/offerte/{id}"),
        format!("https://bacheca.example@evil.example/offerte/{id}"),
        format!("http://bacheca.example/offerte/{id}"),
        format!("https://bacheca.example/offerte/{id}/candidati"),
        "https://bacheca.example/offerte/zzz".to_owned(),
        "https://bacheca.example/offerte/%00".to_owned(),
        "https://bacheca.example/offerte".to_owned(),
        "https://bacheca.example/articoli/x".to_owned(),
        "javascript:alert(1)".to_owned(),
        id.clone(),
    ] {
        server.get(&call(&foreign, "")).await.problem(404);
    }
    for missing in ["/oembed", "/oembed?url=", "/oembed?format=json"] {
        let named = server.get(missing).await.problem(400);
        assert_eq!(named, [("url".to_owned(), "missing".to_owned())], "{missing}");
    }
    for format in ["xml", "XML", "yaml", "json%00"] {
        server.get(&call(&page(&id), &format!("&format={format}"))).await.problem(501);
    }
}

#[tokio::test]
async fn what_is_over_keeps_its_card_and_what_was_withdrawn_has_none() {
    let (server, id) = server_with(json!({"validThrough": "2026-11-30"})).await;
    server.set_time("2027-01-01T10:00:00Z");
    assert_eq!(server.read(&call(&page(&id), "")).await["type"], "rich");
    server.import_offers(&[offer_with("a", json!({"bacheca:status": "withdrawn"}))]).await;
    server.get(&call(&page(&id), "")).await.problem(404);
}

#[tokio::test]
async fn a_hostile_title_stays_in_its_attribute() {
    let title = "\"&gt;&lt;/iframe&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; 'x'";
    let (server, id) = server_with(json!({"title": title})).await;
    let answer = server.read(&call(&page(&id), "")).await;
    assert!(answer["title"].as_str().unwrap().starts_with("\"></iframe><script>"), "{answer}");
    let html = answer["html"].as_str().unwrap();
    assert_eq!((html.matches('<').count(), html.matches("iframe>").count()), (2, 1), "{html}");
    let frame = roxmltree::Document::parse(html).unwrap();
    assert_eq!(frame.root_element().attribute("title"), answer["title"].as_str());
}

#[tokio::test]
async fn anyone_may_ask_and_ask_again() {
    let (server, id) = server_with(json!({})).await;
    let request =
        |name: &str, value: &str| Request::get(call(&page(&id), "")).header(name, value).body(Body::empty()).unwrap();
    let first = server.send(request("origin", "https://blog.example")).await;
    assert_eq!(first.header("content-type"), "application/json");
    assert_eq!(
        (first.header("access-control-allow-origin"), first.header("cache-control")),
        ("*", "public, max-age=60")
    );
    assert_eq!(server.send(request("if-none-match", first.header("etag"))).await.status, 304);
}

const SHELL: &str =
    "<!doctype html><html><head><title>Bacheca</title></head><body><div id=\"app\"></div></body></html>";

async fn server_with_site(offer: Value) -> TestServer {
    let server = TestServer::start_with_site(&[("shell.html", SHELL)], |config| {
        config.site_origins = vec!["https://bacheca.example".to_owned()];
        config.api_origin = Some("https://api.example".to_owned());
    })
    .await;
    server.import_offers(&[offer]).await;
    server
}

/// The links to other forms of a page: type, address and title.
async fn alternates(server: &TestServer, path: &str) -> Vec<(String, String, String)> {
    let html = server.get(path).await.text();
    let (head, _) = html.split_once("</head><body>").unwrap();
    let links = head.split_inclusive('>').filter(|element| element.starts_with("<link rel=\"alternate\""));
    // Written so that it is XML too.
    let links = format!("<head>{}</head>", links.collect::<String>().replace("\">", "\"/>"));
    let document = roxmltree::Document::parse(&links).unwrap();
    let attribute = |node: &roxmltree::Node<'_, '_>, name: &str| node.attribute(name).unwrap().to_owned();
    let links = document.root_element().children();
    links.map(|link| (attribute(&link, "type"), attribute(&link, "href"), attribute(&link, "title"))).collect()
}

#[tokio::test]
async fn the_page_of_an_offer_tells_where_its_card_is() {
    let server = server_with_site(offer_with("a", json!({"title": "Cuoca & \"chef\" &lt; 3 turni"}))).await;
    let id = server.only_offer().await;
    let found = alternates(&server, &format!("/offerte/{id}?partner=lodi")).await;
    let [(kind, href, title)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((kind.as_str(), title.as_str()), ("application/json+oembed", "Cuoca & \"chef\" < 3 turni"));
    let call = href.strip_prefix("https://api.example").unwrap();
    let answer = server.read(call).await;
    assert_eq!(answer["thumbnail_url"], format!("https://api.example/embed/offerte/{id}.svg"));
    // A client with a site on another host follows the address of the API too.
    assert_eq!(alternates(&server, &format!("/offerte/{id}/candidati")).await, []);
    assert_eq!(alternates(&server, "/offerte/ignota").await, []);
    assert_eq!(alternates(&server, "/").await, []);
    server.import_offers(&[offer_with("a", json!({"bacheca:status": "withdrawn"}))]).await;
    assert_eq!(alternates(&server, &format!("/offerte/{id}")).await, []);
}

#[tokio::test]
async fn the_page_of_a_search_tells_where_its_feeds_are() {
    let server = server_with_site(offer_with("a", json!({}))).await;
    let found = alternates(&server, "/offerte?occupation=magazziniere&shift=night&q=%22%3E%3Cscript%3E").await;
    let kinds: Vec<&str> = found.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, ["application/rss+xml", "application/atom+xml", "application/feed+json"]);
    for (kind, href, title) in &found {
        assert!(title.starts_with("Offerte di lavoro: “\"><script>”, magazziniere, Notte ("), "{title}");
        let answer = server.get(href.strip_prefix("https://api.example").unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, &*format!("{kind}; charset=utf-8")));
    }
    // What is no search has none; the page says what is wrong.
    assert_eq!(alternates(&server, "/offerte?radius_km=-5").await, []);
    assert_eq!(alternates(&server, &format!("/offerte?q={}", "a".repeat(10_000))).await, []);
}

#[tokio::test]
async fn beside_a_site_the_query_of_a_call_has_its_limit() {
    let server = server_with_site(offer_with("a", json!({}))).await;
    for path in ["/offerte.rss", "/oembed", "/embed/offerte/a.svg"] {
        server.get(&format!("{path}?q={}", "a".repeat(10_000))).await.problem(414);
    }
}
