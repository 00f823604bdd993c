//! The pictures that chats show with a link.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::articles::article;
use crate::fixture::offers::{offer, offer_with};
use crate::fixture::server::{Answer, TestServer};
use crate::site::head::{attribute, head, server_with, visit};
use crate::syndication::offer_card::lodi;

const LARGEST: usize = 60 * 1024;

/// The pixels, three bytes each.
fn pixels(answer: &Answer) -> Vec<u8> {
    assert_eq!(answer.header("content-type"), "image/png");
    assert!(answer.body.len() <= LARGEST, "{} bytes", answer.body.len());
    let mut reader = png::Decoder::new(std::io::Cursor::new(&answer.body)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.width, info.height, info.color_type), (1200, 630, png::ColorType::Rgb));
    pixels
}

/// How many pixels of the sheet are as dark as text.
fn ink(pixels: &[u8]) -> usize {
    let rows = pixels.chunks(1200 * 3).skip(60).take(440);
    rows.flat_map(|row| row.chunks(3)).filter(|pixel| pixel.iter().all(|part| *part < 0x60)).count()
}

fn picture_of(html: &str) -> String {
    for (property, content) in [("og:image:width", "1200"), ("og:image:height", "630")] {
        assert_eq!(attribute(html, &format!("<meta property=\"{property}\" content=\"")).as_deref(), Some(content));
    }
    assert_eq!(attribute(html, "<meta name=\"twitter:card\" content=\"").as_deref(), Some("summary_large_image"));
    let url = attribute(html, "<meta property=\"og:image\" content=\"").unwrap();
    url.strip_prefix("https://bacheca.example").unwrap().to_owned()
}

fn alt(html: &str) -> String {
    attribute(html, "<meta property=\"og:image:alt\" content=\"").unwrap().replace('\u{a0}', " ")
}

#[tokio::test]
async fn an_offer_has_a_picture_that_may_be_kept() {
    let server = server_with(&[offer_with("a", lodi())]).await;
    let id = server.only_offer().await;
    let html = head(&server, &format!("/offerte/{id}")).await;
    assert_eq!(
        alt(&html),
        "Bacheca: Magazziniera o magazziniere, Officine Lambro S.r.l., Lodi (LO), da 1.900 a 2.100 € al mese"
    );
    let path = picture_of(&html);
    assert!(path.starts_with(&format!("/embed/offerte/{id}.png?v=")), "{path}");
    let answer = server.get(&path).await;
    assert_eq!(answer.status, 200);
    assert!(ink(&pixels(&answer)) > 5_000, "{}", ink(&pixels(&answer)));
    for (name, value) in [
        ("cache-control", "public, max-age=31536000, immutable"),
        ("cross-origin-resource-policy", "cross-origin"),
        ("access-control-allow-origin", "*"),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    let tag = answer.header("etag").to_owned();
    let again = Request::get(&path).header("if-none-match", &tag).body(Body::empty()).unwrap();
    assert_eq!(server.send(again).await.status, 304);
    // Another version, or none: what there is now, but not for ever.
    for query in ["", "?v=0000000000000000", "?v=", "?x=%ff&v=%00"] {
        let other = server.get(&format!("/embed/offerte/{id}.png{query}")).await;
        assert_eq!((other.status.as_u16(), other.header("cache-control")), (200, "public, max-age=60"), "{query}");
        assert_eq!(other.body, answer.body);
    }
}

#[tokio::test]
async fn what_changes_has_another_address() {
    let server = server_with(&[offer_with("a", lodi())]).await;
    let id = server.only_offer().await;
    let page = format!("/offerte/{id}");
    let first = picture_of(&head(&server, &page).await);
    let open = pixels(&server.get(&first).await);
    let mut changed = lodi();
    changed["baseSalary"]["value"]["minValue"] = json!(1950);
    server.import_offers(&[offer_with("a", changed)]).await;
    let second = picture_of(&head(&server, &page).await);
    assert_ne!(first, second);
    assert_ne!(pixels(&server.get(&second).await), open);
    // By the mere passing of time.
    server.set_time("2026-12-17T09:00:00Z");
    let third = picture_of(&head(&server, &page).await);
    assert_ne!(second, third);
    let ended = server.get(&third).await;
    assert_eq!(ended.status, 200);
    assert!(ink(&pixels(&ended)) < ink(&open));
    // A page that was kept with the first address shows what is true.
    assert_eq!(server.get(&first).await.body, ended.body);
    assert_eq!(server.get(&first).await.header("cache-control"), "public, max-age=60");
}

#[tokio::test]
async fn what_is_not_there_is_a_picture_too() {
    let mut withdrawn = lodi();
    withdrawn["bacheca:status"] = json!("withdrawn");
    let server = server_with(&[offer_with("a", lodi())]).await;
    let id = server.only_offer().await;
    server.import_offers(&[offer_with("a", withdrawn)]).await;
    for (path, status) in [(format!("/embed/offerte/{id}.png"), 410), ("/embed/offerte/nessuna.png".to_owned(), 404)] {
        let answer = server.get(&path).await;
        assert_eq!(answer.status, status, "{path}");
        pixels(&answer);
        assert!(!answer.header("cache-control").contains("immutable"), "{path}");
    }
    for path in ["/embed/articoli/nessuno.png", "/embed/articoli/magazziniere.svg", "/embed/articoli/magazziniere"] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_article_and_the_site_have_one() {
    let server = server_with(&[offer("a")]).await;
    server.import_articles(&[("a.md", &article("magazziniere", "", "Testo."))]).await;
    let html = head(&server, "/articoli/magazziniere").await;
    let path = picture_of(&html);
    assert!(path.starts_with("/embed/articoli/magazziniere.png?v="), "{path}");
    let answer = server.get(&path).await;
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert!(ink(&pixels(&answer)) > 3_000);
    let mut of_site = Vec::new();
    for page in ["/", "/offerte", "/articoli", "/lavoro/magazziniere", "/lavoro-a/milano-mi", "/registrati"] {
        let html = head(&server, page).await;
        assert_eq!(alt(&html), "Bacheca: articoli sui mestieri e offerte di lavoro vicino a te", "{page}");
        of_site.push(picture_of(&html));
    }
    of_site.dedup();
    let [path] = of_site.as_slice() else { panic!("{of_site:?}") };
    let answer = server.get(path).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "public, max-age=31536000, immutable"));
    assert_ne!(pixels(&answer), pixels(&server.get("/embed/articoli/magazziniere.png").await));
    // What is somebody's own names none.
    let own = visit(&server, "/salvate").await.text();
    assert!(!own.contains("og:image"), "{own}");
}

