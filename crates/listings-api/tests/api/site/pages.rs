use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::fixture::articles::article;
use crate::fixture::offers::{offer, offer_with};
use crate::fixture::server::{Answer, TestServer};

const SHELL: &str =
    "<!doctype html><html><head><title>Bacheca</title></head><body><div id=\"app\"><p>Attendi</p></div></body></html>";

async fn server_with_site() -> TestServer {
    let files = [
        ("shell.html", SHELL),
        ("sw.js", "self"),
        ("manifest.webmanifest", "{}"),
        ("bacheca-0f3a9c1b2d4e5f60_bg.wasm", "wasm"),
        ("bacheca-0f3a9c1b2d4e5f60_bg.wasm.br", "packed"),
        ("index-1a2b3c4d5e6f7a8b.css", "css"),
    ];
    let server = TestServer::start_with_site(&files, |_| {}).await;
    server.import_articles(&[("a.md", &article("nuovo", "former_slugs: [vecchio]\n", "Testo."))]).await;
    server
}

async fn visit(server: &TestServer, path: &str) -> Answer {
    let request = Request::get(path).header("accept", "text/html,*/*;q=0.8").header("sec-fetch-dest", "document");
    server.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn addresses_of_pages_give_the_shell_with_the_true_status() {
    let server = server_with_site().await;
    server
        .import_offers(&[
            offer_with("gone", json!({"bacheca:status": "withdrawn"})),
            offer_with("filled", json!({"bacheca:status": "filled"})),
            offer("open"),
        ])
        .await;
    let offers = server.stored_offers().await;
    let id = |state: &str| offers.iter().find(|offer| offer.state == state).unwrap().id.clone();
    for (path, status) in [
        ("/", 200),
        ("/articoli", 200),
        ("/articoli/", 200),
        ("/articoli/nuovo", 200),
        ("/articoli/ignoto", 404),
        ("/offerte", 200),
        ("/offerte?place=roma-rm", 200),
        (&format!("/offerte/{}", id("open")), 200),
        (&format!("/offerte/{}", id("filled")), 200),
        (&format!("/offerte/{}", id("withdrawn")), 410),
        ("/offerte/ignota", 404),
        ("/registrati", 200),
        ("/privacy", 200),
        ("/partner?ruolo=magazziniere&limite=3", 200),
        ("/lavoro/magazziniere", 200),
        ("/lavoro/magazziniere/", 200),
        ("/lavoro/ignoto", 404),
        ("/lavoro/magazziniere/milano-mi", 200),
        ("/lavoro/magazziniere/atlantide-at", 404),
        ("/lavoro/ignoto/milano-mi", 404),
        ("/lavoro/magazziniere/milano-mi/altro", 404),
        ("/lavoro-a/milano-mi", 200),
        ("/lavoro-a/atlantide-at", 404),
        ("/lavoro", 404),
        ("/lavoro-a", 404),
        ("/lavoro/%00", 404),
        ("/lavoro/a.b", 404),
        ("/lavoro-a/x.y", 404),
        ("/ignota", 404),
        ("/articoli/nuovo/altro", 404),
        ("/%00", 404),
        // A person gets a page, dots in the address or not, and however long its query is.
        ("/articoli/a.b", 404),
        ("/offerte/x.y", 404),
        (&format!("/offerte?q={}", "a".repeat(10_000)), 200),
    ] {
        let answer = visit(&server, path).await;
        assert_eq!(answer.status, status, "{path}");
        assert_eq!(
            (answer.text().get(..15), answer.header("content-type")),
            (SHELL.get(..15), "text/html; charset=utf-8"),
            "{path}"
        );
        assert_eq!(answer.header("cache-control"), "no-cache");
    }
}

/// What the app's element holds.
fn content(answer: &Answer) -> (bool, String) {
    let text = answer.text();
    let (_, rest) = text.split_once("<div id=\"app\"").unwrap();
    (rest.starts_with(" data-prerendered>"), rest.to_owned())
}

#[tokio::test]
async fn what_can_be_read_is_in_the_page() {
    let server = server_with_site().await;
    server.import_offers(&[offer("open")]).await;
    let item = server.read("/api/v1/job-postings").await["items"][0].clone();
    let (id, title) = (item["id"].as_str().unwrap(), item["title"].as_str().unwrap());
    for (path, heading) in [
        ("/", "Prima capisci il mestiere"),
        ("/articoli", "Magazine"),
        ("/articoli/nuovo", "<h1"),
        ("/offerte", title),
        ("/offerte?sort=newest&partner=x", title),
        (&format!("/offerte/{id}?partner=x"), title),
        ("/lavoro/magazziniere", "<h1"),
        ("/lavoro/magazziniere/milano-mi", "Milano"),
        ("/lavoro-a/milano-mi", "Milano"),
        ("/privacy", "<h1"),
    ] {
        let (is_rendered, html) = content(&visit(&server, path).await);
        assert!(is_rendered && html.contains(heading) && !html.contains("Attendi"), "{path}: {html}");
        assert!(!html.contains("class=\"skeleton"), "{path}: {html}");
        // The security policy would refuse it.
        assert!(!html.contains(" style=\""), "{path}: {html}");
        assert!(path == "/privacy" || html.contains("<script type=\"application/json\" data-api=\"/"), "{path}");
    }
    // Forms and what is somebody's own are the app's; so is what there is to say about what is not there.
    for path in ["/accedi", "/salvate", "/offerte/ignota", "/articoli/ignoto", "/lavoro-a/atlantide-at", "/ignota"] {
        let (is_rendered, html) = content(&visit(&server, path).await);
        assert!(!is_rendered && html.contains("Attendi"), "{path}: {html}");
    }
}

#[tokio::test]
async fn a_page_is_as_old_as_its_answers_may_be() {
    let server = server_with_site().await;
    server.import_offers(&[offer("open")]).await;
    let id = server.read("/api/v1/job-postings").await["items"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/offerte/{id}");
    assert!(content(&visit(&server, &path).await).0);
    // Within that time the page still says at once what search engines must not get wrong.
    server.import_offers(&[offer_with("open", json!({"bacheca:status": "withdrawn"}))]).await;
    let answer = visit(&server, &path).await;
    assert_eq!(answer.status, 410);
    assert!(!content(&answer).0);
}

#[tokio::test]
async fn who_renders_pages_elsewhere_is_told_their_heads() {
    let server = server_with_site().await;
    let head = server.read("/api/v1/page-heads?path=/articoli/nuovo").await;
    assert_eq!(head["status"], 200);
    assert!(head["elements"].as_str().unwrap().contains("rel=\"canonical\""), "{head}");
    let moved = server.read("/api/v1/page-heads?path=/articoli/vecchio").await;
    assert_eq!((moved["status"].as_u64(), moved["moved_to"].as_str()), (Some(308), Some("/articoli/nuovo")));
    assert_eq!(server.read("/api/v1/page-heads?path=/offerte/ignota").await["status"], 404);
    server.get("/api/v1/page-heads").await.problem(400);
}

#[tokio::test]
async fn an_expired_offer_still_has_its_page() {
    let server = server_with_site().await;
    server.import_offers(&[offer_with("a", json!({"validThrough": "2026-11-23"}))]).await;
    let id = server.read("/api/v1/job-postings").await["items"][0]["id"].as_str().unwrap().to_owned();
    server.set_time("2027-01-01T00:00:00Z");
    assert_eq!(visit(&server, &format!("/offerte/{id}")).await.status, 200);
}

#[tokio::test]
async fn an_old_slug_leads_to_the_new_page() {
    let server = server_with_site().await;
    let answer = visit(&server, "/articoli/vecchio").await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (308, "/articoli/nuovo"));
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_others_asked_for_again() {
    let server = server_with_site().await;
    let style = server.get("/index-1a2b3c4d5e6f7a8b.css").await;
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    // What a browser looks at to learn of a new release is asked for every time.
    for (path, kind) in
        [("/sw.js", "text/javascript; charset=utf-8"), ("/manifest.webmanifest", "application/manifest+json")]
    {
        let answer = server.get(path).await;
        assert_eq!((answer.header("cache-control"), answer.header("content-type")), ("no-cache", kind), "{path}");
    }
    assert_eq!(server.get("/shell.html").await.header("cache-control"), "no-cache");
}

#[tokio::test]
async fn files_go_out_as_the_build_compressed_them() {
    let server = server_with_site().await;
    let request =
        Request::get("/bacheca-0f3a9c1b2d4e5f60_bg.wasm").header("accept-encoding", "gzip, br").body(Body::empty());
    let answer = server.send(request.unwrap()).await;
    assert_eq!((answer.text().as_str(), answer.header("content-encoding")), ("packed", "br"));
    assert_eq!(answer.header("content-type"), "application/wasm");
    assert_eq!(server.get("/bacheca-0f3a9c1b2d4e5f60_bg.wasm").await.text(), "wasm");
}

#[tokio::test]
async fn a_missing_file_is_no_page() {
    let server = server_with_site().await;
    let files = ["/gone-0f3a9c1b2d4e5f60.js", "/x.png", "/.env", "/csp.txt", "/articoli/x.png"];
    for path in files {
        server.get(path).await.problem(404);
        // A person who follows such a link gets words, not a problem for programs.
        let answer = visit(&server, path).await;
        assert_eq!((answer.status.as_u16(), answer.text().get(..15)), (404, SHELL.get(..15)), "{path}");
    }
    let picture = Request::get("/articoli/x.png").header("sec-fetch-dest", "image").body(Body::empty()).unwrap();
    server.send(picture).await.problem(404);
    let script = Request::get("/module").header("sec-fetch-dest", "script").body(Body::empty()).unwrap();
    server.send(script).await.problem(404);
    let data = Request::get("/data").header("accept", "application/json").body(Body::empty()).unwrap();
    server.send(data).await.problem(404);
    visit(&server, "/api/v1/nope").await.problem(404);
}

#[tokio::test]
async fn an_odd_address_is_the_page_that_says_so() {
    let server = server_with_site().await;
    let long = format!("/{}", "a".repeat(20_000));
    let deep = "/a".repeat(5_000);
    for path in [
        "/%F0%9F%8D%95/..%2Fx", "/..%2flistings.db", "/%2e%2e/listings.db", "/../listings.db", "/%", "/%zz", "/%ff.js",
        "/%c0%ae%c0%ae/x", "/a%00.js", "/%00", "//", "//evil.example", "///", "/a//b.c", "/./..", "/...", "/%5c..%5cx",
        "/offerte/%ff", "/articoli/%00.png", "/lavoro/%zz/x", "/lavoro-a/..%2F..", "/a;b=c.d", "/'\"<>.js", "/+.+",
        &long, &deep,
    ] {
        // As a browser asks, and as tools that say nothing do.
        let Ok(plain) = Request::get(path).body(Body::empty()) else { continue };
        for answer in [visit(&server, path).await, server.send(plain).await] {
            assert_eq!(answer.status, if path.trim_matches('/').is_empty() { 200 } else { 404 }, "{path:.60}");
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path:.60}");
            assert_eq!(answer.text().get(..15), SHELL.get(..15), "{path:.60}");
        }
    }
}

#[tokio::test]
async fn pages_cannot_be_written_to() {
    let server = server_with_site().await;
    server.send(Request::post("/registrati").body(Body::empty()).unwrap()).await.problem(405);
}

#[tokio::test]
async fn the_policy_is_the_one_that_the_build_wrote() {
    let site = tempfile::tempdir().unwrap();
    std::fs::write(site.path().join("shell.html"), SHELL).unwrap();
    std::fs::write(site.path().join("csp.txt"), "default-src 'none';\n  script-src 'self' 'sha256-x'\n").unwrap();
    let server = TestServer::start_with(|config| config.site_dir = Some(site.path().to_owned())).await;
    let policy = visit(&server, "/").await.header("content-security-policy").to_owned();
    assert_eq!(policy, "default-src 'none'; script-src 'self' 'sha256-x'");
    // A release that is put in place while the process runs brings its own, and its style stands in it.
    std::fs::write(site.path().join("index-2b3c4d5e6f.css"), "").unwrap();
    let newer = SHELL.replace("</head>", "<link rel=\"stylesheet\" href=\"/index-2b3c4d5e6f.css\"></head>");
    std::fs::write(site.path().join("csp.txt"), "default-src 'none'; style-src 'self'").unwrap();
    std::fs::write(site.path().join("shell.html"), newer).unwrap();
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(10);
    std::fs::File::options().write(true).open(site.path().join("shell.html")).unwrap().set_modified(later).unwrap();
    let policy = visit(&server, "/privacy").await.header("content-security-policy").to_owned();
    let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
    assert_eq!(policy, format!("default-src 'none'; style-src 'self' {empty}"));
    // Without one the site still shows its own frame, on the page for partners.
    let policy = visit(&server_with_site().await, "/").await.header("content-security-policy").to_owned();
    assert!(policy.contains("; frame-src 'self'; ") && policy.contains("frame-ancestors 'none'"), "{policy}");
}

#[tokio::test]
async fn a_page_travels_compressed_and_only_when_it_is_new() {
    let server = server_with_site().await;
    let ask = |known: String| {
        let request = Request::get("/articoli/nuovo").header("sec-fetch-dest", "document");
        let request = request.header("accept-encoding", "gzip, deflate, br").header("if-none-match", known);
        server.send(request.body(Body::empty()).unwrap())
    };
    let first = ask("W/\"other\"".to_owned()).await;
    assert_eq!((first.status.as_u16(), first.header("content-encoding")), (200, "br"));
    assert!(first.header("vary").contains("accept-encoding"));
    let plain = visit(&server, "/articoli/nuovo").await;
    assert!(plain.text().contains("data-prerendered") && plain.header("etag") == first.header("etag"));
    let again = ask(first.header("etag").to_owned()).await;
    assert_eq!((again.status.as_u16(), again.text().as_str()), (304, ""));
    // Where nothing is rendered there is nothing to know again.
    assert!(!visit(&server, "/accedi").await.text().contains("data-prerendered"));
}
