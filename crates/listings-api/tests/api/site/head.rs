//! What programs that run no WebAssembly learn from a page of the site.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::fixture::articles::article;
use crate::fixture::offers::{offer, offer_in, offer_with};
use crate::fixture::server::{Answer, SITE, TestServer};

const SHELL: &str = "<!doctype html><html lang=\"it\"><head><title>Bacheca</title>\n\
    <meta name=\"description\" content=\"Di tutto.\"></head><body><div id=\"app\"></div></body></html>";

pub async fn server_with(offers: &[Value]) -> TestServer {
    let files = [("shell.html", SHELL)];
    let server = TestServer::start_with_site(&files, |config| config.site_origins = vec![SITE.to_owned()]).await;
    server.import_offers(offers).await;
    server
}

pub async fn visit(server: &TestServer, path: &str) -> Answer {
    let request = Request::get(path).header("accept", "text/html").header("sec-fetch-dest", "document");
    server.send(request.body(Body::empty()).unwrap()).await
}

pub async fn head(server: &TestServer, path: &str) -> String {
    let answer = visit(server, path).await;
    assert_eq!(answer.status, 200, "{path}");
    // What is rendered below says the same to those who look at it.
    answer.text().split_once("<body").unwrap().0.to_owned()
}

/// The value of the attribute that follows `before`, as it is read by a browser.
pub fn attribute(html: &str, before: &str) -> Option<String> {
    let (_, rest) = html.split_once(before)?;
    let value = rest.split('"').next().unwrap();
    Some(value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}

fn title(html: &str) -> &str {
    assert_eq!(html.matches("<title>").count(), 1, "{html}");
    html.split_once("<title>").unwrap().1.split_once("</title>").unwrap().0
}

fn description(html: &str) -> String {
    assert_eq!(html.matches("name=\"description\"").count(), 1, "{html}");
    attribute(html, "<meta name=\"description\" content=\"").unwrap()
}

fn canonical(html: &str) -> Option<String> {
    let found = attribute(html, "<link rel=\"canonical\" href=\"");
    // A page is either listed under an address, or not at all.
    assert_eq!(found.is_none(), html.contains("<meta name=\"robots\" content=\"noindex\">"), "{html}");
    found
}

fn structured_data(html: &str) -> Vec<Value> {
    let starts = html.split("<script type=\"application/ld+json\">").skip(1);
    starts.map(|rest| serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()).collect()
}

fn kinds(html: &str) -> Vec<String> {
    structured_data(html).iter().map(|value| value["@type"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_offer_says_what_it_is() {
    let server = server_with(&[offer_with(
        "a",
        json!({
            "title": "Magazziniera o magazziniere",
            "jobLocation": {"address": {"addressLocality": "Lodi"}},
            "baseSalary": {"currency": "EUR", "value": {"minValue": 1900, "maxValue": 2100, "unitText": "MONTH"}},
            "employmentType": "FULL_TIME", "validThrough": "2026-11-24",
        }),
    )])
    .await;
    let id = server.only_offer().await;
    let html = head(&server, &format!("/offerte/{id}?partner=lodi")).await;
    let address = format!("{SITE}/offerte/{id}");
    assert_eq!(title(&html), "Magazziniera o magazziniere a Lodi (LO) – Bacheca");
    assert_eq!(canonical(&html).as_deref(), Some(address.as_str()));
    let expected =
        "Officine Lambro S.r.l. · Lodi (LO) · da 1.900 a 2.100 € al mese · Tempo pieno · Cerchiamo una persona.";
    assert_eq!(description(&html).replace('\u{a0}', " "), expected);
    for (property, content) in [
        ("og:title", "Magazziniera o magazziniere a Lodi (LO)"),
        ("og:type", "website"),
        ("og:url", address.as_str()),
        ("og:site_name", "Bacheca"),
    ] {
        assert_eq!(attribute(&html, &format!("<meta property=\"{property}\" content=\"")).as_deref(), Some(content));
    }
    let data = structured_data(&html);
    assert_eq!(kinds(&html), ["JobPosting", "BreadcrumbList"]);
    assert_eq!(data[0]["baseSalary"]["value"]["minValue"], 1900);
    assert_eq!(data[0]["validThrough"], "2026-11-24T23:59:59+01:00");
    assert_eq!(data[0]["jobLocation"]["address"]["addressLocality"], "Lodi");
    assert_eq!((&data[0]["url"], &data[0]["directApply"]), (&json!(address), &json!(true)));
    let steps: Vec<&str> =
        data[1]["itemListElement"].as_array().unwrap().iter().map(|step| step["item"].as_str().unwrap()).collect();
    assert_eq!(steps, [&format!("{SITE}/offerte"), &format!("{SITE}/lavoro/magazziniere"), &address]);
    assert!(html.contains("type=\"application/json+oembed\""), "{html}");
}

#[tokio::test]
async fn a_role_without_a_text_is_listed_while_there_are_offers() {
    let server = server_with(&[offer_with("a", json!({"relevantOccupation": "elettrauto"}))]).await;
    let elettrauto = canonical(&head(&server, "/lavoro/elettrauto").await);
    assert_eq!(elettrauto.as_deref(), Some("https://bacheca.example/lavoro/elettrauto"));
    assert_eq!(canonical(&head(&server, "/lavoro/tassista").await), None);
    assert!(canonical(&head(&server, "/lavoro/cuoco").await).is_some());
}

#[tokio::test]
async fn what_has_ended_is_read_but_not_listed() {
    let server = server_with(&[offer_with(
        "a",
        json!({"validThrough": "2026-11-23", "jobLocation": {"address": {"addressLocality": "Lodi"}}}),
    )])
    .await;
    let path = format!("/offerte/{}", server.only_offer().await);
    assert_eq!(kinds(&head(&server, &path).await), ["JobPosting", "BreadcrumbList"]);
    server.set_time("2026-11-24T10:00:00Z");
    let html = head(&server, &path).await;
    assert_eq!((canonical(&html), kinds(&html)), (None, vec![]));
    assert_eq!(title(&html), "Offerta a a Lodi (LO) – Bacheca");

    let filled = server_with(&[offer_with("b", json!({"bacheca:status": "filled"}))]).await;
    let html = head(&filled, &format!("/offerte/{}", filled.only_offer().await)).await;
    assert_eq!((canonical(&html), kinds(&html)), (None, vec![]));

    let withdrawn = server_with(&[offer_with("c", json!({"bacheca:status": "withdrawn"}))]).await;
    let answer = visit(&withdrawn, &format!("/offerte/{}", withdrawn.only_offer().await)).await;
    assert_eq!((answer.status.as_u16(), title(&answer.text())), (410, "Pagina non trovata – Bacheca"));
    assert_eq!((canonical(&answer.text()), kinds(&answer.text())), (None, vec![]));
}

#[tokio::test]
async fn an_article_says_who_wrote_it_and_shows_its_picture() {
    let server = server_with(&[]).await;
    // The smallest PNG there is.
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02v\x08\x06\0\0\0";
    server.file("articles/foto.png", png);
    server.file("articles/disegno.svg", "<svg viewBox='0 0 10 10'/>");
    server.file("articles/a.md", article("foto", "image: foto.png\nimage_alt: Un magazzino\n", "Testo."));
    server.file("articles/b.md", article("disegno", "image: disegno.svg\n", "Testo."));
    let reports = server.import_article_files().await;
    assert_eq!(reports.iter().map(|report| report.added).sum::<usize>(), 2);

    let html = head(&server, "/articoli/foto").await;
    assert_eq!((title(&html), description(&html).as_str()), ("Titolo foto – Bacheca", "Breve."));
    assert_eq!(canonical(&html).as_deref(), Some("https://bacheca.example/articoli/foto"));
    let image = attribute(&html, "<meta property=\"og:image\" content=\"").unwrap();
    assert!(image.starts_with("https://bacheca.example/media/") && image.ends_with(".png"), "{image}");
    assert!(html.contains("<meta property=\"og:image:width\" content=\"1200\">"), "{html}");
    assert!(html.contains("<meta property=\"og:image:alt\" content=\"Un magazzino\">"), "{html}");
    assert!(html.contains("content=\"summary_large_image\"") && html.contains("content=\"article\""), "{html}");
    assert_eq!(kinds(&html), ["Article", "BreadcrumbList"]);
    assert_eq!(structured_data(&html)[0]["image"][0]["url"], image);
    assert_eq!(structured_data(&html)[1]["itemListElement"][1]["item"], "https://bacheca.example/articoli?topic=ruoli");

    let html = head(&server, "/articoli/disegno").await;
    // Chats take no SVG: the article's picture is drawn from its words.
    let image = attribute(&html, "<meta property=\"og:image\" content=\"").unwrap();
    assert!(image.starts_with("https://bacheca.example/embed/articoli/disegno.png?v="), "{image}");

    let html = head(&server, "/articoli?topic=ruoli&x=1").await;
    assert_eq!(title(&html), "Ruoli – Magazine – Bacheca");
    assert_eq!(canonical(&html).as_deref(), Some("https://bacheca.example/articoli?topic=ruoli"));
    for without in ["/articoli", "/articoli?topic=contratti", "/articoli?topic=%3Cb%3E"] {
        let html = head(&server, without).await;
        assert_eq!(title(&html), "Magazine – Bacheca");
        assert_eq!(canonical(&html).as_deref(), Some("https://bacheca.example/articoli"));
    }
}

#[tokio::test]
async fn searches_are_listed_by_role_and_place_alone() {
    let server = server_with(&[offer_in("a", "Lodi"), offer_in("b", "Lodi")]).await;
    for (path, name, listed) in [
        ("/offerte", "Offerte di lavoro", Some("/offerte")),
        ("/offerte?sort=newest&limit=5", "Offerte di lavoro", Some("/offerte")),
        ("/offerte?place=lodi-lo", "Offerte di lavoro entro 30 km da Lodi", Some("/offerte?place=lodi-lo")),
        (
            "/offerte?place=lodi-lo&occupation=magazziniere&sort=closing",
            "Magazziniere entro 30 km da Lodi",
            Some("/offerte?occupation=magazziniere&place=lodi-lo"),
        ),
        ("/offerte?place=lodi-lo&radius_km=10", "Offerte di lavoro entro 10 km da Lodi", None),
        ("/offerte?lat=45.3&lon=9.5", "Offerte di lavoro entro 30 km dalla tua posizione", None),
        ("/offerte?q=offerta", "“offerta”", None),
        ("/offerte?shift=night", "Offerte di lavoro", None),
        ("/offerte?agency=false", "Offerte di lavoro", None),
        // Nothing is there to be listed.
        ("/offerte?place=roma-rm", "Offerte di lavoro entro 30 km da Roma", None),
        ("/offerte?place=atlantide-at", "Offerte di lavoro", None),
        ("/offerte?partner=lodi", "Offerte di lavoro", Some("/offerte")),
    ] {
        let html = head(&server, path).await;
        assert_eq!(title(&html), format!("{name} – Bacheca"), "{path}");
        assert_eq!(canonical(&html), listed.map(|listed| format!("{SITE}{listed}")), "{path}");
        assert_eq!(kinds(&html), Vec::<String>::new(), "{path}");
    }
    let html = head(&server, "/offerte?place=lodi-lo").await;
    let expected = "2 offerte entro 30 km da Lodi, con paga, contratto e scadenza scritti in chiaro.";
    assert_eq!(description(&html), expected);
}

#[tokio::test]
async fn roles_and_comuni_have_pages_of_their_own() {
    let server = server_with(&[offer_in("a", "Lodi")]).await;
    for (path, name, is_listed) in [
        ("/lavoro/magazziniere", "Magazziniere: offerte di lavoro", true),
        ("/lavoro/cuoco", "Cuoco: offerte di lavoro", true),
        ("/lavoro/magazziniere/lodi-lo", "Magazziniere a Lodi: offerte di lavoro", true),
        ("/lavoro/magazziniere/roma-rm", "Magazziniere a Roma: offerte di lavoro", false),
        ("/lavoro-a/lodi-lo", "Lavoro a Lodi", true),
        ("/lavoro-a/roma-rm", "Lavoro a Roma", false),
    ] {
        let html = head(&server, path).await;
        assert_eq!(title(&html), format!("{name} – Bacheca"), "{path}");
        assert_eq!(canonical(&html), is_listed.then(|| format!("{SITE}{path}")), "{path}");
        assert_eq!(kinds(&html), ["BreadcrumbList"], "{path}");
    }
    let html = head(&server, "/lavoro/magazziniere").await;
    assert!(description(&html).starts_with("1 offerta, con paga"), "{}", description(&html));
    assert!(description(&html).chars().count() <= 201);
}

#[tokio::test]
async fn personal_pages_are_not_listed() {
    let server = server_with(&[offer("a")]).await;
    let apply = format!("/offerte/{}/candidati", server.only_offer().await);
    for path in
        ["/accedi", "/salvate", "/profilo", "/impostazioni", "/avvisi", "/candidature", "/nuova-password", &apply]
    {
        let html = head(&server, path).await;
        assert_eq!((canonical(&html), title(&html)), (None, "Bacheca"), "{path}");
        assert!(!html.contains("og:"), "{html}");
    }
    for (path, name) in [("/", "Bacheca"), ("/registrati", "Crea l’account – Bacheca")] {
        let html = head(&server, path).await;
        assert_eq!((canonical(&html), title(&html)), (Some(format!("{SITE}{path}")), name));
    }
    let missing = visit(&server, "/ignota").await;
    assert_eq!((missing.status.as_u16(), title(&missing.text())), (404, "Pagina non trovata – Bacheca"));
    assert_eq!(canonical(&missing.text()), None);
}

#[tokio::test]
async fn hostile_text_never_becomes_markup() {
    let hostile = "A&B \"x\" &lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- 🙂";
    let server = server_with(&[offer_with("a", json!({"title": hostile, "jobLocationType": "TELECOMMUTE"}))]).await;
    let stored = server.read("/api/v1/job-postings").await["items"][0]["title"].as_str().unwrap().to_owned();
    assert!(stored.contains("</script><script>"), "{stored}");
    let html = head(&server, &format!("/offerte/{}", server.only_offer().await)).await;
    assert_eq!(html.matches("<script").count(), 2, "{html}");
    assert_eq!(html.matches("</script>").count(), 2, "{html}");
    assert!(!html.contains("<!--"), "{html}");
    assert_eq!(structured_data(&html)[0]["title"], stored);
    assert_eq!(attribute(&html, "<meta property=\"og:title\" content=\"").as_deref(), Some(stored.as_str()));

    let html = head(&server, "/offerte?q=%22%3E%3C%2Ftitle%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert!(!html.contains("<script"), "{html}");
    assert!(title(&html).contains("&lt;script&gt;"), "{html}");
}