/// Whatever a title holds, a picture comes of it, as small and in time.
#[tokio::test]
async fn no_text_breaks_a_picture() {
    let long = "Addetta o addetto alla movimentazione delle merci e al controllo dei documenti ".repeat(4);
    let titles = [
        "</text><script>alert(1)</script><image href=\"file:///etc/passwd\"/>&amp;&#0;".to_owned(),
        "&lol;<!DOCTYPE x [<!ENTITY lol \"lol\">]>".to_owned(),
        "👷‍♀️🔧 Operaia 🔧👷‍♀️".to_owned(),
        "厨师".to_owned(),
        "e\u{301}".repeat(200),
        "\u{202e}\u{200f}\u{feff}a\u{0}\u{1b}".to_owned(),
        "W".repeat(300),
        long,
    ];
    for title in titles {
        let mut changes = lodi();
        changes["title"] = json!(title);
        changes["hiringOrganization"] = json!({"name": title});
        let server = server_with(&[offer_with("a", changes)]).await;
        let html = head(&server, &format!("/offerte/{}", server.only_offer().await)).await;
        let path = picture_of(&html);
        let answer = server.get(&path).await;
        assert_eq!(answer.status, 200, "{title}");
        let pixels = pixels(&answer);
        assert!(ink(&pixels) > 500, "{title}");
        // Nothing runs out of the sheet: its right edge is free, save for what is on the board below.
        let edge = pixels.chunks(1200 * 3).skip(60).take(440).flat_map(|row| row[1125 * 3..1140 * 3].chunks(3));
        assert!(edge.clone().all(|pixel| pixel.iter().all(|part| *part > 0x80)), "{title}");
    }
}

/// Many ask for the same, and for many: each is drawn once, one after the other, and all are answered.
#[tokio::test]
async fn a_crowd_is_served() {
    let offers: Vec<Value> = (0..12).map(|number| offer_with(&format!("o{number}"), lodi_number(number))).collect();
    // However busy the machine is: what is tested is how often something is drawn.
    let patience = Duration::from_secs(120);
    let server = TestServer::start_with(|config| {
        config.picture_patience = patience;
        config.request_timeout = patience;
    })
    .await;
    server.import_offers(&offers).await;
    let ids = server.offer_ids().await;
    let paths = ids.iter().cycle().take(60).map(|id| format!("/embed/offerte/{id}.png")).collect::<Vec<_>>();
    for _ in 0..2 {
        let answers = futures_util::future::join_all(paths.iter().map(|path| server.get(path))).await;
        assert!(answers.iter().all(|answer| answer.status == 200));
        assert_eq!(server.state.previews.drawn(), 12);
    }
}

/// Whoever would wait for too long is told to come again.
#[tokio::test]
async fn a_turn_that_does_not_come_is_not_waited_for() {
    let offers: Vec<Value> = (0..12).map(|number| offer_with(&format!("o{number}"), lodi_number(number))).collect();
    let server = TestServer::start_with(|config| config.picture_patience = Duration::ZERO).await;
    server.import_offers(&offers).await;
    let ids = server.offer_ids().await;
    let paths: Vec<_> = ids.iter().map(|id| format!("/embed/offerte/{id}.png")).collect();
    let answers = futures_util::future::join_all(paths.iter().map(|path| server.get(path))).await;
    let count = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
    assert!(count(200) >= 1, "nobody had a turn");
    assert!(count(503) >= 1 && count(200) + count(503) == 12);
}

fn lodi_number(number: u32) -> Value {
    let mut offer = lodi();
    offer["title"] = json!(format!("Magazziniere {number}"));
    offer
}
